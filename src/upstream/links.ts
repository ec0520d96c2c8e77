// `Link` headers (RFC 8288). Only the next page, only on the origin that was configured.
import { ProblemError, problem } from '../domain/problem.ts';

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
