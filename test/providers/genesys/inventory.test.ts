// A sweep of an organisation: all that the emulator holds in the fewest calls, and what is noticed when a list is not what it should be.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { SightingPage } from '../../../src/domain/inventory/sighting.ts';
import { present, problemOf } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { expectDiscreet, seededOrg } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';
import { callsFor } from '../../support/sweep-table.ts';
import { heldIn, knowing, sectionIn, sweep } from '../../support/sweep.ts';
import { truth } from './seeded-truth.ts';

// One moment for all, because facts are compared.
const now = Date.now();
const bench = useProvider('genesys', { now: () => now });
const { account, emulator } = bench;

type Switches = Readonly<Record<string, string | number | boolean>>;
type ListName = 'users' | 'holdings';

const PATHS: Readonly<Record<ListName, string>> = { users: '/v2/users$', holdings: '/license/users$' };
const LISTS: readonly [ListName][] = [['users'], ['holdings']];
/** As many users as make four pages of 500. */
const LARGE = 13;

const placeOf = (pageNumber: number, size = 500) => JSON.stringify({ pageNumber, size, mark: '' });
/** The first page of users, by a hundred. */
const SMALL = placeOf(1, 100);

function setUp(scale: number, switches: Switches = {}): void {
  emulator.reset(scale);
  for (const [name, value] of Object.entries({ callsPerMinute: 1_000_000, ...switches })) {
    emulator.setSwitch(name, value);
  }
}

/** One page, read by an account that has read none before. */
function readPage(name: string, cursor: string | null): Promise<SightingPage> {
  return sectionIn(bench.open().inventory, name).page(cursor, testCall(), knowing());
}

/** Pages of one section up to its end, or so many. */
async function pagesIn(name: string, most = 100): Promise<SightingPage[]> {
  const pages: SightingPage[] = [];
  for (let cursor: string | null = null; pages.length < most;) {
    const page = await readPage(name, cursor);
    pages.push(page);
    if (page.next === null) break;
    cursor = page.next;
  }
  return pages;
}

function seenOn(pages: readonly SightingPage[]): string[] {
  return idsOf(
    pages.flatMap(({ items }) => items).flatMap((seen) => ('assignee' in seen ? [seen.assignee] : [])),
  );
}

/** The page behind two others of a list is this. */
function thirdPage(name: ListName, fault: FaultRule['fault']): void {
  bench.strike(fault, { path: PATHS[name], after: 2, times: 1 });
}

const answer = (body: object): FaultRule['fault'] => ({ kind: 'answer', status: 200, body });

