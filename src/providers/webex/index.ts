// Cisco Webex, as the registry knows it.
import type { ProviderDefinition } from '../provider.ts';
import { createAccount } from './adapter.ts';
import { createContext } from './context.ts';
import { organisationOf } from './ids.ts';
import { WebexSettings } from './settings.ts';

/** Webex: users and workspaces hold licenses. */
export const webex: ProviderDefinition<WebexSettings> = {
  provider: 'WEBEX',
  settings: WebexSettings,
  tenantOf: ({ baseUrl, orgId, credentials }) => {
    const secret = credentials.kind === 'FIXED' ? credentials.accessToken : credentials.refreshToken;
    return `${baseUrl} ${orgId === undefined ? secret.reveal() : organisationOf(orgId)}`;
  },
  create: (settings, runtime) => createAccount(createContext(settings, runtime)),
};
