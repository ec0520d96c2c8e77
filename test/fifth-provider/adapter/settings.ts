// What the configuration of a Quayside account holds (quayside contract 1).
import { z } from 'zod';
import type { Secret } from '../../../src/domain/secret.ts';
import type { AccountSettings } from '../../../src/providers/provider.ts';
import { BaseUrl, SecretText, accountFields } from '../../../src/providers/settings.ts';

/** The entry of a Quayside account. */
export interface QuaysideSettings extends AccountSettings {
  readonly provider: 'QUAYSIDE';
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

export const QuaysideSettings: z.ZodType<QuaysideSettings> = z.strictObject({
  ...accountFields,
  provider: z.literal('QUAYSIDE'),
  baseUrl: BaseUrl.default('https://api.quayside.example'),
  // A colon would end the user name of Basic authentication (RFC 7617, 2).
  clientId: z.string().regex(/^[^:\p{C}]{1,200}$/u, 'no colon and no control characters, at most 200'),
  clientSecret: SecretText,
});
