// What has happened, through HTTP: a list to poll, a subscription to follow, the net between two moments, and seats day by day.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, failuresOf, idOf, withToken } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning, pack } from '../../support/inputs.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { mutate } from '../../support/mutations.ts';
import { TRANSPORTS, subscribeBy } from '../../support/subscriptions.ts';

const TOKENS = {
  auditor: 'auditor-of-all-012345',
  reader: 'reader-of-all-0123456',
  webex: 'reader-of-webex-01234',
};
const app = useSweptApp({
  token: TOKENS.auditor,
  inventory: { off: false },
  auth: {
    tokens: [
      {
        name: 'auditor',
        token: TOKENS.auditor,
        scopes: ['licenses:read', 'licenses:change', 'audit:read'],
      },
      { name: 'reader', token: TOKENS.reader, scopes: ['licenses:read'] },
      { name: 'webex', token: TOKENS.webex, accounts: ['webex'], scopes: ['licenses:read'] },
    ],
  },
  accounts: (seeded) => seeded.filter(({ key }) => key === 'listings' || key === 'webex'),
});
const auditor = withToken(app, TOKENS.auditor);
const reader = withToken(app, TOKENS.reader);
const webex = withToken(app, TOKENS.webex);

const FACTS = `cursor previousCursor at notBefore what origin account { key }
  license { id name } assignee { id displayName } before { held status } after { held status }
  seatsBefore { total } seatsAfter { total } holderStateBefore holderStateAfter`;

interface Told {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor: string | null;
  readonly at: string;
  readonly notBefore: string | null;
  readonly what: string;
  readonly origin: string;
  readonly license: { readonly id: string; readonly name: string } | null;
  readonly assignee: { readonly id: string; readonly displayName: string } | null;
  readonly [field: string]: unknown;
}

interface Page {
  readonly nodes: readonly Told[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const EVENTS = (fields: string) => `query ($filter: LicenseEventFilter, $first: Int, $after: String) {
  licenseEvents(filter: $filter, first: $first, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;

async function page(variables: object = {}, fields = FACTS, caller = auditor): Promise<Page> {
  const { licenseEvents } = await caller.data<{ licenseEvents: Page }>(EVENTS(fields), {
    variables: { ...variables },
  });
  return licenseEvents;
}

/** The place behind everything that has happened so far. */
async function endOf(filter: object | null = null): Promise<string> {
  let after: string | null = null;
  for (;;) {
    const { pageInfo }: Page = await page({ filter, after, first: 100 }, 'id');
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) return after;
  }
}

async function assign(...stores: readonly string[]): Promise<void> {
  const { changeSet } = await mutate(auditor, 'applyLicenseChanges', assigning(...stores));
  expect(changeSet?.status).toBe('SUCCEEDED');
}

/** The next sweep of everything. */
const SWEEP_MS = 25 * 3_600_000;

describe('what has happened', () => {
  it('is nothing at first, and an empty page gives a place to go on from', async () => {
    const first = await page();
    expect(first).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });
    const { endCursor: after } = first.pageInfo;
    expect(await page({ after })).toEqual(first);
    expect(await endOf()).toBe(after);
  });

  it('is followed from now on without what was before', async () => {
    await assign('store-52');
    const query = `query ($after: String) { licenseEvents(fromNow: true, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const { licenseEvents } = await auditor.data<{ licenseEvents: Page }>(query);
    expect(licenseEvents).toEqual({
      nodes: [],
      pageInfo: { endCursor: await endOf(), hasNextPage: false },
    });
    const { endCursor: after } = licenseEvents.pageInfo;
    await assign('store-51');
    expect((await page({ after })).nodes).toMatchObject([{ what: 'ASSIGNED' }]);
    expect(codesOf(await auditor.ask(query, { variables: { after } }))).toEqual(['BAD_INPUT']);
  });

  it('is told of our own change at once, with who did it, without a call', async () => {
    const after = await endOf();
    await assign('store-5');
    app.forget();
    const { nodes, pageInfo } = await page({ after }, `${FACTS} principal change { id action outcome }`);
    expect(nodes).toEqual([
      expect.objectContaining({
        what: 'ASSIGNED',
        origin: 'THIS_API',
        account: { key: 'listings' },
        license: { id: idOf('License', 'listings', 'LP-EMPTY'), name: 'Analytics Starter' },
        assignee: { id: idOf('Entity', 'listings', 'store-5'), displayName: expect.any(String) },
        before: { held: false, status: null },
        after: { held: true, status: 'ACTIVE' },
        seatsBefore: null,
        holderStateAfter: null,
        principal: 'auditor',
        change: { id: expect.any(String), action: 'ASSIGN', outcome: 'VERIFIED' },
        previousCursor: after,
        cursor: pageInfo.endCursor,
      }),
    ]);
    expect(app.calls()).toEqual([]);
  });

  it('is told of what others did by the next sweep, and between which two moments it was', async () => {
    await assign('store-11');
    const after = await endOf();
    app.fleet.yext.outside({ change: 'take', assignee: 'store-11', license: 'LP-EMPTY' });
    app.later(SWEEP_MS);
    const filter = { assigneeIds: [idOf('Entity', 'listings', 'store-11')] };
    const behind = await endOf(filter);
    const fields = `${FACTS} principal change { id }`;
    await until(async () => (await page({ filter, after: behind }, fields)).nodes.length > 0);
    const [event] = (await page({ filter, after: behind }, fields)).nodes;
    const { at, notBefore } = present(event);
    expect(event).toMatchObject({
      what: 'REMOVED',
      origin: 'EXTERNAL',
      before: { held: true, status: 'ACTIVE' },
      after: { held: false, status: null },
      principal: null,
      change: null,
    });
    expect(present(notBefore) < at).toBe(true);
    const all = await page({ after });
    expect(all.nodes.map(({ what }) => what)).toContain('REMOVED');
  });

  it('is a chain, page after page', async () => {
    await assign('store-22', 'store-27', 'store-28');
    const events: Told[] = [];
    let after: string | null = null;
    for (let isLast = false; !isLast;) {
      const { nodes, pageInfo }: Page = await page({ after, first: 2 });
      for (const [index, node] of nodes.entries()) {
        expect(node.previousCursor).toBe(index === 0 ? after : nodes[index - 1]?.cursor);
      }
      events.push(...nodes);
      after = pageInfo.endCursor;
      isLast = !pageInfo.hasNextPage;
    }
    expect(events.length).toBeGreaterThanOrEqual(5);
    expect(events).toEqual(
      (await page({ first: 100 })).nodes.map((node, index) => ({
        ...node,
        previousCursor: events[index]?.previousCursor,
      })),
    );
    const middle = present(events[2]);
    expect((await page({ after: middle.cursor, first: 100 })).nodes).toEqual(events.slice(3));
  });
});

