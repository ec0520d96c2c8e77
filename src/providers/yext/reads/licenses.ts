// License packs as licenses.
import type { Call } from '../../../domain/call.ts';
import type { License, LicenseDetails, LicenseKey } from '../../../domain/license.ts';
import type { Listed } from '../../../domain/page.ts';
import { gapOf } from '../../../upstream/parse.ts';
import { listLicensePacks } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import type { LicensePack } from '../wire/licenses.ts';
import { walkToEnd, type Walked } from './walk.ts';

/** What only a license pack has. */
interface YextLicensePackDetails extends LicenseDetails {
  readonly __typename: 'YextLicensePackDetails';
  readonly notes: string | null;
}

/** Every pack of the account. Yext lists only active ones (yext contract 2). */
export async function readCatalogue(context: Context, call: Call): Promise<Listed<License>> {
  const packs = await readPacks(context, call);
  const items = [...packs.rows.values()].map((pack) => licenseOf(pack, context.accountKey));
  return { items, gap: gapOf(packs) };
}

/** The packs by their ids. */
export function readPacks(context: Context, call: Call): Promise<Walked<LicensePack>> {
  return walkToEnd<LicensePack>({
    accountKey: context.accountKey,
    maxPages: LIMITS.pagesOfCatalogue,
    keyOf: ({ id }) => id,
    fetch: (position, again) => listLicensePacks(context, position, !again, call),
  });
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

/**
 * As much of a license as a pack tells that comes with assignments. What is null there may be told by the list of packs: notes are,
 * in the samples of yext contract 3.
 */
export function partOf(pack: LicensePack, accountKey: string): LicenseKey & Partial<License> {
  const { name, seats, details, ...rest } = licenseOf(pack, accountKey);
  const counted = pack.total !== null && pack.assigned !== null && pack.available !== null;
  return {
    ...rest,
    ...(name !== null && { name }),
    ...(counted && { seats }),
    ...(pack.notes !== null && { details }),
  };
}
