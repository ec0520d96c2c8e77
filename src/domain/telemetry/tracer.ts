// Spans: what is done for a request or a job, from its beginning to its end. Who does it starts one, and hands its trace on.
import { asProblemError } from '../problem.ts';
import type { Trace } from './trace.ts';

/** Never of data that people or vendors own: no document, variable, URL, header, body, address or credential. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A place in a trace that others began. */
export type Parent = Pick<Trace, 'traceId' | 'spanId' | 'isSampled' | 'state'>;

export interface SpanOptions {
  /** SERVER: somebody asked for it. CLIENT: it is asked of somebody else. CONSUMER: a job. */
  readonly kind: 'SERVER' | 'CLIENT' | 'CONSUMER' | 'INTERNAL';
  readonly attributes?: Attributes;
  /** What it has to do with, in other traces. */
  readonly links?: readonly Trace[];
}

export interface Span {
  /** Its place: what is done within it has this trace. That of its parent, when it is not kept. */
  readonly trace: Trace;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** Something that happened within it, now. */
  event(name: string, attributes?: Attributes): void;
  /** It failed, with this code. The first one counts. */
  fail(code: string): void;
  /** Of no effect when it has ended; so are all others then. */
  end(): void;
}

export interface Tracer {
  /**
   * The first span of a request or a job, at the place that `trace` tells: null for a trace of its own, of what belongs to no request.
   * It is below `parent`, where others began the trace. Whether it is kept follows from `parent`, else from the first of its links, else
   * by chance.
   */
  begin(name: string, trace: Trace | null, options: SpanOptions & { readonly parent?: Parent | null }): Span;
  /** A span within another one, whose trace this is. */
  start(name: string, within: Trace, options: SpanOptions): Span;
}

/** Of what is not kept and belongs to no request. */
const NO_TRACE: Trace = {
  requestId: '',
  traceId: '0'.repeat(32),
  spanId: '0'.repeat(16),
  isSampled: false,
  state: null,
};

/** Keeps nothing. */
export const silentTracer: Tracer = {
  begin: (_name, trace) => unkept(trace ?? NO_TRACE),
  start: (_name, within) => unkept(within),
};

function nothing(): void {}

const NOTHING = { rename: nothing, set: nothing, event: nothing, fail: nothing, end: nothing };

/** A span that is not kept. */
export function unkept(trace: Trace): Span {
  return { trace, ...NOTHING };
}

/** Does what the span is about, and ends it. */
export async function inSpan<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await work(span);
  } catch (error) {
    span.fail(asProblemError(error).problem.code);
    throw error;
  } finally {
    span.end();
  }
}
