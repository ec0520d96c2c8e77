// Links to next pages: in `Link` headers (RFC 8288) and in bodies. Only on the origin that was configured; cursors keep no host.
import { ProblemError, callerError, problem } from '../domain/problem.ts';
import { badResponse } from './parse.ts';

/**
 * The URL behind `rel="next"`, or null when there is none.
 * Throws UPSTREAM_BAD_RESPONSE when it leaves the origin of `base`: following it would hand the token to another host.
 */
export function nextLink(header: string | undefined, base: string): URL | null {
  if (header === undefined) return null;
  for (const match of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, target = '', parameters = ''] = match;
    if (!relationsIn(parameters).includes('next')) continue;
    const url = URL.canParse(target, base) ? new URL(target, base) : null;
    if (url === null || url.origin !== new URL(base).origin) {
      throw new ProblemError(
        problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', 'The provider linked the next page to another origin.'),
      );
    }
    return url;
  }
  return null;
}

/** Relation types of a link, in lower case; there may be several (RFC 8288, 3.3). */
function relationsIn(parameters: string): readonly string[] {
  const [, quoted, bare = ''] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s";,]+))/i.exec(parameters) ?? [];
  return (quoted ?? bare).toLowerCase().split(/\s+/);
}

/** A list whose answers link their next page. */
export interface LinkedList {
  /** The base URL of the account. */
  readonly base: string;
  /** Its path below the base URL, encoded: `/users` for instance. No link and no cursor leads anywhere but there, and below. */
  readonly path: string;
}

/**
 * The path and query, below the base URL, of the link to a next page: what a cursor keeps, for `openLink` to make a URL of. Null
 * when there is no link. `asked` is the URL of the page that links, from which relative links are resolved.
 * Throws UPSTREAM_BAD_RESPONSE for a link that leaves the list, or that leads to the page it is on.
 */
export function keepLink(
  link: string | null | undefined,
  list: LinkedList,
  { asked, accountKey }: { readonly asked: string; readonly accountKey: string },
): string | null {
  if (link === undefined || link === null || link === '') return null;
  const kept = URL.canParse(link, asked) ? pathBelow(list.base, new URL(link, asked)) : null;
  if (kept === null || !isIn(list, kept)) {
    throw badResponse(accountKey, 'The provider linked the next page to another place than the list.');
  }
  if (kept === pathBelow(list.base, new URL(asked))) throw linkedItself(accountKey);
  return kept;
}

/** The URL of what `keepLink` kept, though the base URL may be another one by now. Throws BAD_CURSOR for any other text. */
export function openLink(kept: string, list: LinkedList): string {
  const url = isIn(list, kept) ? new URL(`${list.base.replace(/\/+$/, '')}${kept}`) : null;
  // What the parser of URLs changes was not written by it: dots that climb, line breaks, anything beyond ASCII.
  if (url === null || pathBelow(list.base, url) !== kept) {
    throw callerError('BAD_CURSOR', 'This cursor was not made by this list.', 'Start again without `after`.');
  }
  return url.href;
}

/** The problem of a list that would never end. */
export function linkedItself(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider linked a page as the next of itself.');
}

/** Path and query of a URL, without the path of the base URL; null for one elsewhere, or with a name and password of its own. */
function pathBelow(base: string, url: URL): string | null {
  const { origin, pathname } = new URL(base);
  const prefix = pathname.replace(/\/+$/, '');
  if (url.origin !== origin || url.username !== '' || url.password !== '') return null;
  return url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) + url.search : null;
}

/** Whether a path and query are those of the list or below, however often a server decodes the path. */
function isIn({ path: root }: LinkedList, kept: string): boolean {
  const [path = ''] = kept.split('?', 1);
  if (path !== root && !path.startsWith(`${root}/`)) return false;
  return !/%2f|%5c|%25|\/\//i.test(path.slice(root.length));
}
