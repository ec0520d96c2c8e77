// Yext, as the registry knows it.
import type { ProviderDefinition } from '../provider.ts';
import { createAccount } from './adapter.ts';
import { createContext } from './context.ts';
import { YextSettings } from './settings.ts';

/** Old names of hosts that are still served (yext contract 1). */
const CURRENT_NAMES: ReadonlyMap<string, string> = new Map([
  ['https://api.yext.com/v2', 'https://api.yextapis.com/v2'],
  ['https://sbx-api.yext.com/v2', 'https://sbx-api.yextapis.com/v2'],
  ['https://api-sandbox.yext.com/v2', 'https://sbx-api.yextapis.com/v2'],
]);

/** Yext: entities hold license packs. */
export const yext: ProviderDefinition<YextSettings> = {
  provider: 'YEXT',
  settings: YextSettings,
  // `me` is whichever account the key is of (yext contract 1).
  tenantOf: ({ baseUrl, accountId, apiKey }) =>
    `${CURRENT_NAMES.get(baseUrl) ?? baseUrl} ${accountId === 'me' ? apiKey.reveal() : accountId}`,
  create: (settings, runtime) => createAccount(createContext(settings, runtime)),
};
