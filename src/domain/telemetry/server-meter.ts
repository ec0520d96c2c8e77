// What the server tells of what it does, for metrics.
/** What brings a subscription. */
export type Transport = 'WEBSOCKET' | 'SSE';

/** `gone`: the client went away before its answer was there. `refused`: for what was asked, by whoever asked it. */
export type Outcome = 'ok' | 'partial' | 'failed' | 'refused' | 'gone';

interface MeteredOperation {
  /** `unknown` for what was refused before it could be read. */
  readonly type: 'query' | 'mutation' | 'subscription' | 'unknown';
  /** Its name, when its document is one of the manifest: what anybody may name makes no series. */
  readonly name: string | null;
  /** null where it was not weighed. */
  readonly cost: number | null;
}

export interface ServerMeter {
  /** An operation begins. The function is to be called when it ends, with milliseconds. */
  readonly begun: (operation: MeteredOperation) => (outcome: Outcome, milliseconds: number) => void;
  /** A request was refused: by the name of the limit, or by the code. */
  readonly refused: (reason: string) => void;
  /** A client was told an error. */
  readonly errored: (code: string) => void;
  /** So many WebSockets or streams are open. */
  readonly connected: (transport: Transport, open: number) => void;
  /** 1 more subscription, or 1 less. */
  readonly subscribed: (transport: Transport, change: 1 | -1) => void;
  /** An event of a field of Subscription was given to its client. */
  readonly liveEvent: (field: string) => void;
}
