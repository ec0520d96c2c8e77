// The collector of spans: the standard variables of OpenTelemetry name one where the file names none.
import { isLoopback } from '../loopback.ts';
import { isMapping } from '../mapping.ts';
import type { ConfigProblem } from '../problem.ts';
import type { TelemetrySettings } from './settings.ts';

/** The file with the collector that the environment names, where the file names none. */
export function withCollector(
  file: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): unknown {
  const url = collectorIn(environment);
  if (url === null || !isMapping(file)) return file;
  const telemetry = file['telemetry'] ?? {};
  if (!isMapping(telemetry)) return file;
  const otlp = telemetry['otlp'] ?? {};
  if (!isMapping(otlp) || otlp['url'] != null) return file;
  return { ...file, telemetry: { ...telemetry, otlp: { ...otlp, url } } };
}

/** The variable for traces has the whole address, the other one that of a collector for everything. */
function collectorIn(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces, OTEL_EXPORTER_OTLP_ENDPOINT: all } = environment;
  if (traces) return traces;
  return all ? `${all.replace(/\/$/, '')}/v1/traces` : null;
}

/** Collectors are often next door, by plain http; headers are secrets all the same. */
export function collectorWarnings({ otlp: { url, headers } }: TelemetrySettings): ConfigProblem[] {
  const address = url === null ? null : URL.parse(url);
  if (address?.protocol !== 'http:' || isLoopback(address.hostname)) return [];
  if (Object.keys(headers).length === 0) return [];
  return [
    { path: 'telemetry.otlp.headers', message: 'go over plain http; give telemetry.otlp.url as https' },
  ];
}