describe('a sweep', () => {
  it.each<[string, number, Switches]>([
    ['as seeded', 1, {}],
    ['many pages in another order', 4, { licenseUserOrder: 'shuffled' }],
    ['an error past the last page', 4, { pastLastPage: 'error' }],
    ['holders only, bare fields', 2, { listUnlicensed: false, omitOptional: true }],
    [
      'ids in either case, null for nothing',
      2,
      { userIdCase: 'mixed', nullLicenses: true, untidyLicenses: true },
    ],
  ])('sees exactly what there is, each page by another account: %s', async (_what, scale, switches) => {
    setUp(scale, switches);
    const there = truth({ scale, switches });
    const swept = await sweep(() => bench.open().inventory);
    expect(idsOf(swept.licenses()).toSorted()).toEqual(there.licenses.toSorted());
    expect(seenOn(present(swept.pages.get('users'))).toSorted()).toEqual(there.lists.USER?.toSorted());
    expect(swept.held().toSorted()).toEqual(
      there.held.map((one) => `USER ${one.assigneeId} ${one.licenseId}`).toSorted(),
    );
    expect(
      [...swept.pages.values()].flat().flatMap(({ gap, leftOut = [] }) => [gap ?? [], leftOut].flat()),
    ).toEqual([]);
  });

  it('tells of users all that the list tells, deleted ones and the last login included', async () => {
    const [page] = await pagesIn('users');
    const users = await listed(account.assignees.USER);
    expect(page?.items).toEqual(users.map((assignee) => ({ assignee })));
    expect(new Set(users.map(({ state }) => state))).toEqual(new Set(['ACTIVE', 'INACTIVE', 'DELETED']));
    expect(users.some(({ lastActiveAt }) => typeof lastActiveAt === 'string')).toBe(true);
  });

  it('tells of whoever is in the list of holders what they hold, and be it nothing', async () => {
    const pages = await pagesIn('holdings');
    const rows = pages.flatMap(({ items }) => items);
    const none = rows.filter((seen) => 'holds' in seen && seen.holds?.length === 0);
    expect(none.length).toBeGreaterThan(0);
    expect(rows.every((seen) => 'holds' in seen && Object.keys(seen.assignee).length === 3)).toBe(true);
    expect(heldIn(pages)).toEqual(
      (await listed(account.assignments)).map((one) => ({
        ...one,
        assignee: { kind: 'USER', accountKey: 'us', externalId: one.assignee.externalId },
      })),
    );
  });

  it('names what each section lists in full, and is read each time', () => {
    expect(account.inventory.map(({ name, lists, everyHours }) => [name, lists, everyHours])).toEqual([
      ['licenses', [{ what: 'LICENSES' }], undefined],
      ['users', [{ what: 'ASSIGNEES', kind: 'USER' }], undefined],
      ['holdings', [{ what: 'HOLDINGS', kind: 'USER' }], undefined],
    ]);
  });

  it.each(LISTS)('tells how many %s there are, by the count of the provider', async (name) => {
    setUp(4);
    const pages = await pagesIn(name);
    expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([seenOn(pages).length]));
    expect(pages.map(({ totalHoldings }) => totalHoldings)).toEqual(pages.map(() => undefined));
  });
});

describe('the calls of a sweep', () => {
  it.each([[1], [4], [LARGE]])('are those of docs/upstream-calls.md, at scale %i', async (scale) => {
    setUp(scale);
    const there = seededOrg(scale).directory;
    const users = there.inState('any').length;
    const holders = users - there.inState('deleted').length;
    await bench.warm();
    await sweep(() => account.inventory);
    expect(bench.calls()).toEqual([
      'GET /license/definitions',
      ...Array<string>(callsFor('Genesys Cloud', 'users', users)).fill('GET /users'),
      ...Array<string>(callsFor('Genesys Cloud', 'holdings', holders)).fill('GET /license/users'),
    ]);
  });

  it('ask for everybody in any state, with the last login', async () => {
    await pagesIn('users');
    expect(emulator.journal.entries().at(-1)?.query).toBe(
      'pageSize=500&pageNumber=1&state=any&expand=dateLastLogin',
    );
  });

  it('are a hundred users each where more are refused, and one that finds it out', async () => {
    setUp(4);
    const there = truth({ scale: 4, switches: {} });
    bench.strike({ kind: 'error', status: 400 }, { path: PATHS.users, times: 1 });
    const pages = await pagesIn('users');
    expect(pages[0]).toEqual({ items: [], next: SMALL, total: null });
    expect(seenOn(pages).toSorted()).toEqual(there.lists.USER?.toSorted());
    expect(bench.calls()).toHaveLength(1 + Math.ceil(present(there.lists.USER).length / 100));
  });

  it.each<[ListName, string | null]>([
    ['users', SMALL],
    ['holdings', null],
  ])('end where a hundred %s are refused as well', async (name, cursor) => {
    bench.strike({ kind: 'error', status: 400 }, { path: PATHS[name] });
    expect((await problemOf(readPage(name, cursor))).code).toBe('UPSTREAM_REJECTED');
  });
});

