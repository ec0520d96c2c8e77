// Reading a whole list of Webex, page after page, with a guard against lists that never end.
import { ProblemError, problem, type ProblemCode } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { Slice } from '../vendor-pages.ts';
import { LIMITS } from '../policy.ts';

interface Row {
  readonly id: string;
}

/** Rows that came for the first time. */
interface WalkedPage<T> {
  readonly rows: readonly T[];
  readonly isLast: boolean;
  /** Whether every row of it has the form it should have. */
  readonly isWhole: boolean;
}

/**
 * Pages of rows, no row twice. A token that Webex forgot starts the list again once (webex contract 11), and so does a list that
 * has another length than it had: rows may have moved into pages that were read.
 * Throws UPSTREAM_BAD_RESPONSE for a list that runs in a circle, UPSTREAM_TOO_MANY_PAGES for one without an end.
 */
export async function* walk<T extends Row>(
  read: (token: string | null) => Promise<Slice<T>>,
  accountKey: string,
): AsyncGenerator<WalkedPage<T>, void, undefined> {
  const given = new Set<string>();
  let chain = newChain();
  let token: string | null = null;
  let restarted = false;
  for (let page = 0; page < LIMITS.pagesOfWalk; page += 1) {
    const slice: Slice<T> | null = await read(token).catch((error: unknown) => {
      if (!isExpired(error)) throw error;
      return null;
    });
    if (slice === null || !isAsLongAs(chain, slice)) {
      if (restarted) throw badResponse(accountKey, 'The provider keeps losing its place in a list.');
      restarted = true;
      token = null;
      chain = newChain();
      continue;
    }
    if (!advances(chain, slice)) throw badResponse(accountKey, 'The provider repeats pages of a list.');
    const fresh = slice.rows.filter((row) => !given.has(row.id));
    for (const row of fresh) given.add(row.id);
    yield { rows: fresh, isLast: slice.next === null, isWhole: slice.leftOut === 0 };
    if (slice.next === null) return;
    token = slice.next;
  }
  throw tooManyPages(accountKey);
}

/** A list that is too long to be read within one request. */
export function tooManyPages(accountKey: string): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'Answering this needs too many pages of the provider.', {
      accountKey,
      hint: 'Ask for a list page by page instead.',
    }),
  );
}

/** Failures of a list that say nothing about reads of single things: the latter may still answer. */
const OF_THE_LIST: ReadonlySet<ProblemCode> = new Set([
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_REJECTED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_TOO_MANY_PAGES',
]);

/** Whether reading one by one is worth a try after a walk failed; with Webex down or throttling it would only add load. */
export function isOfTheList(failure: ProblemError): boolean {
  return OF_THE_LIST.has(failure.problem.code);
}

interface Chain {
  readonly tokens: Set<string>;
  readonly ids: Set<string>;
  /** Rows of the whole list when it was begun; null where it is not told, undefined before. */
  count: number | null | undefined;
}

function newChain(): Chain {
  return { tokens: new Set(), ids: new Set(), count: undefined };
}

function isAsLongAs(chain: Chain, { count }: Slice<Row>): boolean {
  chain.count ??= count;
  return chain.count === count;
}

/** False when a page brings nothing but known rows, or leads back to a page read before. */
function advances(chain: Chain, slice: Slice<Row>): boolean {
  const hasNews = slice.rows.length === 0 || slice.rows.some((row) => !chain.ids.has(row.id));
  const leadsBack = slice.next !== null && chain.tokens.has(slice.next);
  for (const row of slice.rows) chain.ids.add(row.id);
  if (slice.next !== null) chain.tokens.add(slice.next);
  return hasNews && !leadsBack;
}

function isExpired(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'CURSOR_EXPIRED';
}
