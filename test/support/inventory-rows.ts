// Rows of an inventory, made from a seed and written without the store: what reads are compared with.
import type { AssigneeKind } from '../../src/domain/account.ts';
import { nameKey, searchLines } from '../../src/domain/inventory/folded.ts';
import type { ListedInFull } from '../../src/domain/inventory/sighting.ts';
import { columnName } from '../../src/store/database/column-names.ts';
import { createRandom, type Random } from './random.ts';
import type { Rig } from './store.ts';

export interface AccountRow {
  readonly no: number;
  readonly key: string;
  readonly provider: string;
}

export interface LicenseRow {
  readonly id: number;
  readonly accountNo: number;
  readonly externalId: string;
  readonly name: string | null;
  readonly kinds: readonly AssigneeKind[];
  readonly total: number | null;
  readonly assigned: number | null;
  readonly goneAt: string | null;
  readonly missedIn: number | null;
}

export interface AssigneeRow {
  readonly id: number;
  readonly accountNo: number;
  readonly kind: AssigneeKind;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly state: string | null;
  readonly word: string | null;
  readonly department: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly eligible: boolean | null;
  readonly activity: 'TOLD' | 'NEVER' | 'NOT_TOLD';
  readonly activeAt: string | null;
  readonly goneAt: string | null;
  readonly missedIn: number | null;
}

/** A holding; one with `validTo` is history. */
export interface HoldingRow {
  readonly accountNo: number;
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly status: string;
  readonly removalOn: string | null;
  readonly heldSince: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly origin: string | null;
  readonly missedIn: number | null;
}

export interface SectionRow {
  readonly accountNo: number;
  readonly name: string;
  readonly lists: readonly ListedInFull[];
  readonly completeAt: string;
}

export interface InventoryRows {
  readonly accounts: readonly AccountRow[];
  readonly sections: readonly SectionRow[];
  readonly licenses: readonly LicenseRow[];
  readonly assignees: readonly AssigneeRow[];
  readonly holdings: readonly HoldingRow[];
}

/** When every row was first seen, and last. */
export const FIRST_SEEN = '2031-03-01T00:00:00.000Z';
export const LAST_SEEN = '2031-04-30T00:00:00.000Z';

const DAY_MS = 86_400_000;

/** A moment so many days after the rows were first seen. */
export function dayOf(day: number): string {
  return new Date(Date.parse(FIRST_SEEN) + day * DAY_MS).toISOString();
}

export const ACCOUNTS: readonly AccountRow[] = [
  { no: 1, key: 'acme', provider: 'WEBEX' },
  { no: 2, key: 'fleet', provider: 'THINGSPACE' },
  { no: 3, key: 'branch', provider: 'WEBEX' },
];

/** Names that sort and fold in surprising ways, some of them several times. */
const NAMES = [
  'Ann',
  'ann',
  'ANN',
  'Änn',
  'A\u0308nn',
  'Zoë',
  'Zoe',
  'zöe',
  'Élan',
  'elan',
  'Straße',
  'strasse',
  '😀 smile',
  '\u{1F600}',
  '\uFF21nn',
  '\uE000 private',
  '100% sure',
  '100 sure',
  'under_score',
  'underXscore',
  'back\\slash',
  'ΟΔΟΣ',
  'οδος',
  'Ивaн',
  '李雷',
  "O'Brien",
  ' space',
  'ﬁnal',
  'İstanbul',
  '_',
  '%',
  'ab',
] as const;
const DEPARTMENTS = ['Sales', 'sales', 'Sälës', 'R&D', 'Zulu', '研究', '😀'] as const;
const STATES = ['ACTIVE', 'INACTIVE', 'PENDING', 'DELETED', 'UNKNOWN'] as const;

/** An inventory of some thousand rows. */
export function someInventory(seed: number): InventoryRows {
  const random = createRandom(seed);
  const licenses = someLicenses(random);
  const assignees = Array.from({ length: 1_000 }, (_, index) => someAssignee(random, index + 1));
  return {
    accounts: ACCOUNTS,
    sections: someSections(),
    licenses,
    assignees,
    holdings: assignees.flatMap((assignee) => holdingsOf(random, assignee, licenses)),
  };
}

function orNull<T>(random: Random, share: number, value: T): T | null {
  return random.chance(share) ? null : value;
}

