// What is reached from the inventory: the same things under the same ids as live, with the same values, and no vendor is asked.
import { describe, expect, it } from '@jest/globals';
import { schemaOf } from '../every-path/walk.ts';
import { withFacts } from '../every-path/facts.ts';
import { everyPage, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at, listAt } from '../../support/json.ts';

const app = useSweptApp({ server: { limits: { maxCost: 1_000_000 } } });

const TYPES = {
  licenses: 'License',
  users: 'User',
  devices: 'Device',
  workspaces: 'Workspace',
  entities: 'Entity',
} as const;
type List = keyof typeof TYPES;
const LISTS = Object.entries(TYPES) as readonly [List, string][];

async function idsOf(place: readonly string[], query: string): Promise<string[]> {
  const pages = await everyPage<NodesOfMany<{ readonly id: string }>>(app, query, place);
  return pages.flatMap(({ nodes }) => nodes.map(({ id }) => id)).toSorted();
}

/** An account that has some. */
const WITH: Readonly<Record<List, string>> = {
  licenses: 'webex',
  users: 'genesys-us',
  devices: 'fleet',
  workspaces: 'webex',
  entities: 'listings',
};

/** The order of a list is not the same everywhere, and what was observed is known of the inventory alone. */
const OF_LISTS = /_(?:assignments|heldSince|origin)$/;

function comparable(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !OF_LISTS.test(name)));
}

describe('a list of the inventory', () => {
  it.each(LISTS)('has the ids of the live one: %s', async (list) => {
    const page = 'nodes { id } pageInfo { hasNextPage endCursor }';
    const live = await idsOf(
      ['account', list],
      `query ($after: String) { account(key: "${WITH[list]}") { ${list}(first: 100, after: $after) { ${page} } } }`,
    );
    const kept = await idsOf(
      ['inventory', list],
      `query ($after: String) { inventory { ${list}(first: 1000, after: $after, filter: { accountKeys: ["${WITH[list]}"] }) { ${page} } } }`,
    );
    expect(new Set(kept).size).toBe(kept.length);
    // No list of the vendors has devices without a protocol and people from outside: sweeps find them by what they hold.
    const found = new Set(kept);
    expect(live.length).toBeGreaterThan(0);
    expect(live.filter((id) => !found.has(id))).toEqual([]);
  });

  it.each(LISTS)('has the values that are read live: %s', async (list, type) => {
    const schema = await schemaOf(app);
    const kept = await app.data(
      withFacts(schema, `{ inventory { ${list}(first: 1000) { nodes { ...${type}Facts } } } }`),
    );
    const rows = listAt(kept, 'inventory', list, 'nodes') as object[];
    const some = rows.filter((_row, index) => index % Math.ceil(rows.length / 25) === 0);
    const ids = some.map((row) => String(at(row, `${type}_id`)));
    const query = withFacts(schema, `query ($ids: [ID!]!) { nodes(ids: $ids) { ...${type}Facts } }`);
    const { nodes } = await app.data<{ nodes: (object | null)[] }>(query, { variables: { ids } });
    expect(some.length).toBeGreaterThan(5);
    expect(some.map(comparable)).toEqual(nodes.map((node) => comparable(present(node))));
  });
});

interface Held {
  readonly email: string;
  readonly assignments: { readonly nodes: readonly { readonly id: string }[] };
}

const HELD =
  'assignments(first: 100) { totalCount nodes { id status removalOn license { id name seats { total } } assignee { id } } }';

