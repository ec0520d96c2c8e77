// One account's connection to its provider: what requests are sent with, and what has been seen of the provider so far.
import type { RequestBudget } from '../../domain/account.ts';
import type { Problem } from '../../domain/problem.ts';
import type { UpstreamOptions, UpstreamRuntime } from '../ports.ts';

/** What has been seen of the provider. Moments are milliseconds since the epoch. */
interface Seen {
  lastSuccessAt: number | null;
  lastProblem: Problem | null;
  budget: RequestBudget | null;
  /** The provider asked to be left alone until then. */
  throttledUntil: number;
  /** A login that failed is not tried again before then. */
  loginHeldUntil: number;
}

export interface Connection extends UpstreamOptions {
  readonly runtime: UpstreamRuntime;
  readonly seen: Seen;
}

/** A connection over which nothing has been sent yet. */
export function createConnection(runtime: UpstreamRuntime, options: UpstreamOptions): Connection {
  const seen = { lastSuccessAt: null, lastProblem: null, budget: null, throttledUntil: 0, loginHeldUntil: 0 };
  return { ...options, runtime, seen };
}
