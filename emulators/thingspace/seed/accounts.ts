// The two accounts of the seed: their credentials, their devices, and which of these start with a license.
import { DEVICES, imeiIndex } from '../../seed/organisation.ts';

/** One account of the provider with the credentials that own it. All credentials are made up and fixed. */
export interface Account {
  readonly name: string;
  /** Index of the first device. */
  readonly from: number;
  /** Index after the last device. */
  readonly to: number;
  readonly key: string;
  readonly secret: string;
  readonly username: string;
  readonly password: string;
  /** Size of the license pool as seeded. */
  readonly totalLicenses: number;
  readonly purchaseType: string;
  /** Devices at the start of the account that are all licensed. */
  readonly allLicensed: number;
}

/** The part of each account that does not depend on the scale. */
export const TENANTS = [
  {
    name: '0123456789-00001',
    key: 'acme-ts-key-1',
    secret: 'acme-ts-secret-1-fake',
    username: 'acme_uws_1',
    password: 'acme-uws-password-1-fake',
    purchaseType: 'TS-HFOTA-EVNT,TS-HFOTA-MRC',
  },
  {
    name: '0123456789-00002',
    key: 'acme-ts-key-2',
    secret: 'acme-ts-secret-2-fake',
    username: 'acme_uws_2',
    password: 'acme-uws-password-2-fake',
    purchaseType: 'TS-HFOTA-MRC',
  },
] as const;

const FIRST_ACCOUNT_DEVICES = 2000;
const FREE_IN_SECOND = 3;

/** Both accounts at a scale: the first has free licenses, the second has only three left. Tenants have the devices after those of the one before. */
export function accountsAt(scale: number, tenant = 0): readonly Account[] {
  const start = DEVICES * scale * tenant;
  const border = start + FIRST_ACCOUNT_DEVICES * scale;
  const first = { ...TENANTS[0], from: start, to: border, allLicensed: 120, totalLicenses: 1500 * scale };
  const second = {
    ...TENANTS[1],
    from: border,
    to: start + DEVICES * scale,
    allLicensed: 0,
    totalLicenses: 0,
  };
  return [first, { ...second, totalLicenses: seededBelow(second, second.to) + FREE_IN_SECOND }];
}

/** Index of a device of this account; -1 for anything else. */
export function deviceIndex(account: Account, value: string): number {
  const index = imeiIndex(value);
  return index >= account.from && index < account.to ? index : -1;
}

/** Whether a device starts with a license: three of five, spread so that no other property follows it. */
export function seededLicense(account: Account, index: number): boolean {
  return index - account.from < account.allLicensed || spread(index);
}

/** How many devices of the account below an index start with a license, without visiting them. */
export function seededBelow(account: Account, index: number): number {
  const head = Math.min(index, account.from + account.allLicensed);
  if (index <= head) return index - account.from;
  return account.allLicensed + spreadBelow(index) - spreadBelow(head);
}

const BLOCK = 20;

function spread(index: number): boolean {
  return (index + Math.floor(index / BLOCK)) % 5 < 3;
}

/** Each block of twenty holds twelve; the rest of the last block is counted one by one. */
function spreadBelow(index: number): number {
  const blocks = Math.floor(index / BLOCK);
  let count = blocks * 12;
  for (let at = blocks * BLOCK; at < index; at += 1) if (spread(at)) count += 1;
  return count;
}
