// What an account of Genesys Cloud needs in the configuration: where it is, and an OAuth client of the client-credentials kind.
import { z } from 'zod';
import type { Secret } from '../../domain/secret.ts';
import type { AccountSettings } from '../provider.ts';
import { BaseUrl, SecretText, accountFields } from '../settings.ts';
import { REGIONS, domainOf } from './regions.ts';

/** One organisation, with the region resolved to hosts. */
export interface GenesysSettings extends AccountSettings {
  readonly provider: 'GENESYS_CLOUD';
  /** Without a trailing slash, and without the API version. */
  readonly apiBaseUrl: string;
  readonly loginBaseUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Ids of licenses of which a user has one at a time (genesys contract 2.4.3): the definitions do not say which these are. */
  readonly baseTiers: readonly string[];
}

const Region = z
  .string()
  .refine(
    (name) => domainOf(name) !== undefined,
    `unknown region; one of ${REGIONS.map((row) => row.region).join(', ')}, or the domain of one`,
  );

/** The account's entry. A region by AWS name or domain, or else both base URLs: never a guess at the region. */
export const GenesysSettings: z.ZodType<GenesysSettings> = z
  .strictObject({
    ...accountFields,
    provider: z.literal('GENESYS_CLOUD'),
    region: Region.optional(),
    apiBaseUrl: BaseUrl.optional(),
    loginBaseUrl: BaseUrl.optional(),
    // A colon would end the user name of Basic authentication (RFC 7617, 2).
    clientId: z.string().regex(/^[^:\p{C}]{1,200}$/u, 'no colon and no control characters, at most 200'),
    clientSecret: SecretText,
    // Those seen in most organisations (genesys contract 2.2); an organisation with others names them.
    baseTiers: z.array(z.string().min(1)).default(['cloudCX1', 'cloudCX2', 'cloudCX3']),
  })
  .transform(({ region, apiBaseUrl, loginBaseUrl, ...entry }, context) => {
    const domain = region === undefined ? undefined : domainOf(region);
    if (domain !== undefined && apiBaseUrl === undefined && loginBaseUrl === undefined) {
      return { ...entry, apiBaseUrl: `https://api.${domain}`, loginBaseUrl: `https://login.${domain}` };
    }
    if (domain === undefined && apiBaseUrl !== undefined && loginBaseUrl !== undefined) {
      return { ...entry, apiBaseUrl, loginBaseUrl };
    }
    context.addIssue({
      code: 'custom',
      path: ['region'],
      message: 'give either region, or both apiBaseUrl and loginBaseUrl',
    });
    return z.NEVER;
  });