function someLicenses(random: Random): LicenseRow[] {
  return Array.from({ length: 30 }, (_, index) => {
    const total = orNull(random, 0.3, random.whole(0, 40));
    const accountNo = (index % 3) + 1;
    return {
      id: 30 - index,
      accountNo,
      // The same id in several accounts.
      externalId: `l${Math.floor(index / 3)}`,
      name: orNull(random, 0.2, random.pick(NAMES)),
      kinds: accountNo === 2 ? ['DEVICE' as const] : ['USER' as const, 'WORKSPACE' as const],
      total,
      assigned: total === null ? null : random.whole(0, total + 2),
      goneAt: orNull(random, 0.8, LAST_SEEN),
      missedIn: orNull(random, 0.8, 7),
    };
  });
}

function someAssignee(random: Random, id: number): AssigneeRow {
  const accountNo = random.pick([1, 1, 2, 2, 3] as const);
  // The third has some of each.
  const isUser = accountNo === 1 || (accountNo === 3 && random.chance(0.6));
  const activity = random.pick(['TOLD', 'TOLD', 'NEVER', 'NOT_TOLD'] as const);
  const name = orNull(random, 0.1, random.pick(NAMES));
  const address = `${random.pick(['ann', 'bob', 'zoe', 'x_y', 'x%y'] as const)}${random.whole(1, 60)}@acme.test`;
  return {
    id,
    accountNo,
    kind: isUser ? 'USER' : 'DEVICE',
    externalId: `${isUser ? 'U' : 'D'}-${id}`,
    name: name === null || random.chance(0.5) ? name : `${name} ${random.whole(1, 9)}`,
    email: isUser ? orNull(random, 0.1, address) : null,
    state: orNull(
      random,
      0.1,
      isUser ? random.pick(STATES) : random.pick(['active', 'Active', 'suspended'] as const),
    ),
    word: isUser
      ? random.pick(['INTERNAL', 'EXTERNAL', 'UNKNOWN'] as const)
      : random.pick(['LWM2M', 'HTTP'] as const),
    department: isUser ? orNull(random, 0.2, random.pick(DEPARTMENTS)) : null,
    make: isUser ? null : orNull(random, 0.2, random.pick(['Acme', 'acme', 'Zenith'] as const)),
    model: isUser ? null : orNull(random, 0.2, random.pick(['M1', 'm1', 'M10', 'M2', 'É'] as const)),
    eligible: isUser ? null : orNull(random, 0.2, random.chance(0.5)),
    activity,
    activeAt: activity === 'TOLD' ? dayOf(random.whole(-60, 60)).replace('000Z', '000123Z') : null,
    goneAt: orNull(random, 0.95, LAST_SEEN),
    missedIn: orNull(random, 0.95, 7),
  };
}

/** Each license at most once at any moment; some with intervals before. */
function holdingsOf(random: Random, assignee: AssigneeRow, licenses: readonly LicenseRow[]): HoldingRow[] {
  const { id, accountNo } = assignee;
  return licenses
    .filter((license) => license.accountNo === accountNo && random.chance(0.25))
    .flatMap((license) => {
      const base = { accountNo, licenseId: license.id, assigneeId: id };
      const begun = random.whole(0, 20);
      const changed = begun + random.whole(1, 20);
      const ended = changed + random.whole(1, 15);
      const since = orNull(random, 0.4, dayOf(begun));
      const first = {
        ...base,
        ...someState(random),
        heldSince: since,
        validFrom: dayOf(begun),
        validTo: dayOf(changed),
      };
      const then = { ...base, ...someState(random), heldSince: since, validFrom: dayOf(changed) };
      const how = random.whole(0, 3);
      if (how === 0) return [{ ...first, validTo: null }];
      if (how === 1) return [first];
      return [first, { ...then, validTo: how === 2 ? dayOf(ended) : null }];
    });
}

function someState(random: Random) {
  return {
    status: random.pick(['ACTIVE', 'ACTIVE', 'PENDING', 'REMOVAL_SCHEDULED'] as const),
    removalOn: orNull(random, 0.7, `2031-06-${String(random.whole(10, 28))}`),
    origin: orNull(random, 0.5, random.pick(['THIS_API', 'SCHEDULE', 'EXTERNAL'] as const)),
    missedIn: orNull(random, 0.9, 7),
  };
}

