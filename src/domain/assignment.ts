// An assignment: one license held by one assignee.
import type { Assignee } from './assignee.ts';
import type { License, LicenseKey } from './license.ts';

export type AssignmentStatus = 'ACTIVE' | 'PENDING' | 'REMOVAL_SCHEDULED' | 'UNKNOWN';

export interface Assignment {
  readonly accountKey: string;
  /** External id of the license. */
  readonly licenseId: string;
  /** The license itself, as far as the same read returned it: a field that is absent has not been read. */
  readonly license?: LicenseKey & Partial<License>;
  readonly assignee: Assignee;
  readonly status: AssignmentStatus;
  /** RFC 3339 UTC; null where the provider does not report it. */
  readonly assignedAt: string | null;
  /** `YYYY-MM-DD`, the first day without the license; null when no removal is scheduled. */
  readonly removalOn: string | null;
}

/** An account on a site that takes no license. Only reads for changes return these. */
export interface HeldSiteAccount extends Omit<Assignment, 'licenseId' | 'license'> {
  /** Host name of the site. */
  readonly siteUrl: string;
}

/** Something an assignee holds: a license, or an account on a site. */
export type Holding = Assignment | HeldSiteAccount;

/** What a read for changes shows of an assignee. */
export interface HeldNow {
  readonly rows: readonly Holding[];
  /** The assignee as the same read showed it, where it did: it may tell of what is held, too. */
  readonly assignee?: Assignee;
}

export function isLicense(holding: Holding): holding is Assignment {
  return 'licenseId' in holding;
}
