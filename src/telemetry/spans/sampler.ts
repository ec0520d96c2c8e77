// Which spans are kept: those of traces that others keep, and a part of those that begin here.
import type { Context, Link, SpanContext } from '@opentelemetry/api';
import type { Sampler, SamplingResult } from '@opentelemetry/sdk-trace';
import type { OpenTelemetry } from './packages.ts';

/** What begins here because of something else is kept when that is: the part of a set, for instance, with the mutation. */
export function createSampler({ api, sdk }: Pick<OpenTelemetry, 'api' | 'sdk'>, ratio: number): Sampler {
  const byChance = new sdk.TraceIdRatioBasedSampler(ratio);
  const decided = (isKept: boolean): SamplingResult => ({
    decision: isKept ? api.SamplingDecision.RECORD_AND_SAMPLED : api.SamplingDecision.NOT_RECORD,
  });
  const isKept = ({ traceFlags }: SpanContext): boolean => (traceFlags & api.TraceFlags.SAMPLED) !== 0;
  return {
    shouldSample(context: Context, traceId: string, _name, _kind, _attributes, links: Link[]) {
      const cause = api.trace.getSpanContext(context) ?? links[0]?.context;
      return cause ? decided(isKept(cause)) : byChance.shouldSample(context, traceId);
    },
    toString: () => `kept as its cause, else ${byChance.toString()}`,
  };
}
