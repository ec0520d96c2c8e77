// Where spans go. The standard variables of OpenTelemetry name a collector where the file names none.
import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import { isLoopback } from './loopback.ts';
import { isMapping } from './mapping.ts';
import type { ConfigProblem } from './problem.ts';

/** Of HTTP (RFC 9110, 5.6.2). */
const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'must be the name of a header');
const HeaderValue = z
  .string()
  .regex(/^[\x20-\x7e]+$/, 'must be text that fits into a header')
  .transform((text) => new Secret(text));

/** A collector that takes OTLP over HTTP, as protobuf. */
const OtlpSettings = z.strictObject({
  /** The whole address, `/v1/traces` included; null for none, unless a variable names one. */
  url: z
    .string()
    .refine(isAddress, 'must be an http or https URL without user and password')
    .nullable()
    .default(null),
  headers: z.record(HeaderName, HeaderValue).default({}),
  /** The part of the traces that are kept of those which begin here. */
  ratio: z.number().min(0).max(1).default(0.1),
});
export type OtlpSettings = z.output<typeof OtlpSettings>;

export const TelemetrySettings = z.strictObject({ otlp: OtlpSettings.prefault({}) });
export type TelemetrySettings = z.output<typeof TelemetrySettings>;

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  return isHttp && url.username === '' && url.password === '';
}

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
