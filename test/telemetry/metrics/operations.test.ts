// Metrics of operations: how long they take and what they come to, and that nobody outside can make series.
import { describe, expect, it } from '@jest/globals';
import { metricsOf, movedBy, sumOf, useApp, withToken, type TestApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { subscribeBy } from '../../support/subscriptions.ts';

const READER = 'a-token-of-a-reader';
const ADMIN = 'a-token-of-an-admin';
const ACCOUNT = '{ account(key: "webex") { key licenses { totalCount } } }';
const COUNT = '{ licenses(first: 1) { totalCount } }';
const NODE = '{ node(id: "x") { id } }';

/** `type outcome` of the operations that were counted during `work`, and by how much. */
async function countedBy(app: TestApp, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const counts = async () =>
    [...(await metricsOf(app))].filter(([name]) => name.startsWith('operation_duration_seconds_count{'));
  const before = new Map(await counts());
  await work();
  // An operation is counted when its response is closed, which may be after its client has it.
  await until(async () => sumOf(await metricsOf(app), 'operations_in_flight') === 0);
  return Object.fromEntries(
    (await counts())
      .map(([name, value]): [string, number] => [
        [...name.matchAll(/="([^"]*)"/g)].map(([, label = '']) => label).join(' '),
        value - (before.get(name) ?? 0),
      ])
      .filter(([, moved]) => moved > 0),
  );
}

describe('operations', () => {
  const app = useApp({
    warm: true,
    limits: { retries: 0, breakerFailures: 1_000 },
    server: { limits: { maxCost: 10_000 } },
  });

  it.each([
    ['an answer without errors', COUNT, 'query ok'],
    ['a query that cannot be parsed', '{', 'unknown refused'],
    ['a field that does not exist', '{ nothing }', 'unknown refused'],
    [
      'one above the limit of cost',
      '{ licenses(first: 100) { nodes { assignments(first: 100) { nodes { id } } } } }',
      'query refused',
    ],
    ['an id that is none, with nothing else asked for', NODE, 'query refused'],
    ['an id that is none, beside an answer', '{ node(id: "x") { id } accounts { key } }', 'query partial'],
  ])('%s: %s', async (_what, query, expected) => {
    expect(await countedBy(app, () => app.ask(query))).toEqual({ [expected]: 1 });
  });

  it('what a vendor fails is partial, or failed when nothing was left', async () => {
    app.fleet.webex.fault({ fault: { kind: 'error', status: 503 } });
    const beside = '{ accounts { key } account(key: "webex") { licenses { nodes { id } } } }';
    expect(await countedBy(app, () => app.ask(beside))).toEqual({ 'query partial': 1 });
    const only = '{ licenses(filter: { accountKeys: ["webex"] }) { nodes { id } } }';
    expect(await countedBy(app, () => app.ask(only))).toEqual({ 'query failed': 1 });
  });

  it('a body that is no operation, and a change by GET, are refused', async () => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await countedBy(app, () => fetch(`${app.url}/graphql`, post))).toEqual({ 'unknown refused': 1 });
    const query = encodeURIComponent('mutation { cancelChangeSet(input: { id: "x" }) { replayed } }');
    expect(await countedBy(app, () => fetch(`${app.url}/graphql?query=${query}`))).toEqual({
      'mutation refused': 1,
    });
  });

  it('one whose client goes away is gone, and is in flight until then', async () => {
    app.fleet.webex.fault({ path: '/licenses', fault: { kind: 'stall' } });
    const client = new AbortController();
    const counted = await countedBy(app, async () => {
      const asked = app.ask(ACCOUNT, { signal: client.signal }).catch(() => null);
      await until(async () => (await metricsOf(app)).get('operations_in_flight{type="query"}') === 1);
      client.abort();
      await asked;
    });
    expect(counted).toEqual({ 'query gone': 1 });
  });

  it('each event of a subscription is one, and one that is refused', async () => {
    const missing = Buffer.from('["ChangeSet","00000000-0000-4000-8000-000000000000"]').toString('base64url');
    const follow = (id: string) =>
      subscribeBy('SSE by POST', app.url, `subscription { changeSetProgress(id: "${id}") { id } }`).ended;
    expect(await countedBy(app, () => follow(missing))).toEqual({ 'subscription ok': 1 });
    const both = 'subscription { a: changeSetProgress(id: "x") { id } b: changeSetProgress(id: "x") { id } }';
    expect(await countedBy(app, () => subscribeBy('SSE by POST', app.url, both).ended)).toEqual({
      'unknown refused': 1,
    });
  });

  it('their cost is told, and their errors by code', async () => {
    const moved = await movedBy(app, async () => {
      await app.ask(COUNT);
      await app.ask(NODE);
      await app.ask('{ nothing }');
    });
    expect(moved('operation_cost_count{type="query"}')).toBe(2);
    expect(moved('operation_cost_sum{type="query"}')).toBeGreaterThan(2);
    expect(moved('errors_total{code="BAD_ID"}')).toBe(1);
    expect(moved('errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    expect(moved('refusals_total{reason="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  });

  it('keys that a loader asks for at once, and what lists tell of accounts', async () => {
    const held =
      '{ account(key: "listings") { entities(first: 3) { nodes { assignments { nodes { id } } } } } }';
    const moved = await movedBy(app, async () => {
      await app.data(held);
      await app.data('{ licenses(first: 1) { coverage { status } } }');
    });
    expect(moved('batch_keys_count{loader="assignments_of_entity"}')).toBe(1);
    expect(moved('batch_keys_sum{loader="assignments_of_entity"}')).toBe(3);
    expect(moved('coverage_total{account="listings",status="COMPLETE"}')).toBe(1);
  });
});

describe('what a stranger sends', () => {
  const LISTED = 'query Listed { licenses(first: 1) { totalCount } }';
  const app = useApp({
    auth: {
      tokens: [
        { name: 'reader', token: READER, scopes: ['licenses:read'] },
        { name: 'admin', token: ADMIN, scopes: ['licenses:read', 'admin'] },
      ],
    },
    server: { persistedQueries: 'manifest', manifest: 'of the test' },
    documents: new Map([['listed', LISTED]]),
  });
  const names = async (): Promise<string[]> => [...(await metricsOf(app)).keys()];

  async function send(
    token: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const answer = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
    });
    await answer.text();
  }

  it('only operations of the manifest have a name', async () => {
    const moved = await movedBy(app, async () => {
      await send(READER, { documentId: 'listed' });
      await send(ADMIN, { query: 'query Invented { accounts { key } }' });
    });
    await until(async () => sumOf(await metricsOf(app), 'operations_in_flight') === 0);
    expect(moved('operation_duration_seconds_count{type="query",outcome="ok",operation="Listed"}')).toBe(1);
    expect((await names()).filter((name) => name.includes('Invented'))).toEqual([]);
  });

  it('makes no series: codes, names, methods, hosts, issuers, paths', async () => {
    // Whatever is counted once anybody does such things has been counted.
    const everything = async (mark: string): Promise<void> => {
      const claims = Buffer.from(JSON.stringify({ iss: `https://${mark}.example/`, sub: mark })).toString(
        'base64url',
      );
      await send(`e30.${claims}.${mark}`, { query: '{ accounts { key } }' });
      await send(mark, { query: '{ accounts { key } }' });
      await send(ADMIN, { query: `query ${mark} { ${mark}: accounts { key } }`, operationName: mark });
      await send(ADMIN, { query: `{ ${mark} }` });
      await send(ADMIN, { query: `{ account(key: "${mark}") { key } }` });
      await send(READER, { documentId: mark });
      await send(READER, { extensions: { persistedQuery: { version: 1, sha256Hash: mark } } });
      await send(ADMIN, { query: '{ accounts { key } }' }, { 'x-request-id': mark, 'user-agent': mark });
      await send(ADMIN, { query: '{ accounts { key } }' }, { 'content-type': `text/${mark}` });
      await send(ADMIN, { query: '{ accounts { key } }' }, { 'router-authorization': `Bearer ${mark}` });
      await (await fetch(`${app.url}/${mark}`)).text();
      await (await fetch(`${app.url}/graphql`, { method: 'PUT', body: mark })).text();
      await subscribeBy('WebSocket', app.url, `subscription ${mark} { ${mark} }`, {
        headers: { authorization: `Bearer ${ADMIN}` },
      }).ended;
      await withToken(app, ADMIN).ask(
        `mutation ${mark} { ${mark}: cancelChangeSet(input: { id: "${mark}" }) { replayed } }`,
      );
    };
    await everything('firstinvented');
    const before = (await names()).filter((name) => !name.startsWith('nodejs_'));
    for (const mark of ['secondinvented', 'thirdinvented', 'fourthinvented']) await everything(mark);
    const after = (await names()).filter((name) => !name.startsWith('nodejs_'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
    expect(after.filter((name) => name.includes('invented'))).toEqual([]);
    expect((await metricsOf(app)).get('authentications_total{method="jwt",outcome="refused"}')).toBe(4);
  });
});
