// What ties log lines, spans and requests to providers to the request that they belong to: its id, and its place in a trace.

/** W3C Trace Context, level 1: `traceparent` and `tracestate`. */
export interface Trace {
  /** As the client named the request, or a new uuid. */
  readonly requestId: string;
  /** 32 hexadecimal digits in lower case. */
  readonly traceId: string;
  /** Of what is under way here: 16 hexadecimal digits. What is sent to a provider has it as its parent. */
  readonly spanId: string;
  /** Whether spans are kept. */
  readonly isSampled: boolean;
  /** What other systems have put beside it, handed on as it came; null for nothing. */
  readonly state: string | null;
}

/** The value of `traceparent`: version 00. */
export function traceparentOf({ traceId, spanId, isSampled }: Trace): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
}

/** A trace that begins here. `newId` gives uuids. */
export function ownTrace(requestId: string, newId: () => string): Trace {
  const [traceId, spanId] = [digits(newId), digits(newId).slice(16)];
  return { requestId, traceId, spanId, isSampled: false, state: null };
}

function digits(newId: () => string): string {
  return newId().replaceAll('-', '');
}
