// License packs as licenses.
import type { Call } from '../../domain/call.ts';
import type { License, LicenseDetails } from '../../domain/license.ts';
import type { YextClient } from './client.ts';
import { walkToEnd } from './paging.ts';
import type { LicensePack } from './wire.ts';

/** Ten thousand packs: far more than an account has, far less than the hour's requests (yext contract 5). */
const MAX_CATALOGUE_PAGES = 200;

/** What only a license pack has. */
export interface YextLicensePackDetails extends LicenseDetails {
  readonly __typename: 'YextLicensePackDetails';
  readonly notes: string | null;
}

/** Every pack of the account. Yext lists only active ones (yext contract 2). */
export async function readCatalogue(client: YextClient, accountKey: string, call: Call): Promise<License[]> {
  const packs = await walkToEnd<LicensePack>({
    accountKey,
    maxPages: MAX_CATALOGUE_PAGES,
    keyOf: ({ id }) => id,
    fetch: (position, again) => client.listLicensePacks(position, !again, call),
  });
  return [...packs.values()].map((pack) => licenseOf(pack, accountKey));
}

/** A pack in the words of the domain. Its numbers stand as reported: they need not add up (yext contract 6.9). */
export function licenseOf(pack: LicensePack, accountKey: string): License {
  const key = { accountKey, externalId: pack.id };
  const details: YextLicensePackDetails = { __typename: 'YextLicensePackDetails', ...key, notes: pack.notes };
  const { total, assigned, available } = pack;
  return {
    ...key,
    name: pack.name,
    description: null,
    assigneeKinds: ['ENTITY'],
    seats: { total, assigned, available, assignedToUsers: null, assignedToWorkspaces: null, countable: true },
    details,
  };
}
