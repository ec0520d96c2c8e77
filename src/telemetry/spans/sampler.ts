// Which spans are kept: those of traces that others keep, and a part of those that begin here.
import type { SpanContext } from '@opentelemetry/api';
import type { Sampler, SamplingResult } from '@opentelemetry/sdk-trace';
import type { OpenTelemetry } from './packages.ts';

/** What begins here because of something else is kept when that is: the part of a set, for instance, with the mutation. */
export function createSampler({ api, sdk }: Pick<OpenTelemetry, 'api' | 'sdk'>, ratio: number): Sampler {
  const byChance = new sdk.TraceIdRatioBasedSampler(ratio);
  const decided = (isKept: boolean): SamplingResult => ({
    decision: isKept ? sdk.SamplingDecision.RECORD_AND_SAMPLED : sdk.SamplingDecision.NOT_RECORD,
  });
  const isKept = ({ traceFlags }: SpanContext): boolean => (traceFlags & api.TraceFlags.SAMPLED) !== 0;
  return {
    // OpenTelemetry calls it with six.
    shouldSample(...[context, traceId, , , , links]: Parameters<Sampler['shouldSample']>) {
      const cause = api.trace.getSpanContext(context) ?? links[0]?.context;
      return cause ? decided(isKept(cause)) : byChance.shouldSample(context, traceId);
    },
    toString: () => `kept as its cause, else ${byChance.toString()}`,
  };
}
