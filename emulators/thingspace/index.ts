// The Verizon ThingSpace emulator: its definition, and the credentials of its accounts.
import { TENANTS } from './seed/accounts.ts';

export { definition } from './emulator.ts';

/** What a client has to be told to call the emulator. Paths are relative to the emulator's URL; every version works on every account. */
export const access = {
  paths: {
    oauth: '/api/ts/v1',
    m2m: '/api/m2m/v1',
    fotaV1: '/api/fota/v1',
    fotaV2: '/api/fota/v2',
    fotaV3: '/api/fota/v3',
  },
  accounts: TENANTS.map(({ name, key, secret, username, password }, position) => ({
    accountName: name,
    key,
    secret,
    username,
    password,
    meantFor: position === 0 ? ['v3'] : ['v1', 'v2'],
  })),
} as const;
