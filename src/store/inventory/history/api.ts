// The past of the inventory: events, differences, seats day by day. No method asks a provider anything. All of them may throw STORE_UNAVAILABLE.
import type { LicenseEvent } from '../../../domain/inventory/events.ts';
import type {
  Days,
  DifferenceCounts,
  EventFilter,
  LicenseDifference,
  SeatDay,
} from '../../../domain/inventory/history.ts';
import type { AssignmentSearch, Found, LicenseRef, Place } from '../../../domain/inventory/search.ts';

export interface EventsQuery {
  /** Keys of the accounts that the caller sees. */
  readonly visible: readonly string[];
  readonly filter: EventFilter;
  /** Events with larger numbers; null: from the oldest one that is kept. */
  readonly after: number | null;
  readonly first: number;
}

export interface EventsPage {
  /** By their numbers. */
  readonly events: readonly LicenseEvent[];
  readonly hasNext: boolean;
  /** Behind this number there was nothing else when the page was read; with `hasNext` the number of its last event. */
  readonly readTo: number;
  /** Whether the place that was asked for may soon be too old, though nothing was behind it: `readTo` is as good, and lasts. */
  readonly isAgeing: boolean;
}

/** Which two moments, RFC 3339 UTC, are compared. */
export interface DifferencesQuery {
  readonly visible: readonly string[];
  readonly filter: AssignmentSearch;
  readonly from: string;
  readonly to: string;
}

export interface InventoryHistory {
  /** Throws CURSOR_EXPIRED when events behind the place have been deleted, or the place is none of this database. */
  eventsBehind(query: EventsQuery): Promise<EventsPage>;
  /** The number of the last event of the accounts with these keys; 0 when there was none yet. */
  lastEvent(visible: readonly string[]): Promise<number>;
  /** In the order of the surrogate keys. */
  findDifferences(
    query: DifferencesQuery,
    page: { readonly first: number; readonly after: Place | null },
  ): Promise<Found<LicenseDifference>>;
  countDifferences(query: DifferencesQuery): Promise<DifferenceCounts>;
  /** For each license, in their order: days that were not observed are left out. */
  seatDays(licenses: readonly LicenseRef[], days: Days): Promise<readonly (readonly SeatDay[])[]>;
}
