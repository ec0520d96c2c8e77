// What the configuration of a Yext account holds.
import { z } from 'zod';
import type { Secret } from '../../domain/secret.ts';
import { accountFields, BaseUrl, SecretText } from '../settings.ts';
import { calendarDate } from './calendar.ts';

/** Pins the API's behaviour to this day; never "today" (yext contract 1). */
const VERSION = '20240301';

const AccountId = z
  .string('must be text: quote it, or leading zeros get lost')
  .regex(/^[^\p{Cc}\p{Cs}]{1,255}$/u, 'must have 1 to 255 characters and no control characters')
  // `all` is not taken by the license calls and `-` is a wildcard elsewhere (yext contract 1, 8).
  .refine((id) => !['all', '-', '.', '..'].includes(id), 'must be one account: its id, or "me"');

// Unquoted digits are a number in YAML; unlike an id, a version loses nothing by that.
const Version = z
  .union([z.string(), z.int().transform(String)])
  .refine(
    (text) =>
      /^\d{8}$/.test(text) &&
      calendarDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`) !== null,
    'must be a date as YYYYMMDD',
  );

const ApiKey = SecretText.refine(
  (key) => /^[\x21-\x7e]+$/.test(key.reveal()),
  'must be printable ASCII without spaces or line breaks',
);

/** The entry of a Yext account. */
export const YextSettings = z.strictObject({
  ...accountFields,
  provider: z.literal('YEXT'),
  baseUrl: BaseUrl.default('https://api.yextapis.com/v2'),
  accountId: AccountId.default('me'),
  apiKey: ApiKey,
  /** The header keeps the key out of the access logs on the way; some proxies only let the query form through. */
  apiKeyIn: z.enum(['header', 'query']).default('header'),
  version: Version.default(VERSION),
});
export interface YextSettings {
  readonly key: string;
  readonly name: string;
  readonly provider: 'YEXT';
  /** With the `/v2`, without a trailing slash. */
  readonly baseUrl: string;
  readonly accountId: string;
  readonly apiKey: Secret;
  readonly apiKeyIn: 'header' | 'query';
  /** `YYYYMMDD`. */
  readonly version: string;
}
