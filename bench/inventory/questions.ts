// What the bench asks the inventory, and the same asked in SQL of another form: of the facts instead of the columns, and without any index.
import { ACCOUNTS } from './rows.ts';

/** One kind of query, which asks something else each time. */
export interface Question {
  readonly name: string;
  /** GraphQL, by how often it was asked before. */
  readonly query: (turn: number, known: Known) => string;
  /** What the answer tells, as lines of text. */
  readonly told: (data: unknown) => readonly string[];
  /** A select of one text column, in the order of the answer. */
  readonly expected: (turn: number, known: Known) => string;
  /** Asked in each so many rounds; 1 when absent. */
  readonly everyRounds?: number;
  /** Whether it is one of the queries whose p99 is told. */
  readonly isInMix?: boolean;
}

/** What queries name. */
export interface Known {
  /** Id in the graph and of the provider. */
  readonly licenses: readonly { readonly id: string; readonly externalId: string }[];
  /** Moments, RFC 3339 UTC. `now` is the last one at which anything was recorded. */
  readonly now: string;
  readonly monthAgo: string;
  readonly yearAgo: string;
}

/** The lists that answers have. */
interface Told {
  readonly licenseDiff: { readonly counts: { readonly assigned: number; readonly removed: number } };
  readonly inventory: Readonly<
    Record<string, { readonly totalCount?: number; readonly nodes?: readonly Node[] }>
  >;
}

interface Node {
  readonly externalId?: string;
  readonly license?: { readonly externalId: string };
  readonly assignee?: { readonly externalId: string };
  readonly keys?: readonly { readonly by: string; readonly value: string | null }[];
  readonly assignments?:
    number | { readonly nodes: readonly { readonly license: { readonly externalId: string } }[] };
}

const listIn = (data: unknown, name: string) => (data as Told).inventory[name]; // by the query that was sent

const idsOf = (name: string) => (data: unknown) =>
  (listIn(data, name)?.nodes ?? []).map(({ externalId = '' }) => externalId);
const totalOf = (name: string) => (data: unknown) => [String(listIn(data, name)?.totalCount)];
const groupsOf = (data: unknown) =>
  (listIn(data, 'groups')?.nodes ?? []).map(({ keys = [], license, assignments }) =>
    [
      ...keys.map(({ by, value }) => (by === 'LICENSE' ? license?.externalId : (value ?? ''))),
      JSON.stringify(assignments),
    ].join('|'),
  );

const DEVICE =
  'nodes { id externalId displayName imei make model status protocol lastConnectedAt } pageInfo { hasNextPage endCursor }';
const USER =
  'nodes { id externalId displayName email department state lastActiveAt } pageInfo { hasNextPage endCursor }';

const modelAt = (turn: number): string => `M-${String(turn % 12).padStart(2, '0')}`;
/** As they may stand anywhere in an IMEI. */
const digitsAt = (turn: number): string => String((turn * 7_368_787 + 123_456) % 1_000_000).padStart(6, '0');
const LAST_NAMES = ['keller', 'okafor', 'tanaka', 'garcia', 'brandt', 'schmidt', 'zhang', 'moreau'];
const lastNameAt = (turn: number): string => LAST_NAMES[turn % LAST_NAMES.length] ?? '';

const devices = (where: string, order: string, limit = 100): string => `
  select external_id from assignees where kind = 'DEVICE' and ${where} order by ${order} limit ${limit}`;
const ofModel = (turn: number): string => `facts->>'model' = '${modelAt(turn)}'`;

