// Every filter and every order of the inventory, against a loop over all of its rows.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { isInputObjectType } from 'graphql';
import { buildSchema } from '../../../src/graph/schema.ts';
import { everyPage, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at } from '../../support/json.ts';

/** Everything in few requests. */
const app = useSweptApp({
  server: { limits: { maxCost: 1_000_000 } },
  contracts: [
    ['webex', 'Webex*', '2998-12-31'],
    ['genesys-eu', '*', '2999-12-31'],
  ].map(([account, name, end]) => ({
    license: { account, name },
    pricePerSeatMonth: { minorUnits: 1, currency: 'EUR' },
    pays: 'ASSIGNED',
    term: { start: '2020-01-01', end },
  })),
});

/** A row as the lists give it, with what filters look at. */
interface Row {
  readonly id: string;
  readonly account: { readonly key: string; readonly provider: string };
  readonly [field: string]: unknown;
}

const HELD = 'assignments(first: 100) { nodes { license { id } } }';
const FIELDS = {
  licenses: `id account { key provider } externalId name assigneeKinds seats { total assigned available countable } contract { end }`,
  users: `id account { key provider } externalId displayName email state kind department activity lastActiveAt ${HELD}`,
  devices: `id account { key provider } externalId displayName imei mdn protocol make model status fotaEligible activity lastConnectedAt ${HELD}`,
  workspaces: `id account { key provider } externalId displayName ${HELD}`,
  entities: `id account { key provider } externalId displayName entityType ${HELD}`,
  assignments: `id status removalOn heldSince origin license { id name account { key provider } }
    assignee { __typename id externalId displayName ... on User { state email } ... on Device { make mdn } } account: license { key: id }`,
} as const;
type List = keyof typeof FIELDS;

const INPUT_OF: Readonly<Record<List, string>> = {
  licenses: 'LicenseSearch',
  users: 'UserSearch',
  devices: 'DeviceSearch',
  workspaces: 'WorkspaceSearch',
  entities: 'EntitySearch',
  assignments: 'AssignmentSearch',
};

/** Everything there is, in one order. */
const all = new Map<List, readonly Row[]>();

async function rowsOf(list: List, filter: object | null, fields: string = FIELDS[list]): Promise<Row[]> {
  const query = `query ($filter: ${INPUT_OF[list]}, $after: String) { inventory { ${list}(filter: $filter, first: 1000, after: $after) {
    totalCount nodes { ${fields} } pageInfo { hasNextPage endCursor } } } }`;
  const pages = await everyPage<NodesOfMany<Row> & { readonly totalCount: number }>(
    app,
    query,
    ['inventory', list],
    { filter },
  );
  const rows = pages.flatMap(({ nodes }) => nodes);
  for (const { totalCount } of pages) expect(totalCount).toBe(rows.length);
  return rows;
}

beforeAll(async () => {
  for (const list of ['licenses', 'users', 'devices', 'workspaces', 'entities', 'assignments'] as const) {
    all.set(list, await rowsOf(list, null));
  }
});

