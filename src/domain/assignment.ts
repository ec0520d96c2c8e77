// An assignment: one license held by one assignee.
import type { Assignee } from './assignee.ts';
import type { License, LicenseKey } from './license.ts';

export type AssignmentStatus = 'ACTIVE' | 'PENDING' | 'REMOVAL_SCHEDULED' | 'UNKNOWN';

export interface Assignment {
  readonly accountKey: string;
  /** External id of the license; empty for an attendee account. */
  readonly licenseId: string;
  /** The license itself, as far as the same read told it: a field that is absent has not been read. */
  readonly license?: LicenseKey & Partial<License>;
  /** Host name of the meeting site, where this is an account to attend meetings there, which takes no license. Only read for changes. */
  readonly attends?: string;
  readonly assignee: Assignee;
  readonly status: AssignmentStatus;
  /** RFC 3339 UTC; null where the provider does not tell. */
  readonly assignedAt: string | null;
  /** `YYYY-MM-DD`, the first day without the license; null when no removal is scheduled. */
  readonly removalOn: string | null;
}
