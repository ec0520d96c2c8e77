// The Verizon ThingSpace emulator: its definition, the credentials of its accounts, and the accounts of the seeded company.
import { seededVendor } from '../core/seeded.ts';
import { definition } from './emulator.ts';
import { TENANTS } from './seed/accounts.ts';
import { contracts } from './seed/contracts.ts';

export { definition };

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

/** Vehicles by the newest version of the API, meters by the one before. */
export const seeded = seededVendor({
  definition,
  provider: 'THINGSPACE',
  accounts: [
    { key: 'fleet', name: 'Acme vehicles', apiVersion: 'v3', contracts },
    { key: 'fleet-legacy', name: 'Acme meters', apiVersion: 'v2', contracts: [] },
  ].map(({ key, name, apiVersion, contracts: agreed }, position) => ({
    key,
    people: null,
    contracts: agreed,
    entry: (url) => ({ name, apiVersion, ...entryOf(position, url) }),
  })),
  paths: { read: '^/api/fota/', login: '/oauth2/token$|/session/login$' },
});

function entryOf(position: number, url: string) {
  const {
    name: accountName,
    key: appKey,
    secret: appSecret,
    username,
    password,
  } = TENANTS[position] ?? TENANTS[0];
  const baseUrls = Object.fromEntries(
    Object.entries(access.paths).map(([service, path]) => [service, `${url}${path}`]),
  );
  return { accountName, baseUrls, appKey, appSecret, username, password };
}
