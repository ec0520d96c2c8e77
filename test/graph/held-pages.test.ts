// A page of a provider that a walk is in the middle of is read once, for whoever has the same rights, for half a minute, and until
// something is written to the account.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { everyPage, useApp, withToken, type NodesOfMany, type TestApp } from '../support/app.ts';
import { only, present } from '../support/assertions.ts';
import { genesysUser, place } from '../support/license-targets.ts';
import { mutate } from '../support/mutations.ts';
import { BARE, stateAtProviders } from '../support/provider-state.ts';
import { walksInFewCalls } from './scenarios/walks.ts';

interface Held {
  readonly license: { readonly id: string; readonly externalId: string };
  readonly assignee: { readonly id: string; readonly externalId: string };
}
type Page = NodesOfMany<Held> & {
  readonly coverage: readonly { readonly status: string; readonly reason: string | null }[];
};

const ASSIGNMENTS = `query ($key: String!, $first: Int, $after: String) {
  licenseAssignments(filter: { accountKeys: [$key] }, first: $first, after: $after) {
    nodes { license { id externalId } assignee { id externalId } }
    coverage { status reason }
    pageInfo { hasNextPage endCursor }
  }
}`;

type Asking = Pick<TestApp, 'data'>;

async function page(app: Asking, key: string, after: string | null, first = 15): Promise<Page> {
  const variables = { key, first, after };
  return (await app.data<{ licenseAssignments: Page }>(ASSIGNMENTS, { variables })).licenseAssignments;
}

const keysOf = ({ nodes }: Pick<Page, 'nodes'>): string[] =>
  nodes.map(({ license, assignee }) => `${assignee.externalId} ${license.externalId}`);

describe('small pages of a long list', () => {
  walksInFewCalls({ scale: 17, rows: 20_448, calls: [21, 21] });
});

