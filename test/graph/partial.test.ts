// Failures in the middle: a field that could not be read is null with an error at its path, and its neighbours are there.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startHarness, type Harness } from '../support/app.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ limits: { retries: 0, answerTimeoutMs: 500 } });
});
afterEach(() => harness.close());

describe('a failing field', () => {
  it('leaves users when their assignments cannot be read', async () => {
    harness.fleet.genesys.fault({
      method: 'POST',
      path: '/license/users$',
      fault: { kind: 'error', status: 500 },
    });
    const { data, errors } = await harness.ask<{
      account: {
        users: {
          nodes: { displayName: string; assignments: { nodes: null; coverage: { status: string }[] } }[];
        };
      };
    }>(
      '{ account(key: "genesys-us") { users(first: 2) { nodes { displayName assignments { nodes { id } coverage { status } } } } } }',
    );
    expect(data.account.users.nodes.map(({ assignments }) => assignments)).toEqual([
      { nodes: null, coverage: [{ status: 'FAILED' }] },
      { nodes: null, coverage: [{ status: 'FAILED' }] },
    ]);
    expect(data.account.users.nodes.every(({ displayName }) => displayName.length > 0)).toBe(true);
    expect(errors?.map(({ path }) => path)).toEqual([
      ['account', 'users', 'nodes', 0, 'assignments', 'nodes'],
      ['account', 'users', 'nodes', 1, 'assignments', 'nodes'],
    ]);
  });

  it('leaves assignments when license names cannot be read', async () => {
    harness.fleet.genesys.fault({ path: '/license/definitions', fault: { kind: 'error', status: 503 } });
    const { data, errors } = await harness.ask<{
      account: {
        users: { nodes: { assignments: { nodes: { license: { externalId: string; name: null } }[] } }[] };
      };
    }>(
      '{ account(key: "genesys-us") { users(first: 1) { nodes { assignments { nodes { license { externalId name } } } } } } }',
    );
    expect(data.account.users.nodes[0]?.assignments.nodes[0]?.license).toEqual({
      externalId: 'cloudCX2',
      name: null,
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      blame: 'PROVIDER',
      retryable: true,
      account: 'genesys-us',
      providerCode: expect.any(String),
      upstreamRequestId: expect.any(String),
    });
  });

  it('names the accounts of a person that could not be asked', async () => {
    harness.fleet.webex.fault({ path: '/people', fault: { kind: 'stall' } });
    const { person } = await harness.data<{
      person: {
        users: { account: { key: string } }[];
        coverage: { account: { key: string }; status: string }[];
      };
    }>(
      '{ person(email: "Ada.Nakamura.120@acme.example") { users { account { key } } coverage { account { key } status } } }',
    );
    expect(person.users.map(({ account }) => account.key)).toEqual(['genesys-us', 'genesys-eu']);
    expect(person.coverage.find(({ account }) => account.key === 'webex')?.status).toBe('FAILED');
  });

  it('does not take "could not be asked" for "does not exist"', async () => {
    harness.fleet.webex.fault({ path: '/people', fault: { kind: 'error', status: 500 } });
    const { person } = await harness.data<{ person: { users: unknown[]; coverage: { status: string }[] } }>(
      '{ person(email: "nobody@acme.example") { users { id } coverage { status } } }',
    );
    expect(person.users).toEqual([]);
    expect(person.coverage.map(({ status }) => status)).toContain('FAILED');
  });

  it('fails the ids of its account among `nodes`, and no others', async () => {
    const { users, licenses } = await harness.data<{
      users: { nodes: { id: string }[] };
      licenses: { nodes: { id: string }[] };
    }>(
      '{ users(first: 2) { nodes { id } } licenses(first: 2, filter: { accountKeys: ["listings"] }) { nodes { id } } }',
    );
    harness.fleet.genesys.fault({ path: '/users', fault: { kind: 'html' } });
    const ids = [users.nodes[0]?.id, licenses.nodes[0]?.id, users.nodes[1]?.id, licenses.nodes[1]?.id];
    const { data, errors } = await harness.ask<{ nodes: ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { variables: { ids } },
    );
    expect(data.nodes.map((node) => node?.id ?? null)).toEqual([null, ids[1], null, ids[3]]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['nodes', 0], 'UPSTREAM_BAD_RESPONSE'],
      [['nodes', 2], 'UPSTREAM_BAD_RESPONSE'],
    ]);
  });
});

describe('a walk over accounts', () => {
  it('goes on behind an account that fails, and says so to the end', async () => {
    harness.fleet.genesys.fault({ path: '/api/v2/users', fault: { kind: 'error', status: 500 } });
    type Users = {
      users: {
        nodes: { account: { key: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
        totalCount: number | null;
        coverage: { account: { key: string }; status: string; reason: string | null }[];
      };
    };
    const seen = new Set<string>();
    let after = '';
    let last: Users['users'] | undefined;
    do {
      const { users }: Users = await harness.data<Users>(
        `{ users(first: 100${after}) { nodes { account { key } } pageInfo { hasNextPage endCursor } totalCount coverage { account { key } status reason } } }`,
      );
      for (const node of users.nodes) seen.add(node.account.key);
      after = `, after: "${users.pageInfo.endCursor}"`;
      last = users;
    } while (last.pageInfo.hasNextPage);
    expect([...seen]).toEqual(['webex']);
    expect(last.totalCount).toBeNull();
    expect(last.coverage.filter(({ status }) => status === 'FAILED')).toEqual([
      { account: { key: 'genesys-us' }, status: 'FAILED', reason: 'FAILED_EARLIER' },
      { account: { key: 'genesys-eu' }, status: 'FAILED', reason: 'FAILED_EARLIER' },
    ]);
  });

  it('notices a page that comes twice', async () => {
    harness.fleet.genesys.fault({ path: '/api/v2/users', after: 1, fault: { kind: 'repeat-page' } });
    type Users = { account: { users: { nodes: { id: string }[] | null; pageInfo: { endCursor: string } } } };
    const query = (after: string) =>
      `{ account(key: "genesys-us") { users(first: 100${after}) { nodes { id } pageInfo { endCursor } } } }`;
    const first = await harness.data<Users>(query(''));
    const second = await harness.ask<Users>(query(`, after: "${first.account.users.pageInfo.endCursor}"`));
    expect(second.data.account.users.nodes).toBeNull();
    expect(second.errors?.[0]?.extensions.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('reads a throttled account again once its pause is over', async () => {
    harness.fleet.webex.fault({ path: '/licenses', times: 1, fault: { kind: 'throttle', retryAfter: 1 } });
    const { licenses } = await harness.data<{ licenses: { coverage: { status: string }[] } }>(
      '{ licenses(first: 1, filter: { accountKeys: ["webex"] }) { coverage { status } } }',
    );
    expect(licenses.coverage).toEqual([{ status: 'FAILED' }]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const again = await harness.data<{ licenses: { coverage: { status: string }[] } }>(
      '{ licenses(first: 1, filter: { accountKeys: ["webex"] }) { coverage { status } } }',
    );
    expect(again.licenses.coverage).toEqual([{ status: 'COMPLETE' }]);
  });
});
