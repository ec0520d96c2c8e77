// The ids of a request: as its client sent them, or new ones. W3C Trace Context, level 1: https://www.w3.org/TR/trace-context-1/
import { ownTrace, type Trace } from '../domain/telemetry/trace.ts';
import type { Parent } from '../domain/telemetry/tracer.ts';

/** Of an HTTP request; names in lower case, values joined with a comma where a header came twice. */
export type TraceHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is safe in a header, in a log line and in a shell. */
const REQUEST_ID = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** Version, trace id, parent id, flags; what a later version than 00 adds follows after another dash (3.2, 4.3). */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** What every system has to hand on (3.3.1.5); a longer list is dropped as a whole. */
const MOST_STATE = 512;

/** A usable `x-request-id`, else a new uuid; and the trace of a valid `traceparent`, else a new one. A new span id in any case. `parent`: what `parentOf` tells. */
export function traceOf(headers: TraceHeaders, newId: () => string, parent = parentOf(headers)): Trace {
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
  const own = ownTrace(requestId, newId);
  return { ...own, ...parent, spanId: own.spanId };
}

/** What a `traceparent` says; null for none, or for one that must be ignored (3.2.2, 4.3). */
export function parentOf(headers: TraceHeaders): Parent | null {
  const given = headers['traceparent'];
  const [, version, traceId = '', spanId = '', flags = '', more] =
    typeof given === 'string' ? (TRACEPARENT.exec(given) ?? []) : [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1, state: stateOf(headers) };
}

function stateOf({ tracestate }: TraceHeaders): string | null {
  const text = typeof tracestate === 'string' ? tracestate : (tracestate?.join(',') ?? '');
  // Printable ASCII alone: whatever else it holds is not ours to judge (3.3.1.3).
  return text !== '' && text.length <= MOST_STATE && /^[\x20-\x7e]+$/.test(text) ? text : null;
}