describe('a page that a walk is in the middle of', () => {
  const app = useApp({ warm: true });
  const behind = async (key: string): Promise<Page> => {
    const first = await page(app, key, null);
    app.forget();
    return first;
  };
  const goOn = (key: string, before: Page): Promise<Page> => page(app, key, before.pageInfo.endCursor);

  it.each([
    ['genesys-us', 2],
    ['genesys-eu', 2],
    ['webex', 7],
    ['fleet', 2],
    ['fleet-legacy', 1],
    ['listings', 7],
  ])(
    'is read once: the assignments of %s are %i calls, whatever the size of our pages',
    async (key, calls) => {
      for (const first of [20, 100]) {
        app.forget();
        const pages = await everyPage<Page>(app, ASSIGNMENTS, ['licenseAssignments'], { key, first });
        const rows = pages.flatMap(keysOf);
        expect([new Set(rows).size, pages.length]).toEqual([rows.length, Math.ceil(rows.length / first)]);
        expect(app.calls().map(({ path }) => path)).toHaveLength(calls);
      }
    },
  );

  it.each([
    ['genesys-us', 'users'],
    ['webex', 'users'],
    ['fleet', 'devices'],
    ['listings', 'entities'],
  ])('is read once, in the lists of assignees as well: %s %s', async (key, list) => {
    const query = `query ($key: String!, $first: Int, $after: String) { account(key: $key) { ${list}(first: $first, after: $after) {
      nodes { externalId } pageInfo { hasNextPage endCursor } } } }`;
    const calls: number[] = [];
    for (const first of [100, 20]) {
      app.forget();
      const pages = await everyPage(app, query, ['account', list], { key, first });
      expect(pages.length).toBeGreaterThan(1);
      calls.push(app.calls().length);
    }
    expect(calls[1]).toBe(calls[0]);
  });

  it('is read again after half a minute, and not before', async () => {
    const first = await behind('fleet');
    app.later(29_000);
    const second = await goOn('fleet', first);
    expect(app.calls()).toHaveLength(0);
    // How old a row is counts from when it was read, not from when it was last given.
    app.later(1_000);
    await goOn('fleet', second);
    expect(app.calls()).toHaveLength(1);
  });

  it('is told of as an answer that was shared', async () => {
    const first = await behind('fleet');
    const { extensions } = await app.ask(ASSIGNMENTS, {
      variables: { key: 'fleet', first: 15, after: first.pageInfo.endCursor },
      headers: { 'x-upstream-report': '1' },
    });
    expect(extensions?.['upstream']).toEqual([{ account: 'fleet', calls: 0, shared: 1, waitedMs: 0 }]);
  });

  it('is not for one who starts the list, or another list', async () => {
    const first = await behind('fleet');
    expect(keysOf(await page(app, 'fleet', null))).toEqual(keysOf(first));
    expect(app.calls()).toHaveLength(1);
    app.forget();
    const { license } = present(first.nodes[0]);
    await app.data(
      `query ($id: ID!) { license(by: { id: $id }) { assignments(first: 25) { nodes { assignedAt } } } }`,
      { variables: { id: license.id } },
    );
    expect(app.calls().filter(({ path }) => path.includes('/licenses/'))).not.toHaveLength(0);
  });

  it('is read again once something was written to the account by License Graph, and shows it', async () => {
    const first = await behind('listings');
    const second = await goOn('listings', first);
    expect(app.calls()).toHaveLength(0);
    const { license, assignee } = present(second.nodes[3]);
    const input = { license: { id: license.id }, assignee: { id: assignee.id } };
    const { changeSet } = await mutate(app, 'removeLicense', input);
    expect(only(present(changeSet).changes.nodes).outcome).toBe('VERIFIED');
    app.forget();
    const again = await goOn('listings', first);
    expect(app.calls()).toHaveLength(1);
    expect(keysOf(again)).not.toContain(keysOf(second)[3]);
    expect(keysOf(again).slice(0, 14)).toEqual(keysOf(second).filter((_, index) => index !== 3));
  });

  it('is kept when something was written to another account', async () => {
    const first = await behind('fleet');
    const { license, assignee } = present((await page(app, 'listings', null)).nodes[0]);
    const input = { license: { id: license.id }, assignee: { id: assignee.id } };
    await mutate(app, 'removeLicense', input);
    app.forget();
    await goOn('fleet', first);
    expect(app.calls()).toHaveLength(0);
  });

  it('may show a row that somebody else has removed meanwhile, and does not when it has been read again', async () => {
    const first = await behind('listings');
    const second = await goOn('listings', first);
    const gone = present(second.nodes[3]);
    const target = place(gone.assignee.externalId, gone.license.externalId);
    await stateAtProviders(app.fleet).put(target, BARE);
    expect(keysOf(await goOn('listings', first))).toEqual(keysOf(second));
    app.later(30_000);
    const again = keysOf(await goOn('listings', first));
    expect(again.slice(0, 14)).toEqual(keysOf(second).filter((_, index) => index !== 3));
  });

  it('takes no other row along when somebody else removes some, of it or of those before', async () => {
    app.fleet.genesys.setSwitch('listUnlicensed', false);
    app.fleet.genesys.setSwitch('enforcePrerequisites', false);
    const all = (
      await everyPage<Page>(app, ASSIGNMENTS, ['licenseAssignments'], { key: 'genesys-us', first: 100 })
    ).flatMap(keysOf);
    const providers = stateAtProviders(app.fleet);
    const taken: string[] = [];
    const seen: string[] = [];
    let coverage: Page['coverage'] = [];
    for (let after: string | null = null, round = 0; ; round += 1) {
      const shown: Page = await page(app, 'genesys-us', after, 20);
      seen.push(...keysOf(shown));
      coverage = shown.coverage;
      if (!shown.pageInfo.hasNextPage) break;
      after = shown.pageInfo.endCursor;
      // Of those that were given, and of those on the kept page that are still to be given.
      for (const key of round < 4
        ? [...keysOf(shown).slice(0, 8), ...all.slice(100 + round * 4, 102 + round * 4)]
        : []) {
        const [externalId = '', licenseId = ''] = key.split(' ');
        await providers.put({ ...genesysUser(0, licenseId), externalId }, BARE);
        taken.push(key);
      }
    }
    expect(taken.length).toBeGreaterThan(30);
    expect(all.filter((key) => !taken.includes(key) && !seen.includes(key))).toEqual([]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(coverage).toEqual([{ status: 'COMPLETE', reason: null }]);
  });
});

describe('a page is kept', () => {
  const app = useApp({
    auth: {
      tokens: [
        { name: 'all', token: 'a-token-for-everything' },
        { name: 'all too', token: 'another-token-for-everything' },
        { name: 'some', token: 'a-token-for-some-of-it', accounts: ['fleet', 'webex'] },
        { name: 'writer', token: 'a-token-for-changing-it', mayChange: true },
      ],
    },
  });
  const all = withToken(app, 'a-token-for-everything');
  beforeAll(() => all.data('{ licenses(first: 1) { totalCount } }'));

  it.each([
    ['of the same rights', 'another-token-for-everything', 0],
    ['who sees other accounts besides', 'a-token-for-some-of-it', 1],
    ['who may do more', 'a-token-for-changing-it', 1],
  ])('for a caller %s', async (_who, token, calls) => {
    const first = await page(all, 'fleet', null);
    app.forget();
    await page(withToken(app, token), 'fleet', first.pageInfo.endCursor);
    expect(app.calls()).toHaveLength(calls);
  });
});

describe('with limits.pageMs 0', () => {
  const app = useApp({ warm: true, limits: { pageMs: 0 } });

  it('no page is kept', async () => {
    const first = await page(app, 'fleet', null);
    app.forget();
    await page(app, 'fleet', first.pageInfo.endCursor);
    expect(app.calls()).toHaveLength(1);
  });
});
