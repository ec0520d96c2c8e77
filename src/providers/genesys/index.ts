// Genesys Cloud, as the registry knows it.
import type { ProviderDefinition } from '../provider.ts';
import { createGenesysAccount } from './adapter.ts';
import { GenesysSettings } from './settings.ts';

/** Genesys Cloud: users hold licenses, roles bring them. */
export const genesys: ProviderDefinition<GenesysSettings> = {
  provider: 'GENESYS_CLOUD',
  settings: GenesysSettings,
  create: createGenesysAccount,
};
