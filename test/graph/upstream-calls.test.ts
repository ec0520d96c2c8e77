// What queries cost, out of the emulators' journals: those of docs/upstream-calls.md, and lists whose rows are asked for what they
// hold, which have the same calls and the same failures as if each row asked on its own.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { failuresOf, useApp, type Nodes } from '../support/app.ts';
import { present } from '../support/assertions.ts';

const DOCUMENT = readFileSync(new URL('../../docs/upstream-calls.md', import.meta.url), 'utf8');

const app = useApp({ warm: true, limits: { retries: 0, breakerFailures: 1_000 } });

describe('canonical queries', () => {
  // Sections of the document: a heading, a line `Calls: N`, and the query in a fence.
  const SECTION = /^### (.+)\n[\s\S]*?^Calls: (\d+)[\s\S]*?```graphql\n([\s\S]*?)```/gm;
  const cases = [...DOCUMENT.matchAll(SECTION)].map(
    ([, title = '', calls = '', query = '']) => [title, { calls: Number(calls), query }] as const,
  );
  type Ids = Nodes<{ id: string }>;
  const idsOf = ({ nodes }: Ids): string[] => nodes.map(({ id }) => id);
  let variables: Record<string, unknown>;
  beforeAll(async () => {
    const { us, fleet, licenses } = await app.data<{
      us: { users: Ids };
      fleet: { devices: Ids };
      licenses: Nodes<{ id: string; seats: { assigned: number } }>;
    }>(`{
      us: account(key: "genesys-us") { users(first: 100) { nodes { id } } }
      fleet: account(key: "fleet") { devices(first: 100) { nodes { id } } }
      licenses(first: 100, filter: { accountKeys: ["webex"], nameContains: "Webex Meetings Suite" }) { nodes { id seats { assigned } } }
    }`);
    variables = {
      userIds: idsOf(us.users),
      deviceIds: idsOf(fleet.devices),
      webexLicense: present(licenses.nodes.find(({ seats }) => seats.assigned >= 100)).id,
      representations: idsOf(us.users).map((id) => ({ __typename: 'User', id })),
    };
  });

  it('are all in the document', () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  it.each(cases)('%s', async (_title, { calls, query }) => {
    await app.data(query, { variables });
    const made = app.calls().map((entry) => `${entry.method} ${entry.path}`);
    expect({ calls: made.length, made }).toEqual({ calls, made });
  });
});

describe('a list of users', () => {
  const users = (selection: string, first = 20): string =>
    `{ account(key: "genesys-us") { users(first: ${first}) { ${selection} } } }`;
  interface User {
    readonly displayName: string;
    readonly assignments: Nodes<{ license: { externalId: string; name: string | null } }> | null;
  }
  interface Users {
    readonly account: { readonly users: Nodes<User> };
  }
  const licensesIn = ({ account }: Users) =>
    account.users.nodes.flatMap((row) => row.assignments?.nodes ?? []).map(({ license }) => license);

  async function calls(query: string): Promise<readonly string[]> {
    await app.data(query);
    return app.calls().map(({ path }) => path.replace('/api/v2/', ''));
  }

  it.each([
    ['nodes { assignments { nodes { license { name } } } }'],
    ['edges { node { assignments { edges { node { license { name } } } } } }'],
    ['nodes { ... on Assignee { assignments { nodes { license { ... { details { __typename } } } } } } }'],
  ])('reads users, holdings and catalogue once each for %s', async (selection) => {
    expect(await calls(users(selection))).toEqual(['users', 'license/users', 'license/definitions']);
  });

  it.each([
    ['nodes { displayName }', ['users']],
    ['nodes { assignments @include(if: false) { totalCount } }', ['users']],
    ['nodes { assignments { nodes { license { id externalId } } } }', ['users', 'license/users']],
    ['nodes { assignments { nodes { license { name @include(if: false) } } } }', ['users', 'license/users']],
  ])('reads no more than %s needs', async (selection, expected) => {
    expect(await calls(users(selection))).toEqual(expected);
  });

  const whole = users('nodes { displayName assignments { nodes { license { externalId name } } } }');

  it('has the rows, and an error at the field of each, when holdings cannot be read', async () => {
    const fault = { kind: 'error', status: 500 } as const;
    app.fleet.genesys.fault({ method: 'POST', path: '/api/v2/license/users', fault });

    const answer = await app.ask<Users>(
      users('nodes { displayName assignments { nodes { license { name } } } }', 2),
    );

    expect(answer.data.account.users.nodes.map((row) => row.displayName)).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
    expect(failuresOf(answer)).toEqual([
      [['account', 'users', 'nodes', 0, 'assignments', 'nodes'], 'UPSTREAM_UNAVAILABLE'],
      [['account', 'users', 'nodes', 1, 'assignments', 'nodes'], 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(app.calls().filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('has what is held, and an error at each name, when the catalogue cannot be read', async () => {
    app.fleet.genesys.fault({ path: '/api/v2/license/definitions', fault: { kind: 'error', status: 500 } });

    const { data, errors = [] } = await app.ask<Users>(whole);

    const licenses = licensesIn(data);
    expect(licenses.length).toBeGreaterThan(10);
    expect(licenses.every(({ externalId, name }) => externalId !== '' && name === null)).toBe(true);
    expect(errors).toHaveLength(licenses.length);
    expect(new Set(errors.map(({ path, extensions }) => `${path?.at(-1)} ${extensions.code}`))).toEqual(
      new Set(['name UPSTREAM_UNAVAILABLE']),
    );
    expect(app.calls().filter(({ path }) => path.endsWith('definitions'))).toHaveLength(1);
  });

  it('names a license that is held but no longer listed with null', async () => {
    const licenses = licensesIn(await app.data<Users>(whole));
    expect(licenses).toContainEqual({ externalId: 'acmeSpeechTrial', name: null });
    expect(licenses).toContainEqual({ externalId: 'cloudCX1', name: 'Cloud CX 1' });
  });
});