/** Pages of lists. */
const PAGES: readonly Question[] = [
  {
    name: 'page of devices by activity',
    isInMix: true,
    query: (
      turn,
    ) => `{ inventory { devices(first: 100, filter: { models: ["${modelAt(turn)}"], statuses: ["active"] },
      orderBy: { field: LAST_ACTIVE, direction: DESC }) { ${DEVICE} } } }`,
    told: idsOf('devices'),
    expected: (turn) =>
      devices(
        `${ofModel(turn)} and facts->>'status' = 'active' and facts->>'lastConnectedAt' is not null`,
        `facts->>'lastConnectedAt' desc, id desc`,
      ),
  },
  {
    name: 'page of devices by name',
    isInMix: true,
    query: (turn) =>
      `{ inventory { devices(first: 100, filter: { protocols: [${turn % 2 ? 'LWM2M' : 'OMADM'}], makes: ["Make ${1 + (turn % 4)}"] }) { ${DEVICE} } } }`,
    told: idsOf('devices'),
    expected: (turn) =>
      devices(
        `facts->>'protocol' = '${turn % 2 ? 'LWM2M' : 'OMADM'}' and facts->>'make' = 'Make ${1 + (turn % 4)}'`,
        `lower(facts->>'displayName') collate "C", id`,
      ),
  },
  {
    name: 'search of 6 digits in devices',
    isInMix: true,
    query: (turn) =>
      `{ inventory { devices(first: 100, filter: { search: "${digitsAt(turn)}" }) { ${DEVICE} } } }`,
    told: idsOf('devices'),
    expected: (turn) =>
      devices(
        `strpos(concat_ws(E'\\n', facts->>'displayName', external_id, facts->>'imei', facts->>'mdn'), '${digitsAt(turn)}') > 0`,
        `lower(facts->>'displayName') collate "C", id`,
      ),
  },
  {
    name: 'search of a name in users',
    isInMix: true,
    query: (turn) =>
      `{ inventory { users(first: 100, filter: { search: "${lastNameAt(turn)}" }) { ${USER} } } }`,
    told: idsOf('users'),
    expected: (turn) => `select external_id from assignees
      where kind = 'USER' and strpos(lower(concat_ws(E'\\n', facts->>'displayName', facts->>'email')), '${lastNameAt(turn)}') > 0
      order by lower(facts->>'displayName') collate "C", id limit 100`,
  },
  {
    name: 'asOf page of assignments',
    isInMix: true,
    query: (turn, { licenses, yearAgo }) => `{ inventory(asOf: "${yearAgo}") {
      assignments(first: 100, filter: { licenseIds: ["${licenses[turn % licenses.length]?.id}"] }) {
        nodes { status license { externalId name } assignee { externalId displayName } } } } }`,
    told: (data) =>
      (listIn(data, 'assignments')?.nodes ?? []).map(({ assignee }) => assignee?.externalId ?? ''),
    expected: (turn, { licenses, yearAgo }) => `
      select a.external_id from assignees a
      join (select license_id, assignee_id, valid_from, 'infinity'::timestamptz as valid_to from holdings
        union all select license_id, assignee_id, valid_from, valid_to from holding_history) h on h.assignee_id = a.id
      join licenses l on l.id = h.license_id
      where l.external_id = '${licenses[turn % licenses.length]?.externalId}'
        and '${yearAgo}'::timestamptz >= valid_from and '${yearAgo}'::timestamptz < valid_to order by a.id limit 100`,
  },
  {
    name: '100 users with their licenses',
    isInMix: true,
    query: (turn) => usersWithLicenses(turn % 2 === 0 ? ACCOUNTS[0].key : ACCOUNTS[1].key, 'externalId'),
    told: (data) =>
      (listIn(data, 'users')?.nodes ?? []).map(({ externalId, assignments }) =>
        typeof assignments === 'object'
          ? [externalId, ...assignments.nodes.map(({ license }) => license.externalId).toSorted()].join('|')
          : '',
      ),
    expected: (
      turn,
    ) => `select a.external_id || '|' || string_agg(l.external_id, '|' order by l.external_id collate "C")
      from (select * from assignees where kind = 'USER' and account_no = ${turn % 2 === 0 ? 1 : 2}
        order by lower(facts->>'displayName') collate "C", id limit 100) a
      join holdings h on h.assignee_id = a.id join licenses l on l.id = h.license_id
      group by a.id, a.external_id, a.facts order by lower(a.facts->>'displayName') collate "C", a.id`,
  },
];

/** The question of the comparison with live answers, to the inventory; with more fields of each user than it has. */
export function usersWithLicenses(accountKey: string, more = ''): string {
  return `{ inventory { users(first: 100, filter: { accountKeys: ["${accountKey}"] }) {
    nodes { ${more} displayName email assignments { nodes { license { externalId name } } } } } } }`;
}

