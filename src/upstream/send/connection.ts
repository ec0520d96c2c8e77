// One account's connection to its provider: what requests are sent with, and what has been seen of the provider so far.
import type { RequestBudget } from '../../domain/account.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Span } from '../../domain/telemetry/tracer.ts';
import type { UpstreamOptions, UpstreamRuntime } from '../ports.ts';
import type { Transport } from '../transport.ts';

/** What has been seen of the provider. Moments are milliseconds since the epoch. */
interface Seen {
  lastSuccessAt: number | null;
  lastProblem: Problem | null;
  budget: RequestBudget | null;
  budgetToldAt: number;
  /** The provider asked to be left alone until then. */
  throttledUntil: number;
  /** A login that failed is not tried again before then. */
  loginHeldUntil: number;
}

export interface Connection extends UpstreamOptions {
  readonly runtime: UpstreamRuntime;
  /** Sends one HTTP request; what one call has to tell of it besides may be wrapped around it. */
  readonly transport: Transport;
  readonly seen: Seen;
  /** Of the call that is sent over it; of none where there is no call yet. */
  readonly span: Span | null;
}

/** A connection over which nothing has been sent yet. */
export function createConnection(runtime: UpstreamRuntime, options: UpstreamOptions): Connection {
  const seen = {
    lastSuccessAt: null,
    lastProblem: null,
    budget: null,
    budgetToldAt: 0,
    throttledUntil: 0,
    loginHeldUntil: 0,
  };
  return { ...options, runtime, transport: (request) => runtime.transport(request), seen, span: null };
}
