// One inventory a rule, in which it finds one thing; and what changes in it so that it finds nothing.
import type { FindingCode, Finding } from '../../../src/domain/insight/finding.ts';
import type { RuleSettings } from '../../../src/store/findings/api.ts';
import { ruleSettings } from '../../support/findings.ts';
import { insertInto } from '../../support/inventory-rows.ts';
import type { Rig } from '../../support/store.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one account; those that are absent are as in `BASE`. */
export interface Fixture {
  readonly account?: Row;
  readonly sections?: readonly Row[];
  readonly licenses?: readonly Row[];
  readonly assignees?: readonly Row[];
  readonly holdings?: readonly Row[];
  readonly seatCounts?: readonly Row[];
  readonly events?: readonly Row[];
  readonly sweeps?: readonly Row[];
  readonly sweepSections?: readonly Row[];
  readonly settings?: RuleSettings;
}

/** That of the clock of the store. */
export const NOW = Date.parse('2031-05-01T10:00:00.000Z');
const DAY_MS = 86_400_000;

/** A moment so many days before. */
export function ago(days: number): string {
  return new Date(NOW - days * DAY_MS).toISOString();
}

function section(name: string, ...lists: readonly Row[]): Row {
  return { accountNo: 1, name, lists, completeAt: ago(0.1) };
}

export const SECTIONS: readonly Row[] = [
  section('licenses', { what: 'LICENSES' }),
  section('users', { what: 'ASSIGNEES', kind: 'USER' }, { what: 'HOLDINGS', kind: 'USER' }),
  section('devices', { what: 'ASSIGNEES', kind: 'DEVICE' }, { what: 'HOLDINGS', kind: 'DEVICE' }),
  section('workspaces', { what: 'ASSIGNEES', kind: 'WORKSPACE' }, { what: 'HOLDINGS', kind: 'WORKSPACE' }),
];

const ACCOUNT = { no: 1, key: 'acme', provider: 'X', revision: 0, baselineAt: ago(300) };
const SEEN = { observedAt: ago(100), firstSeen: ago(300) };
const LICENSE = {
  id: 1,
  accountNo: 1,
  externalId: 'pro',
  kinds: ['USER'],
  search: '',
  facts: {},
  held: 1,
  ...SEEN,
};
const USER = {
  id: 1,
  accountNo: 1,
  kind: 'USER',
  externalId: 'ann',
  email: 'ann@acme.test',
  department: 'Sales',
  state: 'ACTIVE',
  stateSince: ago(300),
  word: 'INTERNAL',
  activity: 'TOLD',
  activeAt: ago(1),
  holds: 1,
  search: '',
  facts: {},
  hashes: {},
  ...SEEN,
};
/** Somebody who holds nothing, and whom the vendor has seen today. */
const ACTIVE = { ...USER, id: 9, externalId: 'zoe', email: 'zoe@acme.test', holds: 0 };
const HOLDING = {
  id: 1,
  accountNo: 1,
  licenseId: 1,
  assigneeId: 1,
  status: 'ACTIVE',
  validFrom: ago(300),
  observedAt: ago(100),
};
const DEVICE = {
  ...USER,
  kind: 'DEVICE',
  externalId: 'd1',
  email: null,
  department: null,
  state: 'active',
  word: 'LWM2M',
};
const BUILT_IN = { countable: false, seatsTotal: 100, seatsAssigned: 100 };
const SEATS = { countable: true, seatsTotal: 100, seatsAssigned: 1, seatsAvailable: 99 };

/** An inventory in which nothing stands out. */
const BASE = { licenses: [LICENSE], assignees: [USER, ACTIVE], holdings: [HOLDING] };

/** Days of seats, today included. */
function counted(days: number, lowest: (ago: number) => number | null): readonly Row[] {
  return Array.from({ length: days }, (_, index) => ({
    licenseId: 1,
    day: ago(index).slice(0, 10),
    total: 100,
    available: lowest(index),
    lowestAvailable: lowest(index),
    held: 1,
    ownChange: 0,
  }));
}

function event(seq: number, days: number, what: string, over: Row = {}): Row {
  return { seq, at: ago(days), accountNo: 1, what, licenseId: 1, assigneeId: 1, origin: 'EXTERNAL', ...over };
}