describe('events of some accounts', () => {
  const accountsOf = async (accountKeys: readonly string[]): Promise<unknown[]> => {
    const { nodes } = await page({ filter: { accountKeys }, first: 100 }, 'account { key }');
    return [...new Set(nodes.map(({ account }) => JSON.stringify(account)))];
  };

  it('are of no others, and of no account there are none', async () => {
    await mutate(auditor, 'assignLicense', pack('store-31'));
    await mutate(auditor, 'removeLicense', pack('store-31'));
    expect(await accountsOf(['listings'])).toEqual(['{"key":"listings"}']);
    expect(await accountsOf(['webex'])).not.toContain('{"key":"listings"}');
    expect(await accountsOf([])).toEqual([]);
  });
});

describe('who may know of it', () => {
  it('a caller of another account: nothing', async () => {
    expect((await page({}, 'id', webex)).nodes).toEqual([]);
    const query = EVENTS('id');
    const filter = { accountKeys: ['listings'] };
    expect(failuresOf(await webex.ask(query, { variables: { filter } }))).toEqual([
      [['licenseEvents'], 'UNKNOWN_ACCOUNT'],
    ]);
    const licenseIds = [idOf('License', 'listings', 'LP-EMPTY')];
    expect((await page({ filter: { licenseIds } }, 'id', webex)).nodes).toEqual([]);
    expect((await page({ filter: { licenseIds } }, 'id')).nodes).not.toEqual([]);
  });

  it('nor of whether anything happened in other accounts', async () => {
    const ASKED = `query ($after: String) { inventory { asOf accounts { sweep { id } } }
      now: licenseEvents(fromNow: true) { pageInfo { endCursor } }
      behind: licenseEvents(after: $after) { nodes { id } pageInfo { endCursor } } }`;
    const { pageInfo } = await page({}, 'id', webex);
    const asked = (caller: typeof webex) =>
      caller.data<{ inventory: { asOf: string } }>(ASKED, { variables: { after: pageInfo.endCursor } });
    const [before, ofAll] = [await asked(webex), await asked(auditor)];
    await assign('store-49');
    expect(await asked(webex)).toEqual(before);
    expect((await asked(auditor)).inventory.asOf > ofAll.inventory.asOf).toBe(true);
  });

  it('how many there were in other accounts by no id', async () => {
    const { nodes } = await page({ first: 3 }, 'id');
    for (const { id } of nodes) {
      const [type, hidden] = JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as [string, string];
      expect([type, hidden]).toEqual(['LicenseEvent', expect.stringMatching(/^[\w-]{22}$/)]);
    }
  });

  it('who did it, for those who may read the audit log', async () => {
    const answer = await reader.ask<{ licenseEvents: Page }>(EVENTS('what principal change { id }'), {
      variables: { first: 1 },
    });
    expect(answer.data.licenseEvents.nodes).toEqual([
      { what: expect.any(String), principal: null, change: null },
    ]);
    expect(codesOf(answer)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});

describe('a question that is refused', () => {
  /** A cursor of the list with another place in it. */
  const forged = (cursor: string, place: unknown): string => {
    const [seal] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string];
    return Buffer.from(JSON.stringify([seal, place]), 'utf8').toString('base64url');
  };
  const codeOf = async (variables: object): Promise<readonly string[]> =>
    codesOf(await auditor.ask(EVENTS('id'), { variables: { ...variables } }));

  it('101 rows, moments the wrong way round, an id of something else, a cursor of another filter or with another place', async () => {
    expect(await codeOf({ first: 101 })).toEqual(['BAD_INPUT']);
    const turned = { from: '2026-02-01T00:00:00Z', to: '2026-01-31T00:00:00Z' };
    expect(await codeOf({ filter: turned })).toEqual(['BAD_INPUT']);
    expect(await codeOf({ filter: { licenseIds: [idOf('User', 'webex', 'x')] } })).toEqual(['BAD_ID']);
    const after = await endOf();
    expect(await codeOf({ after, filter: { kinds: ['REMOVED'] } })).toEqual(['BAD_CURSOR']);
    const [, place] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as [string, string];
    const other = place.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (const made of [-1, 'x', null, 1.5, 1_000_000, other]) {
      expect(await codeOf({ after: forged(after, made) })).toEqual(['BAD_CURSOR']);
    }
  });
});

describe('the net between two moments', () => {
  let since = '';
  beforeAll(async () => {
    const query = '{ inventory { asOf accounts { since } } }';
    const { inventory } = await auditor.data<{
      inventory: { asOf: string; accounts: readonly { since: string }[] };
    }>(query);
    since = present(
      inventory.accounts
        .map((one) => one.since)
        .sort()
        .at(-1),
    );
  });

  const DIFF = `query ($from: DateTime!, $to: DateTime!, $filter: AssignmentSearch) {
    licenseDiff(from: $from, to: $to, filter: $filter) { totalCount counts { assigned removed changed }
      nodes { license { externalId name } assignee { externalId displayName } before { held } after { held status } }
      coverage { account { key } status reason } } }`;
  const diff = (variables: object) =>
    auditor.ask<{ licenseDiff: Record<string, unknown> | null }>(DIFF, { variables: { ...variables } });
  const now = async (): Promise<string> => {
    const { inventory } = await auditor.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    return inventory.asOf;
  };

  it('has what is different, and not what came and went', async () => {
    const from = await now();
    await assign('store-31', 'store-32');
    await mutate(auditor, 'removeLicense', pack('store-32'));
    app.forget();
    const { data } = await diff({ from, to: await now(), filter: { accountKeys: ['listings'] } });
    expect(data.licenseDiff).toEqual({
      totalCount: 1,
      counts: { assigned: 1, removed: 0, changed: 0 },
      nodes: [
        {
          license: { externalId: 'LP-EMPTY', name: 'Analytics Starter' },
          assignee: { externalId: 'store-31', displayName: expect.any(String) },
          before: { held: false },
          after: { held: true, status: 'ACTIVE' },
        },
      ],
      coverage: [{ account: { key: 'listings' }, status: 'COMPLETE', reason: null }],
    });
    expect(app.calls()).toEqual([]);
  });

  it('leaves out accounts whose past is not known that far back', async () => {
    const { data } = await diff({ from: '2020-01-01T00:00:00Z', to: await now() });
    expect(data.licenseDiff).toMatchObject({ totalCount: null, counts: null, nodes: [] });
    expect(data.licenseDiff?.['coverage']).toEqual(
      ['webex', 'listings'].map((key) => ({
        account: { key },
        status: 'SKIPPED',
        reason: 'BEFORE_HISTORY',
      })),
    );
  });

  it.each([
    ['a moment to come', { from: 'SINCE', to: '2999-01-01T00:00:00Z' }, 'BAD_INPUT'],
    ['two moments the wrong way round', { from: 'NOW', to: 'SINCE' }, 'BAD_INPUT'],
    ['names of holders', { from: 'SINCE', to: 'NOW', filter: { search: 'ann' } }, 'NOT_SUPPORTED'],
    ['facts of people', { from: 'SINCE', to: 'NOW', filter: { user: { search: 'ann' } } }, 'NOT_SUPPORTED'],
    ['an unknown account', { from: 'SINCE', to: 'NOW', filter: { accountKeys: ['no'] } }, 'UNKNOWN_ACCOUNT'],
  ])('is refused for %s', async (_what, { from, to, ...rest }, code) => {
    const moments = new Map([
      ['SINCE', since],
      ['NOW', await now()],
    ]);
    const answer = await diff({ ...rest, from: moments.get(from) ?? from, to: moments.get(to) ?? to });
    expect(failuresOf(answer)).toEqual([[['licenseDiff'], code]]);
  });
});

describe('seats day by day', () => {
  const SEATS = `query ($id: ID!, $from: Date, $to: Date) { node(id: $id) { ... on License {
    seatHistory(from: $from, to: $to) { day total assigned available lowestAvailable held } } } }`;
  const id = idOf('License', 'listings', 'LP-EMPTY');

  it('are those that were observed', async () => {
    interface Found {
      readonly node: { readonly seatHistory: readonly { readonly day: string; readonly total: number }[] };
    }
    const { node } = await auditor.data<Found>(SEATS, { variables: { id } });
    expect(node.seatHistory.length).toBeGreaterThan(0);
    for (const day of node.seatHistory) expect(day.total).toBe(25);
    const days = node.seatHistory.map(({ day }) => day);
    expect(days).toEqual([...new Set(days)].sort());
    const none = await auditor.data<Found>(SEATS, {
      variables: { id, from: '2020-01-01', to: '2020-12-31' },
    });
    expect(none.node.seatHistory).toEqual([]);
  });

  it('are told for a year at most', async () => {
    const ask = (from: string, to: string) => auditor.ask(SEATS, { variables: { id, from, to } });
    expect(codesOf(await ask('2020-01-01', '2021-01-01'))).toEqual(['BAD_INPUT']);
    expect(codesOf(await ask('2020-01-02', '2020-01-01'))).toEqual(['BAD_INPUT']);
    expect(codesOf(await ask('0001-01-01', '0001-01-01'))).toEqual([]);
  });
});

describe.each(TRANSPORTS)('followed by %s', (transport) => {
  const headers = { authorization: `Bearer ${TOKENS.auditor}` };
  const follow = (fields: string, variables: object = {}) =>
    subscribeBy<{ licenseEvents: Told }>(
      transport,
      app.url,
      `subscription ($after: String, $filter: LicenseEventFilter) { licenseEvents(after: $after, filter: $filter) { ${fields} } }`,
      { variables: { ...variables }, headers },
    );
  const STORES = ['store-34', 'store-35', 'store-48'];

  it('what is behind a place comes first, and then what happens, as the list has it', async () => {
    const after = await endOf();
    const [first = '', second = '', third = ''] = STORES;
    await assign(first);
    const { answers, stop } = follow(FACTS, { after });
    await until(() => answers.length === 1);
    await assign(second);
    await until(() => answers.length === 2);
    await assign(third);
    await until(() => answers.length === 3);
    stop();
    const { nodes } = await page({ after });
    expect(answers.map(({ data }) => data.licenseEvents)).toEqual(nodes);
    // Whoever comes back goes on where they were.
    const again = follow(FACTS, { after: nodes[0]?.cursor });
    await until(() => again.answers.length === 2);
    again.stop();
    expect(again.answers.map(({ data }) => data.licenseEvents)).toEqual(nodes.slice(1));
  });

  it('events that look the same are told each', async () => {
    const after = await endOf();
    for (const store of STORES) await mutate(auditor, 'removeLicense', pack(store));
    const { answers, stop } = follow('what', { after });
    await until(() => answers.length === STORES.length);
    stop();
    expect(answers.map(({ data }) => data.licenseEvents)).toEqual(STORES.map(() => ({ what: 'REMOVED' })));
  });

  it.each([
    ['no cursor', { after: 'nonsense' }, 'BAD_CURSOR'],
    ['an account that is none', { filter: { accountKeys: ['nobody'] } }, 'UNKNOWN_ACCOUNT'],
  ])('%s is an error with its code', async (_what, variables, code) => {
    const { answers, ended } = follow('id', variables);
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers.map(codesOf)).toEqual([[code]]);
  });
});
