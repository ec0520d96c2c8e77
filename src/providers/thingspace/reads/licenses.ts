// The one license of a ThingSpace account: its pool of FOTA licenses (thingspace contract 1).
import type { License, Seats } from '../../../domain/license.ts';
import type { ApiVersion, ThingSpaceSettings } from '../settings.ts';
import type { Summary } from '../wire/wire.ts';

/** External id of the pool; ThingSpace has no id for it, because an account has one. */
export const POOL = 'fota';

/** What only ThingSpace tells of a license. */
export interface ThingSpaceLicenseDetails {
  readonly __typename: 'ThingSpaceLicenseDetails';
  readonly accountKey: string;
  readonly externalId: string;
  readonly accountName: string;
  readonly apiVersion: ApiVersion;
  /** The page size the provider says it keeps to; null where it does not say. */
  readonly reportedPageSize: number | null;
}

/** The pool as a summary shows it; `total` comes from elsewhere where the summary leaves it out (contract 4.5). */
export function poolOf(settings: ThingSpaceSettings, summary: Summary, total: number | null): License {
  const key = { accountKey: settings.key, externalId: POOL };
  const details: ThingSpaceLicenseDetails = {
    __typename: 'ThingSpaceLicenseDetails',
    ...key,
    accountName: settings.accountName,
    apiVersion: settings.apiVersion,
    reportedPageSize: summary.maxPageSize,
  };
  return {
    ...key,
    name: `FOTA licenses of ${settings.accountName}`,
    description: null,
    assigneeKinds: ['DEVICE'],
    seats: seatsOf(total, summary.assignedLicenses),
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