function sweep(id: number, status: string): Row {
  const times = { createdAt: ago(1), startedAt: ago(1), finishedAt: ago(0.5) };
  return {
    id,
    accountNo: 1,
    why: 'DUE',
    status,
    heldBack: status === 'HELD' ? 40 : 0,
    calls: 0,
    rows: 0,
    added: 0,
    changed: 0,
    closed: 0,
    ...times,
  };
}

/** The section that a sweep could not read whole. */
function broken(position: number, name: string, status: string): Row {
  const { lists } = SECTIONS.find((one) => one['name'] === name) ?? {};
  return {
    sweepId: 7,
    position,
    name,
    lists,
    status,
    attempt: 1,
    page: 0,
    tries: 0,
    rows: 0,
    hasGap: false,
    isRead: false,
  };
}

/** Sweeps of which the last could not read this list whole. */
export function notWhole(name: string, status = 'INCOMPLETE'): Fixture {
  return { sweeps: [sweep(7, status)], sweepSections: [broken(0, name, status)] };
}

const user = (over: Row): readonly Row[] => [{ ...USER, ...over }, ACTIVE];
const license = (over: Row): readonly Row[] => [{ ...LICENSE, ...over }];
const IDLE = { activeAt: ago(91) };

type Told = Partial<Pick<Finding, 'severity' | 'confidence' | 'seats' | 'key'>> & {
  readonly licenseId?: string | null;
  readonly assignee?: string | null;
  readonly evidence: Readonly<Record<string, string>>;
};

/** Where each rule finds this, and nothing else. */
export const FOUND: readonly (readonly [FindingCode, Fixture, Told])[] = [
  [
    'IDLE_HOLDER',
    { assignees: user(IDLE) },
    {
      severity: 'MEDIUM',
      confidence: 'LIKELY',
      seats: 1,
      evidence: { lastActiveAt: ago(91), heldSince: ago(300) },
    },
  ],
  [
    'HOLDER_INACTIVE',
    { assignees: user({ state: 'INACTIVE', stateSince: ago(15) }) },
    {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: 1,
      evidence: { state: 'INACTIVE', stateSince: ago(15) },
    },
  ],
  [
    'HOLDER_DELETED',
    { assignees: user({ state: 'DELETED', stateSince: ago(1) }) },
    { severity: 'HIGH', confidence: 'CERTAIN', seats: 1, evidence: { state: 'DELETED', stateSince: ago(1) } },
  ],
  [
    'ORPHAN',
    { assignees: user({ goneAt: ago(2) }) },
    { severity: 'MEDIUM', confidence: 'CERTAIN', seats: 1, evidence: { goneAt: ago(2) } },
  ],
  [
    'PENDING_TOO_LONG',
    { holdings: [{ ...HOLDING, status: 'PENDING', validFrom: ago(15) }] },
    { severity: 'MEDIUM', confidence: 'LIKELY', seats: 1, evidence: { assignmentPendingSince: ago(15) } },
  ],
  [
    'HOLDER_NOT_ELIGIBLE',
    { assignees: [{ ...DEVICE, eligible: false, eligibleSince: ago(2) }] },
    {
      severity: 'MEDIUM',
      confidence: 'LIKELY',
      seats: 1,
      assignee: 'd1',
      evidence: { fotaEligible: 'false', since: ago(2) },
    },
  ],
  [
    'OVERBOOKED',
    {
      licenses: license({ ...SEATS, seatsTotal: 3, seatsAssigned: 5, seatsAvailable: -2, held: 5 }),
      ...holders(5),
    },
    {
      severity: 'HIGH',
      confidence: 'CERTAIN',
      seats: 2,
      assignee: null,
      evidence: { total: '3', assigned: '5', available: '-2' },
    },
  ],
  [
    'NEARLY_EXHAUSTED',
    {
      licenses: license({ ...SEATS, seatsTotal: 5, seatsAssigned: 3, seatsAvailable: 2, held: 3 }),
      ...holders(3),
    },
    {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: 2,
      assignee: null,
      evidence: { total: '5', available: '2' },
    },
  ],
  [
    'UNUSED_SEATS',
    { licenses: license(SEATS), seatCounts: counted(31, (index) => (index === 30 ? 99 : 10 + index)) },
    {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: 10,
      assignee: null,
      evidence: { total: '100', lowestAvailable: '10', days: '30' },
    },
  ],
  [
    'DUPLICATE_PERSON',
    twoPeople({}),
    {
      severity: 'MEDIUM',
      confidence: 'HINT',
      seats: 0,
      licenseId: null,
      assignee: null,
      key: 'ann@acme.test',
      evidence: { users: '2', holdings: '2' },
    },
  ],
  [
    'EXTERNAL_CHANGE',
    { events: [event(1, 1, 'ASSIGNED'), event(2, 1, 'ASSIGNED'), event(3, 1.1, 'REMOVED')] },
    {
      severity: 'INFO',
      confidence: 'CERTAIN',
      seats: 0,
      assignee: null,
      key: ago(1).slice(0, 10),
      evidence: { assigned: '2', removed: '1' },
    },
  ],
  [
    'LICENSE_NOT_LISTED',
    { licenses: license({ goneAt: ago(3) }) },
    {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: 1,
      assignee: null,
      evidence: { goneAt: ago(3), held: '1' },
    },
  ],
  [
    'ACTIVITY_UNKNOWN',
    { assignees: user({ activity: 'NOT_TOLD', activeAt: null }) },
    {
      severity: 'INFO',
      confidence: 'CERTAIN',
      seats: 1,
      assignee: null,
      evidence: { holders: '1', notTold: '1' },
    },
  ],
  [
    'SEATS_DISAGREE',
    { licenses: license({ ...SEATS, seatsAssigned: 4, seatsAvailable: 96 }) },
    {
      severity: 'INFO',
      confidence: 'CERTAIN',
      seats: 3,
      assignee: null,
      evidence: { assigned: '4', seen: '1' },
    },
  ],
  [
    'SWEEP_HELD',
    { sweeps: [sweep(7, 'HELD')] },
    {
      severity: 'HIGH',
      confidence: 'CERTAIN',
      seats: 0,
      licenseId: null,
      assignee: null,
      evidence: { rows: '40' },
    },
  ],
];

