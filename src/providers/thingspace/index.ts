// Verizon ThingSpace: FOTA licenses of devices.
import type { ProviderDefinition } from '../provider.ts';
import { createThingSpaceAccount } from './adapter.ts';
import { ThingSpaceSettings } from './settings.ts';

/** ThingSpace, for the registry. */
export const thingspace: ProviderDefinition<ThingSpaceSettings> = {
  provider: 'THINGSPACE',
  settings: ThingSpaceSettings,
  tenantOf: ({ baseUrls, accountName }) => `${baseUrls.m2m} ${accountName}`,
  create: createThingSpaceAccount,
};
