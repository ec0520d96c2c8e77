// Whether a failed read is worth another try, and after how long.
import type { Problem } from '../domain/problem.ts';

export interface RetryOptions {
  /** The longest wait; a provider that asks for more is not waited for. Milliseconds. */
  readonly retryAfterCapMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In [0, 1): spreads the tries of many. */
  readonly random: number;
}

/** Milliseconds, or null when another try would not help or would come too late. `failures` are those before this one. */
export function waitBeforeRetry(failed: Problem, failures: number, options: RetryOptions): number | null {
  const { retryAfterCapMs, now, random } = options;
  const backoff = 100 * 3 ** failures * (0.5 + random);
  switch (failed.code) {
    case 'UPSTREAM_UNAVAILABLE':
      return backoff;
    case 'UPSTREAM_THROTTLED': {
      if (failed.retryAt === null) return Math.min(backoff * 3, retryAfterCapMs);
      const asked = Date.parse(failed.retryAt) - now;
      return asked <= retryAfterCapMs ? Math.max(asked, 0) + 50 * random : null;
    }
    default:
      return null;
  }
}
