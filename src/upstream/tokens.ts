// Credentials that expire: fetched once, shared, renewed early, dropped when refused.
import { ProblemError } from '../domain/problem.ts';

export interface Token<T> {
  readonly value: T;
  /** Milliseconds since the epoch; null when the provider does not say and only a refusal tells. */
  readonly expiresAt: number | null;
}

export interface TokenSource<T> {
  /** The token in force; fetches one when there is none or it is about to expire. Everybody waits for the same fetch. */
  current(): Promise<T>;
  /** Says that this token was refused, so that the next `current` fetches another. A newer one is left alone. */
  refuse(value: T): void;
  /** When a refused login is tried again, milliseconds since the epoch; null when the last one was not refused. */
  nextLoginAt(): number | null;
}

const MINUTE = 60_000;
/** After the first refusal, the second and so on; the last one over and over. Providers lock users after a few wrong tries. */
const PAUSES = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE] as const;

/**
 * `fetch` gets the token before it, for providers whose tokens renew themselves.
 * A refused login (UPSTREAM_CREDENTIALS) is repeated to every caller, and sent again only after 5, 15 and 60 minutes and then
 * hourly: credentials may be in order again, and providers lock accounts after a few wrong ones.
 */
export function createTokenSource<T>(options: {
  readonly fetch: (previous: T | null) => Promise<Token<T>>;
  readonly now: () => number;
  readonly renewBeforeMs: number;
}): TokenSource<T> {
  let held: Token<T> | null = null;
  let previous: T | null = null;
  let fetching: Promise<T> | null = null;
  let refusal: { readonly error: ProblemError; readonly until: number } | null = null;
  let refusals = 0;

  async function fetch(): Promise<T> {
    try {
      held = await options.fetch(previous);
      previous = held.value;
      refusal = null;
      refusals = 0;
      return held.value;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'UPSTREAM_CREDENTIALS') throw error;
      refusal = refused(error);
      throw refusal.error;
    } finally {
      fetching = null;
    }
  }

  function refused({ problem, cause }: ProblemError) {
    const until = options.now() + (PAUSES[Math.min(refusals, PAUSES.length - 1)] ?? 0);
    refusals += 1;
    const retryAt = new Date(until).toISOString();
    return { error: new ProblemError({ ...problem, retryAt }, { cause }), until };
  }

  function usable(): boolean {
    if (held === null) return false;
    return held.expiresAt === null || held.expiresAt - options.renewBeforeMs > options.now();
  }

  return {
    async current() {
      if (refusal && refusal.until > options.now()) throw refusal.error;
      if (held !== null && usable()) return held.value;
      fetching ??= fetch();
      return fetching;
    },
    refuse(value) {
      if (held?.value === value) held = null;
    },
    nextLoginAt: () => refusal?.until ?? null,
  };
}
