// The Yext emulator: its definition, the keys of its account, and the account of the seeded company.
import { seededVendor } from '../core/seeded.ts';
import { ACCOUNT_ID, actor, FOREIGN_ACCOUNT_ID, keys } from './auth.ts';
import { definition } from './emulator.ts';
import { contracts } from './seed/contracts.ts';

export { definition };

/** What a client has to be told to call the emulator. Paths are relative to its URL. */
export const access = {
  basePath: '/v2',
  version: '20240301',
  accounts: [{ accountId: ACCOUNT_ID, keys, actor }],
  /** An account that exists; every key here is refused with 403. */
  foreignAccountId: FOREIGN_ACCOUNT_ID,
} as const;

/** One account, with a key that may do everything. */
export const seeded = seededVendor({
  definition,
  provider: 'YEXT',
  accounts: [
    {
      key: 'listings',
      people: null,
      contracts,
      entry: (url) => ({ name: 'Acme listings', baseUrl: `${url}${access.basePath}`, apiKey: keys.full }),
    },
  ],
  paths: { read: `^${access.basePath}/`, login: null },
});
