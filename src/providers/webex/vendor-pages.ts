// Links to next pages, and the tokens in them that lists go on from. Only the token is kept, never the link.
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import { linkedItself, nextLink } from '../../upstream/links.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import type { Query } from '../../upstream/url.ts';

/** One upstream page. `next` is null on the last one. */
export interface Slice<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
  /** Rows without the form they should have, which are not among `rows`. */
  readonly leftOut: number;
  /** How many rows the whole list has, where every page says so; null where none does. */
  readonly count: number | null;
}

/** People links carry `cursor`, `before` or `after`, licenses `next`, workspaces `start` (webex contract 7, 8). */
const NAMES = ['cursor', 'before', 'after', 'next', 'start'] as const;
const PAIR = String.raw`(?:${NAMES.join('|')})=[\w%.*+-]{1,4000}`;

/** The form of a token, for regular expressions: a forged one cannot set any other parameter. */
export const TOKEN = `${PAIR}(?:&${PAIR}){0,4}`;

/** A token as query parameters. */
export function tokenQuery(token: string | null): Query {
  return Object.fromEntries(new URLSearchParams(token ?? ''));
}

/** Whether a token still leads to the same row when rows before it come or go. */
type Footing =
  /** It names a row, and does. */
  | 'ROW'
  /** It counts rows, and does not; but any number may be asked for. */
  | 'START'
  /** Not documented; tokens that have been seen count rows (webex contract 8). */
  | 'UNKNOWN';

export function footingOf(token: string): Footing {
  const names = [...new URLSearchParams(token).keys()];
  if (names.every((name) => name === 'after' || name === 'before')) return 'ROW';
  return /^start=[1-9]\d{0,14}$/.test(token) ? 'START' : 'UNKNOWN';
}

/** The token of a page that begins with the last row of the page before. */
export function oneRowBack(token: string): string {
  return `start=${Number(tokenQuery(token)['start']) - 1}`;
}

/** Webex may list workspaces without links: then a full page means that more may follow (webex contract 11). */
export function nextStart(rows: number, token: string | null): string {
  const start = Number(tokenQuery(token)['start'] ?? 0);
  return `start=${start + rows}`;
}

/** The token of the next page, null when there is none. Throws UPSTREAM_BAD_RESPONSE when the list cannot go on from it. */
export function nextToken(
  response: UpstreamResponse,
  from: { readonly base: string; readonly accountKey: string; readonly asked: string | null },
): string | null {
  const link = linkOf(response, from.base, from.accountKey);
  if (link === null) return null;
  const kept = new URLSearchParams();
  for (const name of NAMES) {
    const value = link.searchParams.get(name);
    if (value) kept.set(name, value);
  }
  const token = kept.toString();
  if (token === '')
    throw badResponse(from.accountKey, 'The provider linked a next page without saying where it starts.');
  if (token === from.asked) throw linkedItself(from.accountKey);
  return token;
}

/** Whether a page is followed by another, wherever that is. */
export function linksOn(response: UpstreamResponse, base: string, accountKey: string): boolean {
  return linkOf(response, base, accountKey) !== null;
}

function linkOf(response: UpstreamResponse, base: string, accountKey: string): URL | null {
  try {
    return nextLink(response.headers['link'], base);
  } catch (error) {
    throw new ProblemError({ ...asProblemError(error).problem, accountKey }, { cause: error });
  }
}
