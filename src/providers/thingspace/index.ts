// Verizon ThingSpace, as the registry knows it.
import type { ProviderDefinition } from '../provider.ts';
import { createAccount } from './adapter.ts';
import { createContext } from './context.ts';
import { ThingSpaceSettings } from './settings.ts';

/** ThingSpace: devices hold FOTA licenses of one pool. */
export const thingspace: ProviderDefinition<ThingSpaceSettings> = {
  provider: 'THINGSPACE',
  settings: ThingSpaceSettings,
  tenantOf: ({ baseUrls, accountName }) => `${baseUrls.m2m} ${accountName}`,
  create: (settings, runtime) => createAccount(createContext(settings, runtime)),
};