describe('a section that is gone on with', () => {
  it.each(LISTS)('is the same a day later, in another process: %s', async (name) => {
    setUp(LARGE);
    const first = await pagesIn(name, 2);
    emulator.clock.advance(24 * 3_600_000);
    const rest = [...first];
    for (let cursor = present(first.at(-1)).next; cursor !== null;) {
      const page: SightingPage = await readPage(name, cursor);
      rest.push(page);
      cursor = page.next;
    }
    expect(rest.length).toBeGreaterThan(3);
    expect(rest.map(({ items }) => items)).toEqual((await pagesIn(name)).map(({ items }) => items));
  });

  it.each(LISTS)(
    'has expired where its page is refused, and is at its end where it is empty: %s',
    async (name) => {
      setUp(LARGE);
      const pages = await pagesIn(name);
      const last = present(pages.at(-2)?.next);
      emulator.setSwitch('goneUsers', 1200);
      const end = await readPage(name, last);
      expect([end.items, end.next, end.gap]).toEqual([[], null, undefined]);
      expect(end.total).toBeLessThan(present(pages[0]?.total));
      emulator.setSwitch('pastLastPage', 'error');
      expect((await problemOf(readPage(name, last))).code).toBe('CURSOR_EXPIRED');
    },
  );

  it.each([
    'u2',
    '2',
    '{}',
    placeOf(0),
    placeOf(1.5),
    placeOf(10_001),
    placeOf(2, 200),
    JSON.stringify({ pageNumber: 2, size: 100 }),
    JSON.stringify({ pageNumber: 2, size: 100, mark: 7 }),
    '',
  ])('does not go on from %j', async (cursor) => {
    for (const name of ['users', 'holdings']) {
      expect((await problemOf(readPage(name, cursor))).code).toBe('BAD_CURSOR');
    }
    expect((await problemOf(readPage('holdings', placeOf(2, 500)))).code).toBe('BAD_CURSOR');
    expect(bench.calls()).toEqual([]);
  });
});

