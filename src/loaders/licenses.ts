// Reading licenses: the catalogue of an account once, and single licenses from it or by themselves.
import DataLoader from 'dataloader';
import { align } from '../batching/align.ts';
import type { License, LicenseKey } from '../domain/license.ts';
import type { Listed, Slot } from '../domain/page.ts';
import { ProblemError, unread } from '../domain/problem.ts';
import { memo } from './memo.ts';
import { inAccountAll, keyLoader, readBatch, type KeyLoader, type ReadContext } from './read-context.ts';

/** Licenses of the accounts of a caller. */
export interface LicenseReads {
  /** Every license of an account. */
  catalogue(accountKey: string): Promise<Listed<License>>;
  /** From the catalogue; null when it is not in there. */
  license(key: LicenseKey): Promise<License | null>;
  /** A single license is read by itself, where the provider can; several come from the catalogue. null when there is none. */
  licenseAlone(key: LicenseKey): Promise<License | null>;
  /** With everything the provider has on it, where the catalogue leaves something out. */
  licenseInFull(key: LicenseKey): Promise<License | null>;
}

/** A catalogue that has been read, to look licenses up in. */
type Index = (licenseId: string) => Slot<License>;

/** The license reads of one request. */
export function createLicenseReads(context: ReadContext): LicenseReads {
  const { accounts, call } = context;
  /** Accounts whose catalogue has been asked for. */
  const listed = new Set<string>();
  const catalogue = memo((accountKey: string) => {
    listed.add(accountKey);
    return accounts.provider(accountKey).catalogue(call);
  });
  const indexOf = memo(async (accountKey: string) => toIndex(await catalogue(accountKey)));
  const alone = memo((accountKey: string): KeyLoader<License> => {
    const read = accounts.provider(accountKey).licensesInFull;
    return new DataLoader<string, License | null>(async (ids) => {
      const readsAlone = read !== undefined && ids.length === 1 && !listed.has(accountKey);
      const batch = { loader: 'license', accountKey, keys: ids.length };
      const slots = await readBatch(context, batch, async (own) =>
        readsAlone ? align(ids, await read(ids, own)) : ids.map(await indexOf(accountKey)),
      );
      return inAccountAll(accountKey, slots);
    });
  });
  const inFull = memo((accountKey: string): KeyLoader<License> | null => {
    const read = accounts.provider(accountKey).licensesInFull;
    return read === undefined ? null : keyLoader(context, 'license_in_full', accountKey, read);
  });
  const idOf = ({ accountKey, externalId }: LicenseKey): string =>
    accounts.canonical(accountKey, 'LICENSE', externalId);

  async function fromCatalogue(key: LicenseKey): Promise<License | null> {
    const slotOf = await indexOf(key.accountKey);
    const [slot = null] = inAccountAll(key.accountKey, [slotOf(idOf(key))]);
    if (slot instanceof ProblemError) throw slot;
    return slot;
  }

  return {
    catalogue,
    license: fromCatalogue,
    licenseAlone: async (key) => alone(key.accountKey).load(idOf(key)),
    async licenseInFull(key) {
      const loader = inFull(key.accountKey);
      return loader ? loader.load(idOf(key)) : fromCatalogue(key);
    },
  };
}

function toIndex({ items, gap }: Listed<License>): Index {
  const byId = new Map(items.map((license) => [license.externalId, license]));
  // A catalogue that is not whole does not say that there is no such license.
  return (licenseId) => byId.get(licenseId) ?? (gap === undefined ? null : unread());
}
