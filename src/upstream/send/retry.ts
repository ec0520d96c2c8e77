// Whether a failed read is worth another try, and after how long.
import type { Problem } from '../../domain/problem.ts';

interface RetryOptions {
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
  const asAsked = (retryAt: string): number | null => {
    const asked = Date.parse(retryAt) - now;
    return asked <= retryAfterCapMs ? Math.max(asked, 0) + 50 * random : null;
  };
  if (!mayPass(failed)) return null;
  if (failed.retryAt !== null) return asAsked(failed.retryAt);
  return failed.code === 'UPSTREAM_THROTTLED' ? Math.min(backoff * 3, retryAfterCapMs) : backoff;
}

/** Whether the same request may succeed in a moment. */
export function mayPass({ code }: Problem): boolean {
  return code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_THROTTLED';
}

/**
 * Of the parts of one request that failed, the problem by which they are sent again together: the longest pause asked for holds for
 * all of them. Null where there is none.
 */
export function mostPatient(failed: readonly Problem[]): Problem | null {
  const until = ({ code, retryAt }: Problem): number => {
    if (retryAt !== null) return Date.parse(retryAt);
    return code === 'UPSTREAM_THROTTLED' ? 1 : 0;
  };
  return failed.toSorted((one, other) => until(other) - until(one))[0] ?? null;
}
