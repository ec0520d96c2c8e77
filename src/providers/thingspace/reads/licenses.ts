// The one license of a ThingSpace account: its pool of FOTA licenses (thingspace contract 1).
import type { Call } from '../../../domain/call.ts';
import type { License, Seats } from '../../../domain/license.ts';
import type { Listed } from '../../../domain/page.ts';
import { readLicenseCount, readSummary } from '../client.ts';
import type { Context } from '../context.ts';
import { POOL, START } from '../ids.ts';
import type { ApiVersion } from '../settings.ts';
import type { Summary } from '../wire/summary.ts';

/** What only ThingSpace tells of a license. */
interface ThingSpaceLicenseDetails {
  readonly __typename: 'ThingSpaceLicenseDetails';
  readonly accountKey: string;
  readonly externalId: string;
  readonly accountName: string;
  readonly apiVersion: ApiVersion;
  /** The page size the provider says it keeps to; null where it does not say. */
  readonly reportedPageSize: number | null;
}

/** The only license of the account. */
export async function readCatalogue(context: Context, call: Call): Promise<Listed<License>> {
  const summary = await readSummary(context, START, call, true);
  const total = summary.total ?? (await readLicenseCount(context, call));
  return { items: [poolOf(context, summary, total)] };
}

/** What a summary tells of the pool besides the number of its licenses. */
export type PoolCounts = Pick<Summary, 'assigned' | 'reportedPageSize'>;

/** The pool as a summary shows it; `total` comes from elsewhere where the summary leaves it out (contract 4.5). */
export function poolOf({ settings }: Context, summary: PoolCounts, total: number | null): License {
  const key = { accountKey: settings.key, externalId: POOL };
  const details: ThingSpaceLicenseDetails = {
    __typename: 'ThingSpaceLicenseDetails',
    ...key,
    accountName: settings.accountName,
    apiVersion: settings.apiVersion,
    reportedPageSize: summary.reportedPageSize,
  };
  return {
    ...key,
    name: `FOTA licenses of ${settings.accountName}`,
    description: null,
    assigneeKinds: ['DEVICE'],
    seats: seatsOf(total, summary.assigned),
    details,
  };
}

function seatsOf(total: number | null, assigned: number | null): Seats {
  return {
    total,
    assigned,
    available: total === null || assigned === null ? null : total - assigned,
    assignedToUsers: null,
    assignedToWorkspaces: null,
    countable: true,
  };
}