/** Conditions that go with the order such that all rows that pass come last, and pairs of conditions that go together. */
const WORST: readonly Question[] = [
  {
    name: 'worst: all that pass come last by name',
    everyRounds: 4,
    query: () => `{ inventory { devices(first: 100, filter: { models: ["Z-900"] }) { ${DEVICE} } } }`,
    told: idsOf('devices'),
    expected: () => devices(`facts->>'model' = 'Z-900'`, `lower(facts->>'displayName') collate "C", id`),
  },
  {
    name: 'worst: a status and a make that go together',
    everyRounds: 4,
    query:
      () => `{ inventory { devices(first: 100, filter: { statuses: ["deactive"], makes: ["Zeta"], protocols: [HTTP] },
      orderBy: { field: NAME, direction: ASC }) { ${DEVICE} } } }`,
    told: idsOf('devices'),
    expected: () => devices(`facts->>'make' = 'Zeta'`, `lower(facts->>'displayName') collate "C", id`),
  },
  {
    name: 'worst: conditions that exclude each other',
    everyRounds: 4,
    query: () =>
      `{ inventory { devices(first: 100, filter: { statuses: ["active"], makes: ["Zeta"] }) { ${DEVICE} } } }`,
    told: idsOf('devices'),
    expected: () => devices('false', 'id'),
  },
];

const COUNTS: readonly Question[] = [
  {
    name: 'count by one condition',
    everyRounds: 2,
    query: (turn) =>
      `{ inventory { devices(first: 1, filter: { models: ["${modelAt(turn)}"] }) { totalCount } } }`,
    told: totalOf('devices'),
    expected: (turn) => `select count(*)::text from assignees where ${ofModel(turn)}`,
  },
  {
    name: 'count by two conditions',
    everyRounds: 2,
    query: (turn) =>
      `{ inventory { devices(first: 1, filter: { models: ["${modelAt(turn)}"], statuses: ["active"] }) { totalCount } } }`,
    told: totalOf('devices'),
    expected: (turn) =>
      `select count(*)::text from assignees where ${ofModel(turn)} and facts->>'status' = 'active'`,
  },
];

const GROUPS: readonly Question[] = [
  {
    name: 'groups by license',
    query: () =>
      '{ inventory { groups(by: [LICENSE], first: 100) { nodes { keys { by value } license { externalId } assignments } } } }',
    told: groupsOf,
    expected:
      () => `select concat(l.external_id, '|', count(*)) from holdings h join licenses l on l.id = h.license_id
      group by l.external_id order by count(*) desc, l.external_id collate "C" limit 100`,
  },
  {
    name: 'groups by department and license',
    everyRounds: 8,
    query: () =>
      '{ inventory { groups(by: [DEPARTMENT, LICENSE], first: 1000) { nodes { keys { by value } license { externalId } assignments } } } }',
    told: groupsOf,
    expected: () => `select concat(a.facts->>'department', '|', l.external_id, '|', count(*))
      from holdings h join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id
      group by a.facts->>'department', l.external_id
      order by count(*) desc, (a.facts->>'department') collate "C" nulls last, l.external_id collate "C" limit 1000`,
  },
];

const DIFFERENCES: readonly Question[] = [
  {
    name: 'diff of 30 days, counted',
    everyRounds: 4,
    query: (_turn, { monthAgo, now }) => `{ licenseDiff(from: "${monthAgo}", to: "${now}", first: 100) {
      counts { assigned removed } nodes { license { externalId } assignee { externalId } } } }`,
    told: (data) => {
      const { assigned, removed } = (data as Told).licenseDiff.counts; // by the query that was sent
      return [`${assigned}|${removed}`];
    },
    // What ended is of licenses that nobody took again, so that each event is a difference.
    expected: (_turn, { monthAgo, now }) => `
      select concat(count(*) filter (where what = 'ASSIGNED'), '|', count(*) filter (where what = 'REMOVED'))
      from license_events where at > '${monthAgo}' and at <= '${now}'`,
  },
];

/** All of them. */
export const QUESTIONS: readonly Question[] = [...PAGES, ...WORST, ...COUNTS, ...GROUPS, ...DIFFERENCES];
