// Where spans go, and which are kept.
import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';

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
