// The Yext emulator: its definition, and the keys of its account.
import { ACCOUNT_ID, actor, FOREIGN_ACCOUNT_ID, keys } from './auth.ts';

export { definition } from './emulator.ts';

/** What a client has to be told to call the emulator. Paths are relative to its URL. */
export const access = {
  basePath: '/v2',
  version: '20240301',
  accounts: [{ accountId: ACCOUNT_ID, keys, actor }],
  /** An account that exists; every key here is refused with 403. */
  foreignAccountId: FOREIGN_ACCOUNT_ID,
} as const;
