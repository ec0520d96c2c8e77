// Yext's line in the registry.
import type { ProviderDefinition } from '../provider.ts';
import { createYextAccount } from './adapter.ts';
import { YextSettings } from './settings.ts';

/** Licenses of Yext: packs held by entities. */
export const yext: ProviderDefinition<YextSettings> = {
  provider: 'YEXT',
  settings: YextSettings,
  // `me` is whichever account the key is of (yext contract 1).
  tenantOf: ({ baseUrl, accountId, apiKey }) =>
    `${baseUrl} ${accountId === 'me' ? apiKey.reveal() : accountId}`,
  create: createYextAccount,
};
