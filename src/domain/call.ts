// The context of a read, passed from the resolver down to the socket: deadline, cancellation, trace, report.
import type { Trace } from './telemetry/trace.ts';

/** One upstream read, for the report of what a request cost. */
export interface UpstreamEvent {
  readonly accountKey: string;
  /** SENT: a request was sent to the provider. SHARED: an identical read, in flight or just done, or a kept page gave the answer. */
  readonly kind: 'SENT' | 'SHARED';
  /** Milliseconds waited for the answer, retries and queueing included. */
  readonly waitedMs: number;
}

/** The sweep that a read belongs to. */
export interface SweepOfCall {
  /** What is remembered for the length of a sweep, such as a slower pace, is remembered by it. */
  readonly id: string;
  /** Whether somebody asked for it and waits for it: it may take more of the budget then. */
  readonly isAskedFor: boolean;
}

/** Requests that may be sent for something. */
export interface Allowance {
  /** Lowered by each try. */
  left: number;
}

export interface Call {
  /** Aborts when the deadline passes or the client goes away; its reason is a ProblemError. */
  readonly signal: AbortSignal;
  /** Aborts when the caller no longer waits. Used where `signal` does not abort then, because work that has begun is finished. */
  readonly gone?: AbortSignal;
  /** Milliseconds since the epoch at which the signal will abort. */
  readonly deadline: number;
  /**
   * True when a decision depends on the read: every key that a batch leaves out is then asked for by itself. A query asks for only
   * a few of them.
   */
  readonly thorough?: boolean;
  /** True when what is read is recorded by when it was asked for: it joins no read under way, which may have left before a write of ours. */
  readonly alone?: boolean;
  /**
   * What it is read for when nobody waits for it: such a read takes only its share of the account's budget, and what a SWEEP reads was
   * sent for it alone, after it asked. Absent: somebody waits.
   */
  readonly purpose?: 'SWEEP' | 'BULK';
  /** Of a read with the purpose SWEEP. */
  readonly sweep?: SweepOfCall;
  /** Of a read with the purpose SWEEP: what it may send at most. What is not sent for lack of it fails. Absent: any number. */
  readonly allowance?: Allowance | undefined;
  /** What its caller may do where the provider fails, in a sentence: the hint of the failure has it. */
  readonly advice?: string | undefined;
  /** The request it belongs to; absent for what belongs to none. */
  readonly trace?: Trace | undefined;
  record(event: UpstreamEvent): void;
}

/** The same call, for a part of the work that has a span of its own. */
export function within(call: Call, trace: Trace): Call {
  if (trace === call.trace) return call;
  return {
    ...call,
    trace,
    // It may be put off.
    get deadline() {
      return call.deadline;
    },
  };
}
