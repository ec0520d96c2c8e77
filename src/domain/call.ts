// What travels with a read from the resolver down to the socket.

/** One thing that happened on the way to a provider, for the account of upstream work of a request. */
export interface UpstreamEvent {
  readonly accountKey: string;
  /** SENT: a request left for the provider. SHARED: the answer of an identical read was used, one in flight or just done, or a page kept of it. */
  readonly kind: 'SENT' | 'SHARED';
  /** Milliseconds waited for the answer, retries and queueing included. */
  readonly waitedMs: number;
}

export interface Call {
  /** Aborts when the deadline passes or the client goes away; its reason is a ProblemError. */
  readonly signal: AbortSignal;
  /** Aborts when whoever asked waits no more, where `signal` does not for that: what was begun is ended all the same. */
  readonly gone?: AbortSignal;
  /** Milliseconds since the epoch at which the signal will abort. */
  readonly deadline: number;
  /**
   * True where something is decided on what is read: every key that a batch leaves out is asked for by itself then, of a query
   * a few.
   */
  readonly thorough?: boolean;
  record(event: UpstreamEvent): void;
}
