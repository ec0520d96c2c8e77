// What one caller may read of the inventory. Rows that are asked for one by one are read together; none of it asks a provider anything.
import DataLoader from 'dataloader';
import type {
  InventoryAccount,
  InventoryAccounts,
  RecordedAccount,
} from '../../domain/inventory/accounts.ts';
import type { SectionTime } from '../../domain/inventory/list-times.ts';
import type {
  AssigneeRef,
  Found,
  FoundAssignee,
  FoundAssignment,
  FoundLicense,
  FoundPerson,
  FoundRow,
  LicenseRef,
  Place,
} from '../../domain/inventory/search.ts';
import { sameAddress } from '../../domain/assignee.ts';
import type { InventoryReads } from '../../store/inventory/reads/api.ts';
import { atOneMoment } from './at-one-moment.ts';
import { inStore, type InStore } from './in-store.ts';
import { oneMoment, type OneMoment } from './one-moment.ts';

/** What the store offers of the inventory. */
type InventoryStore = InventoryReads & InventoryAccounts;

/** Lists and counts. Accounts that the caller may not see are left out of `visible`, whatever a query names. */
type Lists = Pick<
  InventoryReads,
  | 'findLicenses'
  | 'countLicenses'
  | 'findAssignees'
  | 'countAssignees'
  | 'findAssignments'
  | 'countAssignments'
  | 'findGroups'
  | 'findPeople'
  | 'countPeople'
>;

/** Which of the assignments that hang on one row. */
export interface HangingPage {
  readonly first: number;
  readonly after: Place | null;
  readonly asOf: string | null;
}

/** Every method throws ProblemError: STORE_UNAVAILABLE while the database cannot be reached. */
export interface InventoryService extends Lists {
  /** Resolves once the store is open. */
  ready(): Promise<void>;
  /** From now on all that is read as it is now is of one moment, as far as it has a past. */
  holdMoment(): void;
  /** The moment that answers are of: `asOf`, or the last one at which anything was recorded of the accounts of the caller. Throws BAD_INPUT for one that is still to come. */
  momentOf(asOf: string | null): Promise<string>;
  /** Of every account of the caller, by its key; read once a request. */
  accounts(): Promise<ReadonlyMap<string, InventoryAccount>>;
  /** The sections of the accounts of the caller that have been swept whole, by account key; read once a request. */
  listTimes(): Promise<ReadonlyMap<string, readonly SectionTime[]>>;
  /** null for what the inventory has not, or not for this caller; likewise below. */
  license(ref: LicenseRef, asOf: string | null): Promise<FoundRow<FoundLicense> | null>;
  assignee(ref: AssigneeRef): Promise<FoundAssignee | null>;
  /** Everybody with an address, in these accounts. */
  person(email: string, visible: readonly string[]): Promise<FoundPerson | null>;
  /** What hangs on a license or an assignee, by the surrogate key of its row. What an assignee holds tells the assignee's key alone. */
  assignmentsOf(side: 'ASSIGNEE' | 'LICENSE', id: number, page: HangingPage): Promise<Found<FoundAssignment>>;
}

/** Whoever reads. */
export interface InventoryCaller {
  /** Keys of the accounts that the caller sees. */
  readonly accountKeys: readonly string[];
  /** Aborts when the request's time is over; its reason is a ProblemError. */
  readonly signal: AbortSignal;
  /** What the configuration in force makes of what is recorded of an account. */
  readonly standing: (recorded: RecordedAccount) => InventoryAccount;
}

type Read = InStore<InventoryStore>;

/** The inventory of one request. `opened` throws what the opening of the store does. */
export function createInventoryService(
  opened: () => Promise<InventoryStore>,
  { accountKeys, signal, standing }: InventoryCaller,
): InventoryService {
  const inOpened: Read = inStore(opened, signal);
  let held: OneMoment | null = null;
  let atHeld: InventoryStore | null = null;
  const read: Read = (work) =>
    inOpened((store) => work(held === null ? store : (atHeld ??= atOneMoment(store, accountKeys, held))));
  let accounts: Promise<ReadonlyMap<string, InventoryAccount>> | null = null;
  let times: ReturnType<InventoryService['listTimes']> | null = null;
  return {
    ...createLists(read, new Set(accountKeys)),
    ...createKeyedReads(read, new Set(accountKeys)),
    ready: () => read(() => Promise.resolve()),
    holdMoment() {
      held ??= oneMoment(() => inOpened((store) => store.recordedAt(accountKeys)));
    },
    momentOf: (asOf) => read((store) => store.momentOf({ visible: accountKeys, asOf })),
    accounts() {
      accounts ??= read(async (store) => {
        const found = await store.inventoryAccounts(accountKeys);
        return new Map(found.map((one) => [one.accountKey, standing(one)]));
      });
      return accounts;
    },
    listTimes: () => (times ??= read((store) => store.listTimes(accountKeys))),
  };
}

