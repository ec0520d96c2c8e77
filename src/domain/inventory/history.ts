// What can be asked of the past: events, differences between two moments, and seats day by day.
import type { AssignmentState } from '../change-set.ts';
import type { AssigneeRef, AssignmentSearch, LicenseRef } from './search.ts';
import type { EventOrigin, LicenseEventKind } from './events.ts';

/** Which events. A condition that is absent lets everything through; all that are given hold together. */
export interface EventFilter extends Pick<AssignmentSearch, 'accountKeys' | 'licenses' | 'assignees'> {
  readonly kinds?: readonly LicenseEventKind[];
  readonly origins?: readonly EventOrigin[];
  /** RFC 3339 UTC: `from` inclusive, `to` exclusive. */
  readonly from?: string;
  readonly to?: string;
}

/** An assignment that was not the same at two moments. */
export interface LicenseDifference {
  readonly license: LicenseRef;
  readonly assignee: AssigneeRef;
  readonly before: AssignmentState;
  readonly after: AssignmentState;
}

/** How many there are, by how they differ. */
export interface DifferenceCounts {
  readonly assigned: number;
  readonly removed: number;
  readonly changed: number;
}

/** A range of days, `YYYY-MM-DD`, both inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The seats of a license on one day, as they were last seen on it. */
export interface SeatDay {
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly lowestAvailable: number | null;
  /** How many held it, by the inventory's own rows. */
  readonly held: number;
  /** By how much change sets of ours changed that, on this day: with those who got it less those who lost it. */
  readonly ownChange: number;
  /** Whether the license has seats that can run out, as it is now; null where the provider tells none. */
  readonly countable: boolean | null;
}
