// Yext's line in the registry.
import type { ProviderDefinition } from '../provider.ts';
import { createYextAccount } from './adapter.ts';
import { YextSettings } from './settings.ts';

/** Licenses of Yext: packs held by entities. */
export const yext: ProviderDefinition<YextSettings> = {
  provider: 'YEXT',
  settings: YextSettings,
  create: createYextAccount,
};