/** Values of these fields are texts, or nothing. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const held = (row: Row): string[] =>
  (at(row, 'assignments', 'nodes') as { license: { id: string } }[]).map(({ license }) => license.id);
const has = (row: Row, field: string, text: string): boolean =>
  textOf(row[field]).toLowerCase().includes(text);
const seats = (row: Row, field: string): number | null => (at(row, 'seats', field) as number | null) ?? null;
const used = (row: Row): number | null => {
  const total = seats(row, 'total');
  const assigned = seats(row, 'assigned');
  return total === null || assigned === null || total === 0 ? null : (100 * assigned) / total;
};

/** The license of an account that most of them hold. */
function favourite(list: List, accountKey: string): string {
  const counts = new Map<string, number>();
  for (const row of present(all.get(list)).filter(({ account }) => account.key === accountKey)) {
    for (const id of held(row)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return present([...counts].toSorted((one, other) => other[1] - one[1])[0])[0];
}

const INACTIVE_SINCE = new Date(Date.now() - 10 * 86_400_000).toISOString();
const before = (row: Row, field: string, moment: number): boolean =>
  row[field] !== null && Date.parse(textOf(row[field])) < moment;
const daysAgo = (days: number): number => Date.now() - days * 86_400_000;

interface Case {
  readonly list: List;
  readonly filter: () => Readonly<Record<string, unknown>>;
  readonly lets: (row: Row) => boolean;
}

const IN_ACCOUNTS: readonly Case[] = (['licenses', 'users', 'devices'] as const).flatMap((list) => {
  const [key, provider] = list === 'devices' ? ['fleet', null] : ['webex', 'WEBEX'];
  const byKey: Case = {
    list,
    filter: () => ({ accountKeys: [key] }),
    lets: (row) => row.account.key === key,
  };
  const byProvider: Case = {
    list,
    filter: () => ({ providers: [provider] }),
    lets: (row) => row.account.provider === provider,
  };
  return provider === null ? [byKey] : [byKey, byProvider];
});

const HOLDS: readonly Case[] = [
  {
    list: 'users',
    filter: () => ({ holds: { any: [favourite('users', 'webex'), favourite('users', 'genesys-us')] } }),
    lets: (row) =>
      held(row).some((id) => [favourite('users', 'webex'), favourite('users', 'genesys-us')].includes(id)),
  },
  {
    list: 'users',
    filter: () => ({ holds: { all: [favourite('users', 'webex')], nothing: false } }),
    lets: (row) => held(row).includes(favourite('users', 'webex')),
  },
  {
    list: 'users',
    filter: () => ({ holds: { none: [favourite('users', 'webex')] } }),
    lets: (row) => !held(row).includes(favourite('users', 'webex')),
  },
  { list: 'users', filter: () => ({ holds: { nothing: true } }), lets: (row) => held(row).length === 0 },
  { list: 'devices', filter: () => ({ holds: { nothing: false } }), lets: (row) => held(row).length > 0 },
  { list: 'workspaces', filter: () => ({ holds: { nothing: true } }), lets: (row) => held(row).length === 0 },
  {
    list: 'entities',
    filter: () => ({ holds: { any: [favourite('entities', 'listings')] } }),
    lets: (row) => held(row).includes(favourite('entities', 'listings')),
  },
];

const CASES: readonly Case[] = [
  ...IN_ACCOUNTS,
  ...HOLDS,
  {
    list: 'licenses',
    filter: () => ({ search: 'meet' }),
    lets: (row) => has(row, 'name', 'meet') || has(row, 'externalId', 'meet'),
  },
  {
    list: 'licenses',
    filter: () => ({ assigneeKinds: ['WORKSPACE'] }),
    lets: (row) => (row['assigneeKinds'] as string[]).includes('WORKSPACE'),
  },
  {
    list: 'licenses',
    filter: () => ({ countable: true }),
    lets: (row) => at(row, 'seats', 'countable') === true,
  },
  {
    list: 'licenses',
    filter: () => ({ utilisation: { min: 50, max: 99 } }),
    lets: (row) => (used(row) ?? -1) >= 50 && (used(row) ?? 100) <= 99,
  },
  {
    list: 'licenses',
    filter: () => ({ availableAtMost: 20 }),
    lets: (row) => seats(row, 'available') !== null && (seats(row, 'available') ?? 0) <= 20,
  },
  {
    list: 'licenses',
    filter: () => ({ contractEndsBefore: '2999-01-01' }),
    lets: (row) => row['contract'] !== null && at(row, 'contract', 'end') === '2998-12-31',
  },
  {
    list: 'users',
    filter: () => ({ search: 'ada' }),
    lets: (row) => ['displayName', 'email', 'externalId'].some((field) => has(row, field, 'ada')),
  },
  {
    list: 'users',
    filter: () => ({ states: ['INACTIVE', 'PENDING'] }),
    lets: (row) => ['INACTIVE', 'PENDING'].includes(String(row['state'])),
  },
  { list: 'users', filter: () => ({ kinds: ['EXTERNAL'] }), lets: (row) => row['kind'] === 'EXTERNAL' },
  {
    list: 'users',
    filter: () => ({ departments: ['Sales', 'Support'] }),
    lets: (row) => ['Sales', 'Support'].includes(String(row['department'])),
  },
  {
    list: 'users',
    filter: () => ({ activity: ['NOT_TOLD', 'NEVER'] }),
    lets: (row) => row['activity'] !== 'TOLD',
  },
  {
    list: 'users',
    filter: () => ({ idleDays: 20 }),
    lets: (row) => before(row, 'lastActiveAt', daysAgo(20)),
  },
  {
    list: 'users',
    filter: () => ({ inactiveSince: INACTIVE_SINCE }),
    lets: (row) => before(row, 'lastActiveAt', Date.parse(INACTIVE_SINCE)),
  },
  {
    list: 'devices',
    filter: () => ({ search: '0042' }),
    lets: (row) => ['displayName', 'imei', 'mdn', 'externalId'].some((field) => has(row, field, '0042')),
  },
  { list: 'devices', filter: () => ({ activity: ['TOLD'] }), lets: (row) => row['activity'] === 'TOLD' },
  {
    list: 'devices',
    filter: () => ({ idleDays: 5 }),
    lets: (row) => before(row, 'lastConnectedAt', daysAgo(5)),
  },
  {
    list: 'devices',
    filter: () => ({ inactiveSince: INACTIVE_SINCE }),
    lets: (row) => before(row, 'lastConnectedAt', Date.parse(INACTIVE_SINCE)),
  },
  {
    list: 'devices',
    filter: () => ({ protocols: ['OMADM', 'HTTP'] }),
    lets: (row) => ['OMADM', 'HTTP'].includes(String(row['protocol'])),
  },
  {
    list: 'devices',
    filter: () => ({ makes: [oneOf('devices', 'make')] }),
    lets: (row) => row['make'] === oneOf('devices', 'make'),
  },
  {
    list: 'devices',
    filter: () => ({ models: [oneOf('devices', 'model')] }),
    lets: (row) => row['model'] === oneOf('devices', 'model'),
  },
  {
    list: 'devices',
    filter: () => ({ statuses: [oneOf('devices', 'status')] }),
    lets: (row) => row['status'] === oneOf('devices', 'status'),
  },
  { list: 'devices', filter: () => ({ fotaEligible: true }), lets: (row) => row['fotaEligible'] === true },
  {
    list: 'workspaces',
    filter: () => ({ search: 'desk' }),
    lets: (row) => ['displayName', 'externalId'].some((field) => has(row, field, 'desk')),
  },
  {
    list: 'entities',
    filter: () => ({ search: 'store-1' }),
    lets: (row) => ['displayName', 'externalId'].some((field) => has(row, field, 'store-1')),
  },
  {
    list: 'entities',
    filter: () => ({ entityTypes: [oneOf('entities', 'entityType')] }),
    lets: (row) => row['entityType'] === oneOf('entities', 'entityType'),
  },
  {
    list: 'assignments',
    filter: () => ({ accountKeys: ['webex'] }),
    lets: (row) => at(row, 'license', 'account', 'key') === 'webex',
  },
  {
    list: 'assignments',
    filter: () => ({ providers: ['YEXT'] }),
    lets: (row) => at(row, 'license', 'account', 'provider') === 'YEXT',
  },
  {
    list: 'assignments',
    filter: () => ({ licenseIds: [favourite('users', 'webex')] }),
    lets: (row) => at(row, 'license', 'id') === favourite('users', 'webex'),
  },
  {
    list: 'assignments',
    filter: () => ({ assigneeIds: [firstHolder()] }),
    lets: (row) => at(row, 'assignee', 'id') === firstHolder(),
  },
  {
    list: 'assignments',
    filter: () => ({ assigneeKinds: ['WORKSPACE', 'ENTITY'] }),
    lets: (row) => ['Workspace', 'Entity'].includes(String(at(row, 'assignee', '__typename'))),
  },
  {
    list: 'assignments',
    filter: () => ({ statuses: ['REMOVAL_SCHEDULED'] }),
    lets: (row) => row['status'] === 'REMOVAL_SCHEDULED',
  },
  {
    list: 'assignments',
    filter: () => ({ removalBefore: '2999-01-01' }),
    lets: (row) => row['removalOn'] !== null,
  },
  ...['store-1', 'ada', '3590'].map((search): Case => ({
    list: 'assignments',
    filter: () => ({ search }),
    lets: (row) =>
      ['displayName', 'externalId', 'email', 'mdn'].some((field) =>
        textOf(at(row, 'assignee', field))
          .toLowerCase()
          .includes(search),
      ),
  })),
  {
    list: 'assignments',
    filter: () => ({ user: { states: ['INACTIVE'] } }),
    lets: (row) => at(row, 'assignee', 'state') === 'INACTIVE',
  },
  {
    list: 'assignments',
    filter: () => ({ device: { makes: [oneOf('devices', 'make')], accountKeys: ['fleet'] } }),
    lets: (row) =>
      at(row, 'assignee', 'make') === oneOf('devices', 'make') &&
      at(row, 'license', 'account', 'key') === 'fleet',
  },
];

/** A value that some rows have and others have not. */
function oneOf(list: List, field: string): string {
  const values = present(all.get(list)).map((row) => row[field]);
  const first = values.find((value) => value !== null);
  const other = values.find((value) => value !== null && value !== first);
  return textOf(other ?? first);
}

function firstHolder(): string {
  return String(at(present(all.get('assignments'))[0], 'assignee', 'id'));
}

/** Nothing in a first sweep has been observed to begin, nothing was lost yet, and rules take days: the store's own tests have rows that differ in these. */
const OF_CHANGES = [
  'AssignmentSearch.heldSince',
  'AssignmentSearch.origins',
  'LicenseSearch.listed',
  'WorkspaceSearch.accountKeys',
  'WorkspaceSearch.providers',
  'EntitySearch.accountKeys',
  'EntitySearch.providers',
  'DeviceSearch.providers',
  'LicenseSearch.findings',
  'UserSearch.findings',
  'DeviceSearch.findings',
  'WorkspaceSearch.findings',
  'EntitySearch.findings',
];

describe('a filter', () => {
  it.each(CASES.map((one, index) => [index, one.list, one] as const))(
    'lets through what a loop does: %s, of %s',
    async (_index, list, { filter, lets }) => {
      const rows = present(all.get(list));
      const expected = rows.filter(lets).map(({ id }) => id);
      expect([expected.length > 0, expected.length < rows.length]).toEqual([true, true]);
      const found = await rowsOf(list, filter(), 'id');
      expect(found.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    },
  );

  it('is tried for every field that there is', () => {
    const tried = new Set(CASES.flatMap(({ list, filter }) => namesIn(list, filter)));
    const schema = buildSchema();
    const fields = Object.values(INPUT_OF).flatMap((name) => {
      const type = schema.getType(name);
      return isInputObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
    });
    expect(fields.filter((field) => !tried.has(field))).toEqual(expect.arrayContaining(OF_CHANGES));
    expect(fields.filter((field) => !tried.has(field) && !OF_CHANGES.includes(field))).toEqual([]);
  });
});

function namesIn(list: List, filter: Case['filter']): string[] {
  return all.size === 0 ? [] : Object.keys(filter()).map((field) => `${INPUT_OF[list]}.${field}`);
}
