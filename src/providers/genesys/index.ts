// Genesys Cloud, as the registry knows it.
import type { ProviderDefinition } from '../provider.ts';
import { createAccount } from './adapter.ts';
import { createContext } from './context.ts';
import { GenesysSettings } from './settings.ts';

/** Genesys Cloud: users hold licenses, roles bring them. */
export const genesys: ProviderDefinition<GenesysSettings> = {
  provider: 'GENESYS_CLOUD',
  settings: GenesysSettings,
  // A client belongs to one organisation; another client of it cannot be told from one of another.
  tenantOf: ({ apiBaseUrl, clientId }) => `${apiBaseUrl} ${clientId}`,
  create: (settings, runtime) => createAccount(createContext(settings, runtime)),
};
