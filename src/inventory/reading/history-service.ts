// What one caller may know of the past of the inventory. None of it asks a provider anything.
import DataLoader from 'dataloader';
import type {
  Days,
  DifferenceCounts,
  EventFilter,
  LicenseDifference,
  SeatDay,
} from '../../domain/inventory/history.ts';
import type { Found, LicenseRef, Place } from '../../domain/inventory/search.ts';
import type { Pace } from '../../domain/waiting/next-look.ts';
import type {
  DifferencesQuery,
  EventsPage,
  EventsQuery,
  InventoryHistory,
} from '../../store/inventory/history/api.ts';
import type { Notices } from '../../store/notices/api.ts';
import { followEvents, type FollowedEvent } from './follow-events.ts';
import { inStore, type InStore } from './in-store.ts';
import type { InventoryCaller } from './inventory-service.ts';

/** What the store offers of the past. */
type HistoryStore = InventoryHistory & Pick<Notices, 'watchEvents'>;

/** Every method throws ProblemError: STORE_UNAVAILABLE while the database cannot be reached. */
export interface HistoryService {
  events(query: Omit<EventsQuery, 'visible'>): Promise<EventsPage>;
  /** The place behind everything that has happened so far in the accounts of the caller. */
  lastEvent(): Promise<number>;
  /** What comes behind a place; null: from now on. */
  follow(filter: EventFilter, after: number | null): Promise<AsyncGenerator<FollowedEvent, void, void>>;
  findDifferences(
    query: DifferencesQuery,
    page: { readonly first: number; readonly after: Place | null },
  ): Promise<Found<LicenseDifference>>;
  countDifferences(query: DifferencesQuery): Promise<DifferenceCounts>;
  /** Those of a license; all that are asked for together take one query for the same days. */
  seatDays(license: LicenseRef, days: Days): Promise<readonly SeatDay[]>;
}

/** So many events are read at once for one who follows. */
const FOLLOWED_PAGE = 100;

/** The past for one request, or for one subscription. `opened` throws what the opening of the store does. */
export function createHistoryService(
  opened: () => Promise<HistoryStore>,
  { accountKeys, signal }: Pick<InventoryCaller, 'accountKeys' | 'signal'>,
  pace: Pace,
): HistoryService {
  const read = inStore(opened, signal);
  const keys = new Set(accountKeys);
  const mine = (query: DifferencesQuery): DifferencesQuery => ({
    ...query,
    visible: query.visible.filter((key) => keys.has(key)),
  });
  const days = createSeatDays(read);
  const events: HistoryService['events'] = (query) =>
    read((store) => store.eventsBehind({ ...query, visible: accountKeys }));
  const lastEvent = () => read((store) => store.lastEvent(accountKeys));
  return {
    events,
    lastEvent,
    async follow(filter, after) {
      const start = after ?? (await lastEvent());
      const readBehind = (place: number) => events({ filter, after: place, first: FOLLOWED_PAGE });
      return followEvents(start, { ...pace, opened, read: readBehind, signal });
    },
    findDifferences: (query, page) => read((store) => store.findDifferences(mine(query), page)),
    countDifferences: (query) => read((store) => store.countDifferences(mine(query))),
    seatDays: async (license, range) => (keys.has(license.accountKey) ? days(license, range) : []),
  };
}

interface WantedDays {
  readonly license: LicenseRef;
  readonly days: Days;
}

function createSeatDays(read: InStore<HistoryStore>): HistoryService['seatDays'] {
  const loader = new DataLoader<WantedDays, readonly SeatDay[], string>(
    async (wanted) => {
      const found = new Map<WantedDays, readonly SeatDay[]>();
      for (const own of Map.groupBy(wanted, ({ days }) => `${days.from} ${days.to}`).values()) {
        const [{ days } = { days: { from: '', to: '' } }] = own;
        const licenses = own.map(({ license }) => license);
        const rows = await read((store) => store.seatDays(licenses, days));
        for (const [place, one] of own.entries()) found.set(one, rows[place] ?? []);
      }
      return wanted.map((one) => found.get(one) ?? []);
    },
    { cacheKeyFn: (one) => JSON.stringify(one), maxBatchSize: 1_000 },
  );
  return ({ accountKey, externalId }, { from, to }) =>
    loader.load({ license: { accountKey, externalId }, days: { from, to } });
}