function createLists(read: Read, keys: ReadonlySet<string>): Lists {
  const mine = <Query extends { readonly visible: readonly string[] }>(query: Query): Query => ({
    ...query,
    visible: query.visible.filter((key) => keys.has(key)),
  });
  return {
    findLicenses: (query) => read((store) => store.findLicenses(mine(query))),
    countLicenses: (query) => read((store) => store.countLicenses(mine(query))),
    findAssignees: (kind, query) => read((store) => store.findAssignees(kind, mine(query))),
    countAssignees: (kind, query) => read((store) => store.countAssignees(kind, mine(query))),
    findAssignments: (query) => read((store) => store.findAssignments(mine(query))),
    countAssignments: (query) => read((store) => store.countAssignments(mine(query))),
    findGroups: (query) => read((store) => store.findGroups(mine(query))),
    findPeople: (query) => read((store) => store.findPeople(mine(query))),
    countPeople: (query) => read((store) => store.countPeople(mine(query))),
  };
}

interface WantedLicense {
  readonly ref: LicenseRef;
  readonly asOf: string | null;
}

interface WantedPerson {
  readonly email: string;
  readonly visible: readonly string[];
}

/** One query each for what is asked for together. */
function createKeyedReads(
  read: Read,
  keys: ReadonlySet<string>,
): Pick<InventoryService, 'license' | 'assignee' | 'person' | 'assignmentsOf'> {
  const options = { cacheKeyFn: (one: unknown) => JSON.stringify(one), maxBatchSize: 1_000 };
  const licenses = new DataLoader<WantedLicense, FoundRow<FoundLicense> | null, string>(
    (wanted) =>
      byGroup(wanted, ({ asOf }) => asOf ?? '', {
        read: async (own) => {
          const refs = own.map(({ ref }) => ref);
          const found = await read((store) => store.licensesByRef(refs, own[0]?.asOf ?? null));
          return new Map(found.map((row) => [keyOf(row.value), row]));
        },
        keyOf: ({ ref }) => keyOf(ref),
      }),
    options,
  );
  const assignees = new DataLoader<AssigneeRef, FoundAssignee | null, string>(async (refs) => {
    const found = await read((store) => store.assigneesByRef(refs));
    const rows = new Map(found.map((row) => [keyOf(row.value), row]));
    return refs.map((ref) => rows.get(keyOf(ref)) ?? null);
  }, options);
  const people = new DataLoader<WantedPerson, FoundPerson | null, string>(
    (wanted) =>
      byGroup(wanted, ({ visible }) => JSON.stringify(visible), {
        read: async (own) => {
          const filter = { emails: own.map(({ email }) => email) };
          const page = { first: own.length, after: null, asOf: null };
          const visible = own[0]?.visible ?? [];
          const { people: found } = await read((store) => store.findPeople({ visible, filter, ...page }));
          return new Map(found.map((one) => [sameAddress(one.email), one]));
        },
        keyOf: ({ email }) => sameAddress(email),
      }),
    options,
  );
  return {
    license: async (ref, asOf) => (keys.has(ref.accountKey) ? licenses.load({ ref, asOf }) : null),
    assignee: async (ref) => (keys.has(ref.accountKey) ? assignees.load(ref) : null),
    person: (email, visible) => people.load({ email, visible: visible.filter((key) => keys.has(key)) }),
    assignmentsOf: createHangingReads(read),
  };
}

/** A list asks for the same page of each of its rows, which one query can answer. */
function createHangingReads(read: Read): InventoryService['assignmentsOf'] {
  const loaders = new Map<string, DataLoader<number, Found<FoundAssignment>>>();
  return (side, id, { first, after, asOf }) => {
    const place = after === null ? '' : JSON.stringify([after.value, after.id, after.holder]);
    const name = `${side} ${first} ${asOf ?? ''} ${place}`;
    let loader = loaders.get(name);
    if (loader === undefined) {
      loader = new DataLoader(
        async (ids) => {
          const found = await read((store) => store.assignmentsOf(side, ids, { first, after, asOf }));
          return ids.map((one) => found.get(one) ?? { rows: [], hasNext: false });
        },
        { maxBatchSize: 1_000 },
      );
      loaders.set(name, loader);
    }
    return loader.load(id);
  };
}

/** Account keys have no spaces: no two things of a kind have the same text. */
function keyOf(thing: LicenseRef & { readonly kind?: string }): string {
  return `${thing.kind ?? 'LICENSE'} ${thing.accountKey} ${thing.externalId}`;
}

/** Those that one query can answer, because they differ in their key alone: how they are read, and what tells them apart. */
interface Group<Wanted, Key, T> {
  readonly read: (own: readonly [Wanted, ...Wanted[]]) => Promise<ReadonlyMap<Key, T>>;
  readonly keyOf: (one: Wanted) => Key;
}

async function byGroup<Wanted, Key, T>(
  wanted: readonly Wanted[],
  groupOf: (one: Wanted) => string,
  { read, keyOf: keyOfOne }: Group<Wanted, Key, T>,
): Promise<(T | null)[]> {
  const found = new Map<string, ReadonlyMap<Key, T>>();
  for (const [name, [first, ...others]] of Map.groupBy(wanted, groupOf)) {
    if (first !== undefined) found.set(name, await read([first, ...others]));
  }
  return wanted.map((one) => found.get(groupOf(one))?.get(keyOfOne(one)) ?? null);
}