/** So many who hold the license. */
function holders(count: number): Fixture {
  const each = Array.from({ length: count }, (_, index) => index + 1);
  return {
    assignees: each.map((id) => ({ ...USER, id, externalId: `u${id}`, email: `u${id}@acme.test` })),
    holdings: each.map((id) => ({ ...HOLDING, id, assigneeId: id })),
  };
}

function twoPeople(over: Row): Fixture {
  const { assignees = [], holdings = [] } = holders(2);
  return {
    assignees: assignees.map((row, index) => ({
      ...row,
      email: 'ann@acme.test',
      ...(index === 1 ? over : {}),
    })),
    holdings,
  };
}

const exempt = (
  all: Partial<RuleSettings['all']['exempt']>,
  account: Partial<RuleSettings['account']['exempt']> = {},
) =>
  ruleSettings({
    all: { exempt: { emails: [], departments: [], ...all } },
    account: { exempt: { assigneeIds: [], licenseIds: [], ...account } },
  });

/** Where a rule finds nothing, though it is as above but for this. */
export const TRAPS: readonly (readonly [FindingCode, string, Fixture])[] = [
  ['IDLE_HOLDER', 'of whom nothing is told', { assignees: user({ activity: 'NOT_TOLD', activeAt: null }) }],
  ['IDLE_HOLDER', 'who was never active', { assignees: user({ activity: 'NEVER', activeAt: null }) }],
  ['IDLE_HOLDER', 'active not that long ago', { assignees: user({ activeAt: ago(89) }) }],
  ['IDLE_HOLDER', 'active at a moment to come', { assignees: user({ activeAt: ago(-400) }) }],
  [
    'IDLE_HOLDER',
    'of a feed that is dead',
    {
      assignees: [
        { ...USER, ...IDLE },
        { ...ACTIVE, activeAt: ago(8) },
      ],
    },
  ],
  ['IDLE_HOLDER', 'who has held it for a few days', { holdings: [{ ...HOLDING, heldSince: ago(89) }] }],
  [
    'IDLE_HOLDER',
    'of an account that has been known for a few days',
    { account: { baselineAt: ago(5) }, holdings: [{ ...HOLDING, validFrom: ago(5) }] },
  ],
  ['IDLE_HOLDER', 'whose list broke off', notWhole('users')],
  ['IDLE_HOLDER', 'whose list is held', notWhole('users', 'HELD')],
  [
    'IDLE_HOLDER',
    'whose list was never read',
    { sections: SECTIONS.filter((one) => one['name'] !== 'users') },
  ],
  [
    'IDLE_HOLDER',
    'with an exempt address in another case',
    { settings: exempt({ emails: ['ANN@Acme.test'] }) },
  ],
  ['IDLE_HOLDER', 'in an exempt department', { settings: exempt({ departments: ['Sales'] }) }],
  ['IDLE_HOLDER', 'exempt by id', { settings: exempt({}, { assigneeIds: ['ann'] }) }],
  ['IDLE_HOLDER', 'of an exempt license', { settings: exempt({}, { licenseIds: ['pro'] }) }],
  ['IDLE_HOLDER', 'of a built-in license', { licenses: license(BUILT_IN) }],
  ['HOLDER_INACTIVE', 'of a built-in license', { licenses: license(BUILT_IN) }],
  ['HOLDER_DELETED', 'of a built-in license', { licenses: license(BUILT_IN) }],
  ['ORPHAN', 'of a built-in license', { licenses: license(BUILT_IN) }],
  ['PENDING_TOO_LONG', 'of a built-in license', { licenses: license(BUILT_IN) }],
  ['HOLDER_INACTIVE', 'for a few days', { assignees: user({ state: 'INACTIVE', stateSince: ago(13) }) }],
  ['HOLDER_INACTIVE', 'on leave, and exempt', { settings: exempt({ emails: ['ann@acme.test'] }) }],
  ['HOLDER_DELETED', 'not listed any more', { assignees: user({ state: 'DELETED', goneAt: ago(0) }) }],
  ['HOLDER_DELETED', 'who holds nothing', { holdings: [] }],
  ['ORPHAN', 'from outside, in no list of people', { assignees: user({ goneAt: ago(2), word: 'EXTERNAL' }) }],
  ['ORPHAN', 'that a look-up has found, and no list', { assignees: user({ missedIn: 6 }) }],
  ['ORPHAN', 'whose holding no list has had since', { assignees: user({ goneAt: ago(0.05) }) }],
  ['ORPHAN', 'whose holding was not seen lately', { holdings: [{ ...HOLDING, missedIn: 6 }] }],
  [
    'PENDING_TOO_LONG',
    'for a few days',
    { holdings: [{ ...HOLDING, status: 'PENDING', validFrom: ago(13) }] },
  ],
  [
    'HOLDER_NOT_ELIGIBLE',
    'by one reading alone',
    { assignees: [{ ...DEVICE, eligible: false, eligibleSince: ago(0.1) }] },
  ],
  ['HOLDER_NOT_ELIGIBLE', 'of whom that is not told', { assignees: [{ ...DEVICE, eligible: null }] }],
  ['HOLDER_NOT_ELIGIBLE', 'that needs no license', { holdings: [] }],
  [
    'OVERBOOKED',
    'of a built-in license',
    {
      licenses: license({
        ...SEATS,
        countable: false,
        seatsTotal: 3,
        seatsAssigned: 5,
        seatsAvailable: null,
        held: 5,
      }),
    },
  ],
  ['OVERBOOKED', 'by numbers that are not told', { licenses: license({ held: 5 }) }],
  [
    'NEARLY_EXHAUSTED',
    'of hardly any seats',
    { licenses: license({ ...SEATS, seatsTotal: 4, seatsAssigned: 3, seatsAvailable: 1, held: 3 }) },
  ],
  [
    'NEARLY_EXHAUSTED',
    'with enough seats left',
    { licenses: license({ ...SEATS, seatsTotal: 61, seatsAssigned: 3, seatsAvailable: 4, held: 3 }) },
  ],
  [
    'NEARLY_EXHAUSTED',
    'of a built-in license',
    {
      licenses: license({
        ...SEATS,
        countable: false,
        seatsTotal: 5,
        seatsAssigned: 3,
        seatsAvailable: 2,
        held: 3,
      }),
    },
  ],
  ['UNUSED_SEATS', 'known for a day too few', { seatCounts: counted(30, () => 50) }],
  ['UNUSED_SEATS', 'taken for a moment', { seatCounts: counted(31, (index) => (index === 15 ? 9 : 50)) }],
  [
    'UNUSED_SEATS',
    'not counted on most days',
    { seatCounts: counted(31, () => 50).filter((_, index) => index % 5 < 3) },
  ],
  ['UNUSED_SEATS', 'of a catalogue that broke off', notWhole('licenses')],
  ['DUPLICATE_PERSON', 'of whom one holds nothing', { ...twoPeople({ holds: 0 }), holdings: [HOLDING] }],
  [
    'DUPLICATE_PERSON',
    'of whom one is deleted',
    {
      assignees: twoPeople({ state: 'DELETED' }).assignees ?? [],
      settings: exempt({}, { assigneeIds: ['u2'] }),
    },
  ],
  ['DUPLICATE_PERSON', 'with a mailbox they share', { settings: exempt({ emails: ['ANN@acme.test'] }) }],
  [
    'EXTERNAL_CHANGE',
    'by this program or a date that was known',
    {
      events: [
        event(1, 1, 'ASSIGNED', { origin: 'THIS_API' }),
        event(2, 1, 'REMOVED', { origin: 'SCHEDULE' }),
      ],
    },
  ],
  [
    'EXTERNAL_CHANGE',
    'where others change licenses by rules of their own',
    { settings: ruleSettings({ account: { expectExternalChanges: true } }) },
  ],
  ['EXTERNAL_CHANGE', 'of seats', { events: [event(1, 1, 'SEATS_CHANGED')] }],
  ['EXTERNAL_CHANGE', 'of more than a week ago', { events: [event(1, 8, 'ASSIGNED')] }],
  [
    'LICENSE_NOT_LISTED',
    'of which a holding alone tells, after one catalogue',
    { licenses: license({ goneAt: ago(0.05) }) },
  ],
  ['LICENSE_NOT_LISTED', 'missing from one catalogue', { licenses: license({ missedIn: 6 }) }],
  [
    'LICENSE_NOT_LISTED',
    'that nobody holds',
    { licenses: license({ goneAt: ago(3), held: 0 }), holdings: [] },
  ],
  [
    'ACTIVITY_UNKNOWN',
    'of somebody who was never active, which is told',
    { assignees: user({ activity: 'NEVER', activeAt: null }) },
  ],
  ['ACTIVITY_UNKNOWN', 'of lists that broke off', notWhole('devices')],
  ['SEATS_DISAGREE', 'by two', { licenses: license({ ...SEATS, seatsAssigned: 3, seatsAvailable: 97 }) }],
  [
    'SEATS_DISAGREE',
    'by pending holders, whom the vendor does not count',
    { licenses: license({ ...SEATS, seatsAssigned: 0, held: 4 }), ...pending(4) },
  ],
  [
    'SEATS_DISAGREE',
    'by workspaces that no list attributes',
    { licenses: license({ ...SEATS, seatsAssigned: 21, seatsUsers: 1, seatsWorkspaces: 20 }) },
  ],
  [
    'SEATS_DISAGREE',
    'by workspaces of which nothing is told',
    {
      licenses: license({ ...SEATS, kinds: ['WORKSPACE'], seatsAssigned: 4, seatsAvailable: 96, held: 0 }),
      holdings: [],
    },
  ],
  ['SEATS_DISAGREE', 'of lists that broke off', notWhole('users')],
  [
    'SEATS_DISAGREE',
    'whose holders License Graph has changed since the catalogue was read',
    {
      licenses: license({ ...SEATS, seatsAssigned: 4, seatsAvailable: 96 }),
      events: [event(1, 0.05, 'REMOVED', { origin: 'THIS_API' })],
    },
  ],
  ['SWEEP_HELD', 'that somebody has released', { sweeps: [sweep(7, 'RELEASED')] }],
];

