// Genesys Cloud, as the registry knows it.
import type { ProviderDefinition } from '../provider.ts';
import { createGenesysAccount } from './adapter.ts';
import { GenesysSettings } from './settings.ts';

/** Genesys Cloud: users hold licenses, roles bring them. */
export const genesys: ProviderDefinition<GenesysSettings> = {
  provider: 'GENESYS_CLOUD',
  settings: GenesysSettings,
  // A client belongs to one organisation; another client of it cannot be told from one of another.
  tenantOf: ({ apiBaseUrl, clientId }) => `${apiBaseUrl} ${clientId}`,
  create: createGenesysAccount,
};
