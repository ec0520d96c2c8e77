// What an upstream tells of its requests, for metrics and the log.
import type { Problem } from '../problem.ts';
import type { Trace } from './trace.ts';

/** How one HTTP request to a provider ended. */
export type UpstreamOutcome =
  | 'ok'
  | 'not_found'
  | 'refused'
  | 'unauthorized'
  | 'throttled'
  | 'server_error'
  | 'timeout'
  | 'unreachable'
  | 'bad_answer'
  | 'aborted';

/** One HTTP request to a provider, answered or not. */
export interface UpstreamExchange {
  readonly accountKey: string;
  /** The adapter's name of the call: `listUsers`. */
  readonly operation: string;
  /** Whether it fetches credentials. */
  readonly isLogin: boolean;
  readonly outcome: UpstreamOutcome;
  /** Milliseconds from the request to the whole answer, or to its failure. */
  readonly ms: number;
}

/** A call that failed, after its last try. */
export interface FailedCall {
  readonly accountKey: string;
  readonly operation: string;
  /** Of the last answer; null when there was none. */
  readonly status: number | null;
  readonly problem: Problem;
  /** How many HTTP requests were sent for it. */
  readonly attempts: number;
  /** Milliseconds from the call to its failure, with waiting and pauses. */
  readonly ms: number;
  /** Absent where it belongs to no request. */
  readonly trace?: Trace | undefined;
}

export interface UpstreamObserver {
  /** An HTTP request ended. */
  exchanged(exchange: UpstreamExchange): void;
  /** A read that failed is sent again. */
  retried(accountKey: string): void;
  /** A call failed. One whose client went away, or that was held back here, did not. */
  failed(call: FailedCall): void;
  /** An answer that was counted as ok cannot be used: it has not the documented form. */
  unusable(exchange: Pick<UpstreamExchange, 'accountKey' | 'operation'>): void;
}
