// What happened to licenses and those who hold them, as far as it was observed.
import type { AssigneeKind } from '../account.ts';
import type { AssignmentStatus } from '../assignment.ts';
import type { Seats } from '../license.ts';

export type LicenseEventKind =
  | 'ASSIGNED'
  | 'REMOVED'
  | 'ASSIGNMENT_CHANGED'
  | 'LICENSE_LISTED'
  | 'LICENSE_GONE'
  | 'SEATS_CHANGED'
  | 'HOLDER_STATE_CHANGED'
  | 'HOLDER_GONE';

/** THIS_API: a change set of ours. SCHEDULE: a date that was known before. EXTERNAL: somebody else. */
export type EventOrigin = 'THIS_API' | 'SCHEDULE' | 'EXTERNAL';

/** The part of an assignment that changes. */
export interface AssignmentState {
  readonly status: AssignmentStatus;
  /** `YYYY-MM-DD`. */
  readonly removalOn: string | null;
}

/** What a row was before an event, or became by it: an assignment, seats, or the state of a holder. */
export type EventState =
  | { readonly assignment: AssignmentState }
  | { readonly seats: Seats | null }
  | { readonly state: string | null };

export interface LicenseEvent {
  /** Without gaps in time: no event with a smaller number appears later. */
  readonly seq: number;
  /** RFC 3339 UTC: when it was observed, and the last moment at which it was observed not to be so yet (null: not known). */
  readonly at: string;
  readonly notBefore: string | null;
  readonly what: LicenseEventKind;
  readonly origin: EventOrigin;
  readonly accountKey: string;
  /** The provider's ids; null where the event is about no license, or no holder. */
  readonly licenseId: string | null;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string } | null;
  readonly was: EventState | null;
  readonly became: EventState | null;
  /** The change of a set that did it. */
  readonly changeId: string | null;
  /** The caller of that set; null once it has been deleted. */
  readonly principal: string | null;
}