describe('a third page', () => {
  it.each(LISTS)('that is empty in the middle is no end: %s', async (name) => {
    setUp(LARGE);
    const usual = await pagesIn(name);
    const { total } = present(usual[0]);
    thirdPage(name, answer({ entities: [], pageNumber: 3, pageCount: usual.length, total }));
    const pages = await pagesIn(name);
    expect(pages.map(({ items, gap }) => [items, gap])).toEqual(
      usual.map(({ items }, index) => (index === 2 ? [[], 'ROWS_MOVED'] : [items, undefined])),
    );
  });

  it.each(LISTS)('that is empty without a count is the end, short of what was counted: %s', async (name) => {
    setUp(LARGE);
    thirdPage(name, answer({ entities: [] }));
    const pages = await pagesIn(name);
    expect(pages).toHaveLength(3);
    expect(present(pages[1]?.total)).toBeGreaterThan(seenOn(pages).length);
  });

  it.each(LISTS)('that is shorter than asked for is no end: %s', async (name) => {
    setUp(LARGE);
    const usual = await pagesIn(name);
    const entities = seenOn([present(usual[2])])
      .slice(0, 3)
      .map((id) => ({ id }));
    thirdPage(name, answer({ entities, pageNumber: 3, pageCount: usual.length }));
    const pages = await pagesIn(name);
    expect(pages.map(({ items }) => items.length)).toEqual(
      usual.map(({ items }, index) => (index === 2 ? 3 : items.length)),
    );
  });

  it.each(LISTS)(
    'that is the second one again is refused, and is read from the same cursor: %s',
    async (name) => {
      setUp(LARGE);
      const usual = await pagesIn(name);
      const [, second] = await pagesIn(name, 2);
      bench.strike({ kind: 'repeat-page' }, { path: PATHS[name], times: 1 });
      const problem = await problemOf(readPage(name, present(second).next));
      expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
      expectDiscreet(problem);
      expect((await readPage(name, present(second).next)).items).toEqual(usual[2]?.items);
    },
  );

  it.each(LISTS)('that is the second one again is noticed without its number: %s', async (name) => {
    setUp(LARGE);
    const [, second] = await pagesIn(name, 2);
    const entities = seenOn([present(second)]).map((id) => ({ id }));
    bench.strike(answer({ entities, total: 9_000 }), { path: PATHS[name], times: 1 });
    expect((await problemOf(readPage(name, present(second).next))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('that begins with a row of the second one is given as it is: seen twice is seen', async () => {
    setUp(LARGE, { driftingPages: true });
    const pages = await pagesIn('holdings');
    expect(seenOn(pages.slice(0, 2))).toHaveLength(200);
    expect(new Set(seenOn(pages.slice(0, 2))).size).toBe(199);
  });
});

describe('a page that says little about how far the list goes', () => {
  const entities = [{ id: 'a' }];
  const full = Array.from({ length: 500 }, (_, index) => ({ id: `user-${index}` }));

  it.each([
    ['a link to the next', { entities, nextUri: '/api/v2/users?pageSize=500&pageNumber=2' }, true],
    ['a link, against the number of pages', { entities, pageCount: 1, nextUri: '/api/v2/users' }, false],
    ['a total before its own rows', { entities, total: 501 }, true],
    ['a total of what fits on it', { entities, total: 500 }, false],
    ['a total of smaller pages', { entities, pageSize: 100, total: 101 }, true],
    ['as many rows as were asked for', { entities: full }, true],
    ['fewer', { entities: full.slice(1) }, false],
  ])('%s', async (_what, body, goesOn) => {
    bench.strike(answer(body), { path: PATHS.users, times: 1 });
    const page = await readPage('users', null);
    expect(page.next !== null).toBe(goesOn);
    expect(page.gap).toBeUndefined();
  });

  it.each(LISTS)('a first one that counts rows and has none is no page: %s', async (name) => {
    bench.strike(answer({ entities: [], total: 250 }), { path: PATHS[name], times: 1 });
    expect((await problemOf(readPage(name, null))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('has no end behind ten thousand', async () => {
    bench.strike(answer({ entities, pageCount: 20_000 }), { path: PATHS.users, times: 1 });
    expect((await problemOf(readPage('users', placeOf(10_000)))).code).toBe('UPSTREAM_TOO_MANY_PAGES');
  });
});

describe('odd rows', () => {
  const { directory } = seededOrg();

  it('of holders are there: their ids are told, and what they hold is not', async () => {
    emulator.setSwitch('oddRows', true);
    const pages = await pagesIn('holdings');
    const odd = [14, 64, 114].map(directory.idOf);
    const leftOut = pages.flatMap((page) => page.leftOut ?? []);
    expect(leftOut.toSorted((a, b) => odd.indexOf(a.externalId) - odd.indexOf(b.externalId))).toEqual(
      odd.map((externalId) => ({ kind: 'USER', externalId })),
    );
    expect(pages.map(({ gap }) => gap)).toEqual(pages.map(() => undefined));
    expect(seenOn(pages).filter((id) => odd.includes(id))).toEqual([]);
    expect(seenOn(pages)).toHaveLength(present(pages[0]?.total) - odd.length);
  });

  it('without an id may be any user: the page has a gap', async () => {
    emulator.setSwitch('oddRows', true);
    const [page] = await pagesIn('users');
    expect([page?.gap, page?.leftOut]).toEqual(['ROWS_LEFT_OUT', []]);
    expect(seenOn([present(page)])).toHaveLength(present(page?.total) - 3);
  });

  it('of both kinds are told apart', async () => {
    const entities = [
      { id: 'A', licenses: 7 },
      { id: 7, licenses: [] },
      { id: 'b', licenses: [] },
    ];
    bench.strike(answer({ entities, pageCount: 1 }), { path: PATHS.holdings, times: 1 });
    const page = await readPage('holdings', null);
    expect([seenOn([page]), page.leftOut, page.gap]).toEqual([
      ['b'],
      [{ kind: 'USER', externalId: 'a' }],
      'ROWS_LEFT_OUT',
    ]);
  });

  it('of licenses make a gap in theirs', async () => {
    emulator.setSwitch('oddRows', true);
    expect((await readPage('licenses', null)).gap).toBe('ROWS_LEFT_OUT');
  });
});
