// What the configuration says about a Webex organisation.
import { z } from 'zod';
import type { Secret } from '../../domain/secret.ts';
import type { AccountSettings } from '../provider.ts';
import { accountFields, BaseUrl, SecretText } from '../settings.ts';

/** A token that lives until it is refused, or a refresh token that makes new ones. */
export type WebexCredentials =
  | { readonly kind: 'FIXED'; readonly accessToken: Secret }
  | {
      readonly kind: 'REFRESHED';
      readonly clientId: string;
      readonly clientSecret: Secret;
      readonly refreshToken: Secret;
      /** Used first, when given. */
      readonly accessToken: Secret | undefined;
    };

/** One Webex organisation. */
export interface WebexSettings extends AccountSettings {
  readonly provider: 'WEBEX';
  /** With the version in it; the government cloud has another host (webex contract 1). */
  readonly baseUrl: string;
  /** Only for partner tokens: without it everything applies to the partner's own organisation (webex contract 9.13). */
  readonly orgId: string | undefined;
  readonly credentials: WebexCredentials;
}

// Raw uuids are refused in organisation parameters (webex contract 5.1).
const OrgId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{40,200}$/, 'must be the base64 form of the organisation id, not the bare uuid');

const Entry = z.strictObject({
  ...accountFields,
  provider: z.literal('WEBEX'),
  baseUrl: BaseUrl.default('https://webexapis.com/v1'),
  orgId: OrgId.optional(),
  accessToken: SecretText.optional(),
  clientId: z.string().min(1).max(500).optional(),
  clientSecret: SecretText.optional(),
  refreshToken: SecretText.optional(),
});
type Entry = z.output<typeof Entry>;

const RENEWAL = ['clientId', 'clientSecret', 'refreshToken'] as const;

/** The account's entry; its credentials are of one of the two kinds. */
export const WebexSettings: z.ZodType<WebexSettings> = Entry.transform((entry, context) => {
  const { key, name, provider, baseUrl, orgId } = entry;
  const credentials = credentialsOf(entry);
  if (credentials !== null) return { key, name, provider, baseUrl, orgId, credentials };
  const missing = RENEWAL.filter((field) => entry[field] === undefined);
  for (const field of missing.length === RENEWAL.length ? (['accessToken'] as const) : missing) {
    context.addIssue({
      code: 'custom',
      path: [field],
      message: 'give accessToken alone, or clientId, clientSecret and refreshToken together',
    });
  }
  return z.NEVER;
});

function credentialsOf(entry: Entry): WebexCredentials | null {
  const { accessToken, clientId, clientSecret, refreshToken } = entry;
  if (clientId !== undefined && clientSecret !== undefined && refreshToken !== undefined) {
    return { kind: 'REFRESHED', clientId, clientSecret, refreshToken, accessToken };
  }
  const alone = RENEWAL.every((field) => entry[field] === undefined);
  return alone && accessToken !== undefined ? { kind: 'FIXED', accessToken } : null;
}
