// Quayside, as the registry knows it.
import type { ProviderDefinition } from '../../../src/providers/provider.ts';
import { createAccount } from './adapter.ts';
import { createContext } from './context.ts';
import { QuaysideSettings } from './settings.ts';

/** Quayside: users hold plans. */
export const provider: ProviderDefinition<QuaysideSettings> = {
  provider: 'QUAYSIDE',
  settings: QuaysideSettings,
  tenantOf: ({ baseUrl, clientId }) => `${baseUrl} ${clientId}`,
  create: (settings, runtime) => createAccount(createContext(settings, runtime)),
};
