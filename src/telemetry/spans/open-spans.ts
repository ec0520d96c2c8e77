// Spans over OTLP, where a collector is configured; otherwise nothing: no timer, no socket, no package.
import type { OtlpSettings } from '../../config/telemetry/settings.ts';
import type { Log } from '../../domain/log.ts';
import { silentTracer, type Tracer } from '../../domain/telemetry/tracer.ts';
import { inTime } from '../../domain/waiting/in-time.ts';
import { VERSION } from '../version.ts';
import { loadOpenTelemetry, type OpenTelemetry } from './packages.ts';
import { createTracer } from './tracer.ts';
import { watched } from './watched-exporter.ts';

export interface Spans {
  readonly tracer: Tracer;
  /** Exports what is there, for so long at most, and ends. */
  close(): Promise<void>;
}

interface SpansDeps {
  readonly log: Log;
  /** A new uuid. */
  readonly newId: () => string;
  /** Resolves after so many milliseconds; rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What is left to export when a process ends may take so long. */
const FLUSH_MS = 2_000;
const SILENT: Spans = { tracer: silentTracer, close: () => Promise.resolve() };

export async function openSpans({ url, headers, ratio }: OtlpSettings, deps: SpansDeps): Promise<Spans> {
  if (url === null) return SILENT;
  const packages = await loadOpenTelemetry();
  const revealed = Object.entries(headers).map(([name, value]): [string, string] => [name, value.reveal()]);
  const exporter = watched(
    new packages.OTLPTraceExporter({ url, headers: Object.fromEntries(revealed) }),
    packages,
    deps.log,
  );
  const processor = new packages.sdk.BatchSpanProcessor({ exporter });
  const resource = resourceOf(packages, deps.newId);
  return {
    tracer: createTracer({ packages, ratio, resource, processor }),
    async close() {
      // A failure is in the log already.
      const flushed = processor.shutdown().then(
        () => true,
        () => true,
      );
      const isInTime = (await inTime(flushed, FLUSH_MS, deps.sleep)) ?? false;
      if (!isInTime && !exporter.isFailing())
        deps.log.warn({ flushMs: FLUSH_MS }, 'the last spans were not exported in time');
    },
  };
}

/** Which process it is; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say otherwise, or more. */
function resourceOf({ resources }: OpenTelemetry, newId: () => string) {
  return resources
    .defaultResource()
    .merge(
      resources.resourceFromAttributes({
        'service.name': 'license-graph',
        'service.version': VERSION,
        'service.instance.id': newId(),
      }),
    )
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
}
