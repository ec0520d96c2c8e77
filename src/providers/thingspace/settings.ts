// An account of Verizon ThingSpace in the configuration.
import { z } from 'zod';
import { BaseUrl, SecretText, accountFields } from '../settings.ts';

/** Protocols whose devices can be listed. */
export const PROTOCOLS = ['LWM2M', 'OMADM', 'HTTP'] as const;
/** One of them. */
export type ListedProtocol = (typeof PROTOCOLS)[number];

/** Thingspace contract 1: each host is set on its own, because test hosts lay their paths out differently. */
const BaseUrls = z.strictObject({
  oauth: BaseUrl.default('https://thingspace.verizon.com/api/ts/v1'),
  m2m: BaseUrl.default('https://thingspace.verizon.com/api/m2m/v1'),
  fotaV1: BaseUrl.default('https://thingspace.verizon.com/api/fota/v1'),
  fotaV2: BaseUrl.default('https://thingspace.verizon.com/api/fota/v2'),
  fotaV3: BaseUrl.default('https://thingspace.verizon.com/api/fota/v3'),
});

/** Settings of one ThingSpace account. */
export const ThingSpaceSettings = z.strictObject({
  ...accountFields,
  provider: z.literal('THINGSPACE'),
  /** Ten digits, a dash, five digits; documented samples break the pattern, so only the charset is held (contract 8.1). */
  accountName: z
    .string('must be a text: put it in quotes, leading zeros count')
    .regex(/^[\w-]{1,64}$/, 'letters, digits, dashes and underscores, at most 64'),
  apiVersion: z.enum(['v1', 'v2', 'v3']).default('v3'),
  baseUrls: BaseUrls.prefault({}),
  /** Key and secret of the application in ThingSpace; `key` alone is the account's own key. */
  appKey: SecretText,
  appSecret: SecretText,
  /** The user of the API (UWS), not of the portal. */
  username: SecretText,
  password: SecretText,
  /** How v2 and v3 take the summary's cursor: the SDKs put it in the query, the portal in the path (contract 9.3). */
  summaryForm: z.enum(['query', 'path']).default('query'),
  /** Which API finds devices by IMEI. The v3 look-up serves accounts of every version (contract 1: one pool per account). */
  deviceLookup: z.enum(['fota-v3', 'm2m']).default('fota-v3'),
  /** Listed one after the other by v2 and v3; v1 lists all at once. */
  protocols: z
    .array(z.enum(PROTOCOLS))
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'names a protocol twice')
    .default([...PROTOCOLS]),
});
/** The settings, checked and with defaults filled in. */
export type ThingSpaceSettings = z.output<typeof ThingSpaceSettings>;
/** Which FOTA API the account is read with. */
export type ApiVersion = ThingSpaceSettings['apiVersion'];
