// Says in the log when spans cannot be exported, once, and when they can again. Requests know nothing of it.
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../../domain/log.ts';
import type { OpenTelemetry } from './packages.ts';

/** The same exporter, whose failures are told. */
export function watched(
  exporter: SpanExporter,
  { core }: Pick<OpenTelemetry, 'core'>,
  log: Log,
): SpanExporter & { readonly isFailing: () => boolean } {
  let lost: number | null = null;
  return {
    isFailing: () => lost !== null,
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== core.ExportResultCode.SUCCESS) {
          if (lost === null)
            log.warn({ why: whyOf(result.error) }, 'spans cannot be exported: they are dropped');
          lost = (lost ?? 0) + spans.length;
        } else if (lost !== null) {
          log.warn({ dropped: lost }, 'spans are exported again');
          lost = null;
        }
        done(result);
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

/** By status or code: messages and answers of a collector may repeat what was sent to it. */
function whyOf(error: Error | undefined): string {
  const code = error && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `the collector answers ${code}`;
  return typeof code === 'string' ? code : 'the collector cannot be reached, or is busy';
}
