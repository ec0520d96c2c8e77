// Cisco Webex in the registry.
import type { ProviderDefinition } from '../provider.ts';
import { createAccount } from './adapter.ts';
import { organisationOf } from './ids.ts';
import { WebexEntry, type WebexSettings } from './settings.ts';

export const webex: ProviderDefinition<WebexSettings> = {
  provider: 'WEBEX',
  settings: WebexEntry,
  tenantOf: ({ baseUrl, orgId, credentials }) => {
    const secret = credentials.kind === 'FIXED' ? credentials.accessToken : credentials.refreshToken;
    return `${baseUrl} ${orgId === undefined ? secret.reveal() : organisationOf(orgId)}`;
  },
  create: createAccount,
};