describe('what hangs on a thing of the inventory', () => {
  it('is what hangs on it live: what assignees hold, and who holds a license', async () => {
    for (const [list, type] of LISTS) {
      const kept = await app.data(`{ inventory { ${list}(first: 300) { nodes { id ${HELD} } } } }`);
      const rows = (listAt(kept, 'inventory', list, 'nodes') as { id: string }[])
        .filter((_row, index) => index % 9 === 0)
        .slice(0, 40);
      const { nodes } = await app.data<{ nodes: unknown[] }>(
        `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { id ${HELD} } } }`,
        { variables: { ids: rows.map(({ id }) => id) } },
      );
      const held = (row: unknown) =>
        listAt(row, 'assignments', 'nodes').toSorted((one, other) =>
          String(at(one, 'id')) < String(at(other, 'id')) ? -1 : 1,
        );
      for (const [index, row] of rows.entries()) {
        const live = nodes[index];
        // More than a page: which of them come first is not the same.
        if (
          listAt(live, 'assignments', 'nodes').length === 100 ||
          listAt(row, 'assignments', 'nodes').length === 100
        )
          continue;
        expect([row.id, held(row)]).toEqual([row.id, held(live)]);
        const total = at(row, 'assignments', 'totalCount');
        if (total !== null) expect([row.id, total]).toEqual([row.id, held(row).length]);
      }
    }
  });

  it('is paged through, of a person from one user to the next', async () => {
    const { inventory } = await app.data<{ inventory: { people: { nodes: readonly Held[] } } }>(
      '{ inventory { people(first: 100, filter: { inAccountsAtLeast: 2 }) { nodes { email assignments(first: 100) { totalCount nodes { id } } } } } }',
    );
    const person = present(inventory.people.nodes.find(({ assignments: { nodes } }) => nodes.length > 4));
    const query = `query ($emails: [String!], $after: String) { inventory { people(filter: { emails: $emails }) {
      nodes { assignments(first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } } }`;
    const pages = await everyPage<NodesOfMany<{ readonly id: string }> & { readonly totalCount: number }>(
      app,
      query,
      ['inventory', 'people', 'nodes', '0', 'assignments'],
      { emails: [person.email] },
    );
    expect(pages.flatMap(({ nodes }) => nodes)).toEqual(person.assignments.nodes);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(
      pages.map(() => person.assignments.nodes.length),
    );
  });

  it('asks no vendor, however far one goes', async () => {
    app.forget();
    const answer = await app.ask(EVERYWHERE, { headers: { 'x-upstream-report': '1' } });
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions?.['upstream']).toEqual([]);
    expect(app.calls()).toEqual([]);
    const modes = JSON.stringify(answer.data).match(/"mode":"\w+"/g) ?? [];
    expect(modes.length).toBeGreaterThan(100);
    expect(new Set(modes)).toEqual(new Set(['"mode":"INVENTORY"']));
  });

  it('and live things say that they are live', async () => {
    const asked = new Date().toISOString();
    const { users } = await app.data<{
      users: { nodes: { source: { mode: string; observedAt: string; ageSeconds: number } }[] };
    }>(
      '{ users(first: 1, filter: { providers: [WEBEX] }) { nodes { source { mode observedAt ageSeconds } assignments { nodes { heldSince origin source { mode } } } } } }',
    );
    const { source } = present(users.nodes[0]);
    expect([source.mode, source.ageSeconds]).toEqual(['LIVE', 0]);
    expect(source.observedAt >= asked).toBe(true);
    expect(listAt(users.nodes[0], 'assignments', 'nodes')[0]).toEqual({
      heldSince: null,
      origin: null,
      source: { mode: 'LIVE' },
    });
  });
});

const ASSIGNMENTS =
  'assignments(first: 3) { totalCount coverage { account { name licenses(first: 1) { nodes { name } } } status } nodes { source { mode } status removalOn heldSince origin license { source { mode } name seats { total } details { ... on GenesysLicenseDetails { permissions prerequisites { name source { mode } } comprises { name source { mode } } } } assignments(first: 2) { nodes { assignee { source { mode } displayName } } } } assignee { source { mode } displayName ... on User { email title activity person { users { source { mode } email pendingLicenses { name } } coverage { account { key } status } assignments(first: 2) { totalCount nodes { source { mode } license { name } } } } } ... on Device { software { name } firmware activity createdAt } } } }';
const OF_ACCOUNT = `account { licenses(first: 2, filter: { nameContains: "e" }, orderBy: { field: AVAILABLE, direction: DESC }) { totalCount nodes { source { mode } } }
  users(first: 2) { nodes { source { mode } } } devices(first: 2) { nodes { source { mode } } } workspaces(first: 2) { nodes { source { mode } } }
  entities(first: 2) { nodes { source { mode } } } assignments(first: 2) { totalCount nodes { source { mode } assignee { source { mode } } } } }`;
const EVERYWHERE = `{ inventory { asOf
  accounts { status ${OF_ACCOUNT} }
  licenses(first: 3) { totalCount nodes { source { mode } description ${OF_ACCOUNT} ${ASSIGNMENTS} } }
  users(first: 3) { totalCount nodes { source { mode } title siteAccounts { siteUrl } ${ASSIGNMENTS} } }
  devices(first: 3) { totalCount nodes { source { mode } software { name } ${ASSIGNMENTS} } }
  workspaces(first: 3) { totalCount nodes { source { mode } hotdesking ${ASSIGNMENTS} } }
  entities(first: 3) { totalCount nodes { source { mode } countryCode ${ASSIGNMENTS} } }
  people(first: 3) { totalCount nodes { users { source { mode } ${ASSIGNMENTS} } } }
  ${ASSIGNMENTS}
  groups(by: [LICENSE, KIND], first: 5) { totalCount nodes { ${OF_ACCOUNT} license { source { mode } name ${ASSIGNMENTS} } } }
} }`;
