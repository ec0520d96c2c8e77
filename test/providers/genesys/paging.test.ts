// How lists go on from page to page: where they end, what a cursor may be, and what is made of pages that are not as they should be.
import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../../support/assertions.ts';
import { idsOf, listIn, listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { expectDiscreet } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

/** The next page of users is this. */
function answer(body: object): void {
  bench.strike({ kind: 'answer', status: 200, body }, { path: '/users', times: 1 });
}

describe('pages of users', () => {
  it('go to the end, a hundred at a time, nobody twice', async () => {
    const first = await account.assignees.USER.page(null, testCall());
    expect(first.items).toHaveLength(100);
    const all = await listed(account.assignees.USER);
    expect(first.total).toBe(all.length);
    expect(new Set(idsOf(all)).size).toBe(all.length);
    expect(bench.calls()).toHaveLength(1 + Math.ceil(all.length / 100));
  });

  it.each([
    'u0',
    'u1',
    'u-2',
    'u2.5',
    'u02',
    'two',
    'u2 ',
    'u10001',
    'u2~',
    'u2~a/b',
    'u2~a~b~c~d~e~f',
    'u2.300',
    'u2.x~',
    'u2.300~short',
    'u1.300~',
    `u2.300~${'a'.repeat(1608)}`,
    'a2',
    '2',
    'https://a.example/?page=2',
    '',
  ])('do not start at %j', async (cursor) => {
    expect((await problemOf(account.assignees.USER.page(cursor, testCall()))).code).toBe('BAD_CURSOR');
    expect(bench.calls()).toEqual([]);
  });

  it.each(['empty', 'error'])(
    'past the end are empty or refused, never an endless list (%s)',
    async (how) => {
      emulator.setSwitch('pastLastPage', how);
      const outcome = await account.assignees.USER.page('u9000', testCall()).catch((error: unknown) => error);
      if (how === 'empty') expect(outcome).toMatchObject({ items: [], next: null });
      else expect(outcome).toMatchObject({ problem: { code: 'UPSTREAM_REJECTED' } });
    },
  );
});

describe('pages that say little about how far they go', () => {
  const row = { id: 'a' };
  const full = Array.from({ length: 100 }, (_, index) => ({ id: `user-${index}` }));

  it.each([
    ['a last page', { entities: [row], pageCount: 1 }, null],
    ['a page before others', { entities: [row], pageCount: 2 }, /^u2\.~[\w-]{8}$/],
    ['a total behind', { entities: [row], total: 100 }, null],
    ['a total before', { entities: [row], total: 101 }, /^u2\.101~[\w-]{8}$/],
    ['a total of smaller pages', { entities: [row], pageSize: 25, total: 26 }, /^u2\.26~[\w-]{8}$/],
    ['a full page', { entities: full }, /^u2\.~[\w-]{800}$/],
    ['a page that is not full', { entities: [row] }, null],
    ['no rows, and none said to come', { entities: [], pageCount: 1, total: 0 }, null],
  ])('%s', async (_, body, next) => {
    answer(body);
    const page = await account.assignees.USER.page(null, testCall());
    expect(page.next).toEqual(next === null ? null : expect.stringMatching(next));
    expect(page.gap).toBeUndefined();
  });

  it('a row repeated within a page comes once', async () => {
    answer({ entities: [row, { id: 'b' }, row] });
    expect(idsOf((await account.assignees.USER.page(null, testCall())).items)).toEqual(['a', 'b']);
  });

  it('rows that moved on from the page before do not come again', async () => {
    const moved = Array.from({ length: 3 }, (_, index) => ({ id: `user-${97 + index}` }));
    answer({ entities: full, pageCount: 2 });
    answer({ entities: [...moved, { id: 'new' }], pageCount: 2 });
    expect(idsOf(await listed(account.assignees.USER))).toEqual([...full.map((user) => user.id), 'new']);
  });

  it('nor do those that a cursor of version 0.2 remembers', async () => {
    answer({ entities: full, pageNumber: 2, pageCount: 2 });
    const page = await account.assignees.USER.page('u2~user-0~user-1', testCall());
    expect(idsOf(page.items)).toEqual(full.slice(2).map(({ id }) => id));
  });

  it.each([[{ entities: [], pageCount: 7 }], [{ entities: [], total: 250 }]])(
    'a first page that counts rows and has none is no page: %j',
    async (body) => {
      answer(body);
      expect((await problemOf(account.assignees.USER.page(null, testCall()))).code).toBe(
        'UPSTREAM_BAD_RESPONSE',
      );
    },
  );

  it('a later one is the end, and known not to be all', async () => {
    answer({ entities: full, pageCount: 3, total: 300 });
    answer({ entities: [], pageCount: 3, total: 300 });
    const [first, second] = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    expect([first?.gap, second?.gap, second?.items]).toEqual([undefined, 'ROWS_MOVED', []]);
  });

  it('a list without end is ended', async () => {
    answer({ entities: full });
    expect((await problemOf(account.assignees.USER.page('u10000', testCall()))).code).toBe(
      'UPSTREAM_TOO_MANY_PAGES',
    );
  });
});

describe('pages of assignments', () => {
  it('of a license nobody has lead on although they are empty', async () => {
    expect(await account.assignments.ofLicense('no-such-license', null, testCall())).toEqual({
      items: [],
      next: expect.stringMatching(/^a2\.144~[\w-]{800}$/),
      total: null,
    });
  });

  it('do not start at a cursor of somebody else', async () => {
    for (const read of [
      account.assignments.page('next', testCall()),
      account.assignments.page('u2', testCall()),
      account.assignments.ofLicense('cloudCX2', 'next', testCall()),
    ]) {
      expect((await problemOf(read)).code).toBe('BAD_CURSOR');
    }
    expect(bench.calls()).toEqual([]);
  });
});

describe('a page answered with another page', () => {
  it('is noticed without its number', async () => {
    const entities = [{ id: 'a' }, { id: 'b' }];
    answer({ entities, pageCount: 3, total: 300 });
    answer({ entities, pageCount: 3, total: 300 });
    const read = pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    expect((await problemOf(read)).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('is none when as many have come before them', async () => {
    const entities = [{ id: 'a' }, { id: 'b' }];
    answer({ entities, pageCount: 2, total: 102 });
    answer({ entities, pageCount: 2, total: 104 });
    const pages = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    expect(pages.map(({ items }) => idsOf(items))).toEqual([['a', 'b'], []]);
  });

  it.each([
    ['USER', 'u2'],
    ['assignments', 'a2'],
  ] as const)('is noticed: %s', async (name, cursor) => {
    const list = listIn(account, name);
    await list.page(null, testCall());
    bench.strike({ kind: 'repeat-page' });
    const problem = await problemOf(list.page(cursor, testCall()));
    expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
    expectDiscreet(problem);
  });
});