/** Users from inside are read to the end later than the others. */
function someSections(): SectionRow[] {
  const section = (
    accountNo: number,
    name: string,
    day: number,
    lists: readonly ListedInFull[],
  ): SectionRow => ({
    accountNo,
    name,
    lists,
    completeAt: dayOf(day),
  });
  return [
    section(1, 'licenses', 61, [{ what: 'LICENSES' }]),
    section(1, 'people', 62, [
      { what: 'ASSIGNEES', kind: 'USER', people: 'INTERNAL' },
      { what: 'HOLDINGS', kind: 'USER', people: 'INTERNAL' },
    ]),
    section(2, 'devices', 63, [{ what: 'ASSIGNEES', kind: 'DEVICE' }]),
  ];
}

/** Writes rows into a table, with ids as they are. Columns that no row names have their defaults; fields that are no column are left out. */
export async function insertInto(
  { query }: Pick<Rig, 'query'>,
  table: string,
  rows: readonly object[],
): Promise<void> {
  const given = new Set(rows.flatMap((row) => Object.keys(row)).map((name) => columnName(name)));
  const columns = await query(`select attname as name from pg_attribute
    where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`);
  const names = columns.map(({ name }) => String(name)).filter((name) => given.has(name));
  if (names.length === 0) return;
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, one]: [string, unknown]) => [columnName(name), one])),
  );
  const json = JSON.stringify(named).replaceAll("'", "''");
  await query(`insert into ${table} (${names.join()}) overriding system value
    select ${names.join()} from jsonb_populate_recordset(null::${table}, '${json}'::jsonb)`);
}

/** Writes rows into an empty inventory, with the counts that are kept. */
export async function seedInventory({ query }: Pick<Rig, 'query'>, rows: InventoryRows): Promise<void> {
  const now = rows.holdings.filter(({ validTo }) => validTo === null);
  const heldBy = Map.groupBy(now, ({ licenseId }) => licenseId);
  const holds = Map.groupBy(now, ({ assigneeId }) => assigneeId);
  const common = { observedAt: LAST_SEEN, firstSeen: FIRST_SEEN };
  const insert = (table: string, values: readonly object[]) => insertInto({ query }, table, values);
  const accounts = rows.accounts.map((row) => ({ ...row, revision: 0, baselineAt: FIRST_SEEN }));
  await insert('inventory_accounts', accounts);
  await insert('inventory_sections', rows.sections);
  const licenses = rows.licenses.map((row) => ({ ...common, ...row, ...licenseColumns(row) }));
  await insert(
    'licenses',
    licenses.map((row) => ({ ...row, held: heldBy.get(row.id)?.length ?? 0 })),
  );
  const assignees = rows.assignees.map((row) => ({ ...common, ...row, ...assigneeColumns(row) }));
  await insert(
    'assignees',
    assignees.map((row) => ({ ...row, holds: holds.get(row.id)?.length ?? 0 })),
  );
  const numbered = rows.holdings.map((row, index) => ({ ...row, id: index + 1, observedAt: LAST_SEEN }));
  await insert(
    'holdings',
    numbered.filter(({ validTo }) => validTo === null),
  );
  const history = numbered.filter(({ validTo }) => validTo !== null);
  await insert(
    'holding_history',
    history.map((row) => ({ ...row, closedOrigin: 'EXTERNAL' })),
  );
  await query(`update events_head set at = '${LAST_SEEN}'`);
  await query(`update inventory_accounts set recorded_at = '${LAST_SEEN}'`);
  await query('analyze');
}

/** Seats as the facts have them. */
function seatsOf({ total, assigned }: LicenseRow) {
  if (total === null || assigned === null) return null;
  return {
    total,
    assigned,
    available: total - assigned,
    assignedToUsers: null,
    assignedToWorkspaces: null,
    countable: total > 5,
  };
}

function licenseColumns(row: LicenseRow) {
  const { name, kinds, externalId } = row;
  const seats = seatsOf(row);
  return {
    nameKey: nameKey(name),
    search: searchLines([name, externalId]),
    seatsTotal: seats?.total ?? null,
    seatsAssigned: seats?.assigned ?? null,
    seatsAvailable: seats?.available ?? null,
    countable: seats?.countable ?? null,
    facts: { name, description: null, assigneeKinds: kinds, seats, details: null },
  };
}

function assigneeColumns({ name, email, externalId, state, word, department, model }: AssigneeRow) {
  const user = { displayName: name, email, state, userKind: word, department };
  return {
    nameKey: nameKey(name),
    search: searchLines([name, externalId, email]),
    facts: email === null ? { displayName: name, status: state, model } : user,
    hashes: {},
  };
}