function pending(count: number): Fixture {
  const { assignees = [], holdings = [] } = holders(count);
  return { assignees, holdings: holdings.map((row) => ({ ...row, status: 'PENDING', validFrom: ago(1) })) };
}

/** The fixture in which a rule finds something. */
export function fixtureOf(code: FindingCode): Fixture {
  return FOUND.find(([one]) => one === code)?.[1] ?? {};
}

/** Writes an account into an empty store. */
export async function writeFixture(rig: Pick<Rig, 'query'>, fixture: Fixture): Promise<void> {
  const { account = {}, sections = SECTIONS, licenses = BASE.licenses, assignees = BASE.assignees } = fixture;
  await insertInto(rig, 'inventory_accounts', [{ ...ACCOUNT, ...account }]);
  await insertInto(rig, 'inventory_sections', sections);
  await insertInto(rig, 'licenses', licenses);
  await insertInto(rig, 'assignees', assignees);
  await insertInto(rig, 'holdings', fixture.holdings ?? BASE.holdings);
  await insertInto(rig, 'seat_counts', fixture.seatCounts ?? []);
  await insertInto(rig, 'license_events', fixture.events ?? []);
  await insertInto(rig, 'sweeps', fixture.sweeps ?? []);
  await insertInto(rig, 'sweep_sections', fixture.sweepSections ?? []);
}
