// The tracer over OpenTelemetry. Nothing is registered with it: no global provider, no context that follows along by itself.
import type { AttributeValue, Span as OtelSpan, SpanContext } from '@opentelemetry/api';
import type { IdGenerator, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Resource } from '@opentelemetry/resources';
import type { Trace } from '../../domain/telemetry/trace.ts';
import {
  unkept,
  type Attributes,
  type Parent,
  type Span,
  type SpanOptions,
  type Tracer,
} from '../../domain/telemetry/tracer.ts';
import { VERSION } from '../version.ts';
import type { OpenTelemetry } from './packages.ts';
import { createSampler } from './sampler.ts';

interface TracerDeps {
  readonly packages: OpenTelemetry;
  readonly ratio: number;
  readonly resource: Resource;
  readonly processor: SpanProcessor;
}

/** A tracer whose spans go to the processor. */
export function createTracer({ packages, ratio, resource, processor }: TracerDeps): Tracer {
  const { api, sdk } = packages;
  const ids = givenIds(new sdk.RandomIdGenerator());
  const provider = new sdk.TracerProvider({
    resource,
    sampler: createSampler(packages, ratio),
    spanProcessors: [processor],
    idGenerator: ids,
  });
  const tracer = provider.getTracer('license-graph', VERSION);

  /** Starts a span of OpenTelemetry below a place in a trace, if there is one. */
  function open(
    name: string,
    { kind, attributes, links }: SpanOptions,
    parent: SpanContext | null,
  ): OtelSpan {
    const context = parent === null ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, parent);
    const options = {
      kind: api.SpanKind[kind],
      attributes: told(attributes ?? {}),
      links: (links ?? []).map((link) => ({ context: contextOf(link, false) })),
    };
    return tracer.startSpan(name, options, context);
  }

  function contextOf({ traceId, spanId, isSampled, state }: Parent, isRemote: boolean): SpanContext {
    return {
      traceId,
      spanId,
      traceFlags: isSampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE,
      isRemote,
      ...(state !== null && { traceState: api.createTraceState(state) }),
    };
  }

  return {
    begin(name, trace, { parent = null, ...options }) {
      ids.next = trace;
      const opened = open(name, options, parent && contextOf(parent, true));
      ids.next = null;
      return asSpan(packages, opened, trace ?? { requestId: '', state: null });
    },
    start(name, within, options) {
      // Nothing below a span that is not kept is.
      return within.isSampled
        ? asSpan(packages, open(name, options, contextOf(within, false)), within)
        : unkept(within);
    },
  };
}

/** Gives the ids of the trace that is next, where there is one. */
function givenIds(random: IdGenerator): IdGenerator & { next: Trace | null } {
  return {
    next: null,
    generateTraceId() {
      return this.next?.traceId ?? random.generateTraceId();
    },
    generateSpanId() {
      return this.next?.spanId ?? random.generateSpanId();
    },
  };
}

function asSpan(
  { api }: Pick<OpenTelemetry, 'api'>,
  span: OtelSpan,
  { requestId, state }: Pick<Trace, 'requestId' | 'state'>,
): Span {
  const { traceId, spanId } = span.spanContext();
  const trace = { requestId, traceId, spanId, isSampled: span.isRecording(), state };
  if (!trace.isSampled) return unkept(trace);
  let hasFailed = false;
  const whileOpen = (work: () => void): void => {
    if (span.isRecording()) work();
  };
  return {
    trace,
    rename: (name) => whileOpen(() => span.updateName(name)),
    set: (attributes) => whileOpen(() => span.setAttributes(told(attributes))),
    event: (name, attributes = {}) => whileOpen(() => span.addEvent(name, told(attributes))),
    fail(code) {
      if (hasFailed) return;
      hasFailed = true;
      whileOpen(() => span.setStatus({ code: api.SpanStatusCode.ERROR }).setAttribute('error.type', code));
    },
    end: () => whileOpen(() => span.end()),
  };
}

/** Without those that are not known. */
function told(attributes: Attributes): Record<string, AttributeValue> {
  const known: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(attributes)) if (value != null) known[name] = value;
  return known;
}
