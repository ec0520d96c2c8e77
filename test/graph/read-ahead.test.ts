// Lists whose rows are asked for what they hold: the same calls and the same failures as if each row asked on its own.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startHarness, type Harness } from '../support/app.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ limits: { retries: 0, breakerFailures: 1000 } });
  await harness.warm();
});
afterAll(() => harness.close());
beforeEach(() => harness.forget());
afterEach(() => harness.fleet.genesys.clearFaults());

const users = (selection: string, first = 20): string =>
  `{ account(key: "genesys-us") { users(first: ${first}) { ${selection} } } }`;

interface Users {
  readonly account: {
    readonly users: {
      readonly nodes: readonly {
        readonly displayName: string;
        readonly assignments: {
          readonly nodes: readonly {
            readonly license: { readonly externalId: string; readonly name: string | null };
          }[];
        } | null;
      }[];
    };
  };
}

async function calls(query: string): Promise<readonly string[]> {
  await harness.data(query);
  return harness.calls().map(({ path }) => path.replace('/api/v2/', ''));
}

describe('a list of users', () => {
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
    harness.fleet.genesys.fault({
      method: 'POST',
      path: '/api/v2/license/users',
      fault: { kind: 'error', status: 500 },
    });

    const { data, errors } = await harness.ask<Users>(
      users('nodes { displayName assignments { nodes { license { name } } } }', 2),
    );

    expect(data.account.users.nodes.map((row) => row.displayName)).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['account', 'users', 'nodes', 0, 'assignments', 'nodes'], 'UPSTREAM_UNAVAILABLE'],
      [['account', 'users', 'nodes', 1, 'assignments', 'nodes'], 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(harness.calls().filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('has what is held, and an error at each name, when the catalogue cannot be read', async () => {
    harness.fleet.genesys.fault({
      path: '/api/v2/license/definitions',
      fault: { kind: 'error', status: 500 },
    });

    const { data, errors } = await harness.ask<Users>(whole);

    const licenses = data.account.users.nodes.flatMap((row) => row.assignments?.nodes ?? []);
    expect(licenses.length).toBeGreaterThan(10);
    expect(licenses.every(({ license }) => license.externalId !== '' && license.name === null)).toBe(true);
    expect(errors).toHaveLength(licenses.length);
    expect(
      errors?.every(
        ({ path, extensions }) => path?.at(-1) === 'name' && extensions.code === 'UPSTREAM_UNAVAILABLE',
      ),
    ).toBe(true);
    expect(harness.calls().filter(({ path }) => path.endsWith('definitions'))).toHaveLength(1);
  });

  it('names a license that is held but no longer listed with null', async () => {
    const { account } = await harness.data<Users>(whole);

    const licenses = account.users.nodes
      .flatMap((row) => row.assignments?.nodes ?? [])
      .map((row) => row.license);
    expect(licenses).toContainEqual({ externalId: 'acmeSpeechTrial', name: null });
    expect(licenses).toContainEqual({ externalId: 'cloudCX1', name: 'Cloud CX 1' });
  });
});
