// Nothing blanks: whichever account fails, however it fails, everything else is there and the failure has a name and a place.
import { describe, expect, it } from '@jest/globals';
import { COMPANY, VENDORS } from '../../emulators/company.ts';
import type { FaultRule } from '../../emulators/core/faults.ts';
import { everyPage, failuresOf, useApp, type Nodes, type NodesOfMany } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { keysOf, keysOfPeople } from '../support/company.ts';

const app = useApp({
  warm: true,
  limits: { answerTimeoutMs: 1_000, retries: 1, breakerFailures: 1_000, retryAfterCapMs: 500 },
});
/** Longer than any provider asks for a pause. */
const PAUSE_MS = 3_600_000;

/** The accounts of each emulator, and a read every one of them makes; logins are left alone. */
const EMULATORS = VENDORS.map((name) => [name, keysOf(name), COMPANY[name].paths.read] as const);
const ALL = keysOf();

type Retry = 'retryAt' | 'no retryAt' | 'either';
const FAULTS: readonly (readonly [string, FaultRule['fault'], string, Retry])[] = [
  ['answers 500', { kind: 'error', status: 500 }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['answers 503', { kind: 'error', status: 503 }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['hangs', { kind: 'stall' }, 'UPSTREAM_TIMEOUT', 'no retryAt'],
  ['cuts the connection', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['cuts the body', { kind: 'truncate' }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['sends half a JSON', { kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE', 'no retryAt'],
  ['sends HTML', { kind: 'html' }, 'UPSTREAM_BAD_RESPONSE', 'no retryAt'],
  ['throttles for a minute', { kind: 'throttle', retryAfter: 60 }, 'UPSTREAM_THROTTLED', 'retryAt'],
  // Genesys Cloud and Yext tell the end of the window elsewhere than in Retry-After.
  ['throttles without Retry-After', { kind: 'throttle' }, 'UPSTREAM_THROTTLED', 'either'],
];

interface InAccount {
  readonly account: { readonly key: string };
}
interface Coverage extends InAccount {
  readonly status: string;
  readonly reason: string | null;
  readonly retryAt: string | null;
  readonly problem: { readonly code: string } | null;
}
interface Rows {
  readonly nodes: readonly InAccount[] | null;
  readonly coverage: readonly Coverage[];
}

const COVERAGE = 'coverage { account { key } status retryAt problem { code } }';
const aliasOf = (key: string): string => key.replace('-', '_');
const EVERYTHING = `{
  licenses(first: 100) { nodes { account { key } name } ${COVERAGE} }
  ${ALL.map((key) => `${aliasOf(key)}: account(key: "${key}") { assignments(first: 5) { nodes { license { name } } ${COVERAGE} } }`).join('\n')}
}`;

describe.each(EMULATORS)('when %s', (emulator, failing: readonly string[], reads) => {
  it.each(FAULTS)('%s', async (_title, fault, code, retryAt) => {
    app.fleet[emulator].fault({ path: reads, fault });
    const answer = await app.ask<Record<string, Rows & { assignments: Rows }>>(EVERYTHING);
    // Whoever asked for a pause is asked again by the next test.
    if (fault.kind === 'throttle') app.later(PAUSE_MS);
    const { licenses, ...accounts } = answer.data;

    const seen = new Set(licenses?.nodes?.map(({ account }) => account.key));
    expect([...seen].sort()).toEqual(ALL.filter((key) => !failing.includes(key)).sort());
    for (const line of licenses?.coverage ?? []) {
      const failed = failing.includes(line.account.key);
      expect([line.status, line.problem]).toEqual(failed ? ['FAILED', { code }] : ['COMPLETE', null]);
      if (failed && retryAt !== 'either') expect(line.retryAt !== null).toBe(retryAt === 'retryAt');
    }

    for (const key of ALL) {
      const rows = accounts[aliasOf(key)]?.assignments;
      const errors = answer.errors?.filter(({ path }) => path?.[0] === aliasOf(key)) ?? [];
      if (failing.includes(key)) {
        expect(rows?.nodes).toBeNull();
        expect(
          errors.map(({ path, extensions }) => [path?.slice(1), extensions.code, extensions['account']]),
        ).toEqual([[['assignments', 'nodes'], code, key]]);
      } else {
        expect(errors).toEqual([]);
        expect(rows?.nodes?.length).toBe(5);
      }
    }
  });
});

describe('a failing field', () => {
  it('leaves users when their assignments cannot be read', async () => {
    app.fleet.genesys.fault({
      method: 'POST',
      path: '/license/users$',
      fault: { kind: 'error', status: 500 },
    });
    type User = { displayName: string; assignments: { nodes: null; coverage: { status: string }[] } };
    const { data, errors } = await app.ask<{ account: { users: Nodes<User> } }>(
      '{ account(key: "genesys-us") { users(first: 2) { nodes { displayName assignments { nodes { id } coverage { status } } } } } }',
    );
    const failed = { nodes: null, coverage: [{ status: 'FAILED' }] };
    expect(data.account.users.nodes.map(({ assignments }) => assignments)).toEqual([failed, failed]);
    expect(data.account.users.nodes.every(({ displayName }) => displayName.length > 0)).toBe(true);
    expect(errors?.map(({ path }) => path)).toEqual([
      ['account', 'users', 'nodes', 0, 'assignments', 'nodes'],
      ['account', 'users', 'nodes', 1, 'assignments', 'nodes'],
    ]);
  });

  it('leaves assignments when license names cannot be read', async () => {
    app.fleet.genesys.fault({ path: '/license/definitions', fault: { kind: 'error', status: 503 } });
    type User = { assignments: Nodes<{ license: { externalId: string; name: null } }> };
    const { data, errors } = await app.ask<{ account: { users: Nodes<User> } }>(
      '{ account(key: "genesys-us") { users(first: 2) { nodes { assignments { nodes { license { externalId name } } } } } } }',
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
    app.fleet.webex.fault({ path: '/people', fault: { kind: 'stall' } });
    const { person } = await app.data<{ person: { users: InAccount[]; coverage: Coverage[] } }>(
      '{ person(email: "Ada.Nakamura.120@acme.example") { users { account { key } } coverage { account { key } status } } }',
    );
    expect(person.users.map(({ account }) => account.key)).toEqual(
      keysOfPeople(120).filter((key) => key !== 'webex'),
    );
    expect(person.coverage.find(({ account }) => account.key === 'webex')?.status).toBe('FAILED');
  });

  it('does not take "could not be asked" for "does not exist"', async () => {
    app.fleet.webex.fault({ path: '/people', fault: { kind: 'error', status: 500 } });
    const { person } = await app.data<{ person: { users: unknown[]; coverage: { status: string }[] } }>(
      '{ person(email: "nobody@acme.example") { users { id } coverage { status } } }',
    );
    expect(person.users).toEqual([]);
    expect(person.coverage.map(({ status }) => status)).toContain('FAILED');
  });

  it('fails the ids of its account among `nodes`, and no others', async () => {
    const { users, licenses } = await app.data<Record<'users' | 'licenses', Nodes<{ id: string }>>>(
      '{ users(first: 2) { nodes { id } } licenses(first: 2, filter: { accountKeys: ["listings"] }) { nodes { id } } }',
    );
    app.fleet.genesys.fault({ path: '/users', fault: { kind: 'html' } });
    const ids = [users.nodes[0]?.id, licenses.nodes[0]?.id, users.nodes[1]?.id, licenses.nodes[1]?.id];
    const answer = await app.ask<{ nodes: ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { variables: { ids } },
    );
    expect(answer.data.nodes.map((node) => node?.id ?? null)).toEqual([null, ids[1], null, ids[3]]);
    expect(failuresOf(answer)).toEqual([
      [['nodes', 0], 'UPSTREAM_BAD_RESPONSE'],
      [['nodes', 2], 'UPSTREAM_BAD_RESPONSE'],
    ]);
  });
});

describe('a walk over accounts', () => {
  it('goes on behind an account that fails, and says so to the end', async () => {
    app.fleet.genesys.fault({ path: '/api/v2/users', fault: { kind: 'error', status: 500 } });
    interface Users extends NodesOfMany<InAccount> {
      readonly totalCount: number | null;
      readonly coverage: readonly Coverage[];
    }
    const query = `query ($after: String) { users(first: 100, after: $after) {
      nodes { account { key } } pageInfo { hasNextPage endCursor } totalCount coverage { account { key } status reason } } }`;
    const pages = await everyPage<Users>(app, query, ['users']);
    const seen = new Set(pages.flatMap(({ nodes }) => nodes.map(({ account }) => account.key)));
    expect([...seen]).toEqual(keysOfPeople().filter((key) => !keysOf('genesys').includes(key)));
    const last = present(pages.at(-1));
    expect(last.totalCount).toBeNull();
    expect(last.coverage.filter(({ status }) => status === 'FAILED')).toEqual(
      keysOf('genesys').map((key) => ({ account: { key }, status: 'FAILED', reason: 'FAILED_EARLIER' })),
    );
  });

  it('notices a page that comes twice', async () => {
    app.fleet.genesys.fault({ path: '/api/v2/users', after: 1, fault: { kind: 'repeat-page' } });
    type Users = { account: { users: { nodes: { id: string }[] | null; pageInfo: { endCursor: string } } } };
    const query = (after: string) =>
      `{ account(key: "genesys-us") { users(first: 100${after}) { nodes { id } pageInfo { endCursor } } } }`;
    const first = await app.data<Users>(query(''));
    const second = await app.ask<Users>(query(`, after: "${first.account.users.pageInfo.endCursor}"`));
    expect(second.data.account.users.nodes).toBeNull();
    expect(second.errors?.[0]?.extensions.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('reads a throttled account again once its pause is over', async () => {
    app.fleet.webex.fault({ path: '/licenses', times: 1, fault: { kind: 'throttle', retryAfter: 1 } });
    const look = () =>
      app.data('{ licenses(first: 1, filter: { accountKeys: ["webex"] }) { coverage { status } } }');
    expect(await look()).toEqual({ licenses: { coverage: [{ status: 'FAILED' }] } });
    app.later(1_000);
    expect(await look()).toEqual({ licenses: { coverage: [{ status: 'COMPLETE' }] } });
  });
});
