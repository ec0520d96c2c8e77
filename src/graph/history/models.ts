// The values of the past that resolvers pass to one another.
import type { LicenseEvent } from '../../domain/inventory/events.ts';
import type { DifferenceCounts, LicenseDifference } from '../../domain/inventory/history.ts';
import type { ConnectionModel } from '../lists/connection.ts';
import type { Scope } from '../lists/cursors.ts';

/** An event in a list, or in a subscription. */
export interface EventModel {
  readonly event: LicenseEvent;
  /** The number of the place before it; null at the beginning of a list. */
  readonly before: number | null;
  /** Names the list that its cursors are of. */
  readonly scope: Scope;
}

export interface EventConnectionModel extends ConnectionModel<EventModel> {
  /** Where to go on. */
  readonly end: string;
}

/** A difference, with the moment at which it was looked at (RFC 3339 UTC). */
export interface DifferenceModel {
  readonly difference: LicenseDifference;
  readonly to: string;
}

export interface DifferenceConnectionModel extends ConnectionModel<DifferenceModel> {
  /** null while rows are missing. */
  readonly counts: () => Promise<DifferenceCounts | null>;
}
