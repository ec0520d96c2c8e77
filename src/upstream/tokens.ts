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
}

/**
 * `fetch` gets the token before it, for providers whose tokens renew themselves.
 * A refused login (UPSTREAM_CREDENTIALS) is final: it is repeated to every caller and never sent again, because
 * providers lock accounts after a few.
 */
export function createTokenSource<T>(options: {
  readonly fetch: (previous: T | null) => Promise<Token<T>>;
  readonly now: () => number;
  readonly renewBeforeMs: number;
}): TokenSource<T> {
  let held: Token<T> | null = null;
  let previous: T | null = null;
  let fetching: Promise<T> | null = null;
  let refusal: ProblemError | null = null;

  async function fetch(): Promise<T> {
    try {
      held = await options.fetch(previous);
      previous = held.value;
      return held.value;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'UPSTREAM_CREDENTIALS') refusal = error;
      throw error;
    } finally {
      fetching = null;
    }
  }

  function usable(): boolean {
    if (held === null) return false;
    return held.expiresAt === null || held.expiresAt - options.renewBeforeMs > options.now();
  }

  return {
    async current() {
      if (refusal) throw refusal;
      if (held !== null && usable()) return held.value;
      fetching ??= fetch();
      return fetching;
    },
    refuse(value) {
      if (held?.value === value) held = null;
    },
  };
}
