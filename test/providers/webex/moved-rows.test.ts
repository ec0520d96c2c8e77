// Lists whose rows come and go while they are read: nothing is missed without a word, and nothing comes twice.
import { describe, expect, it } from '@jest/globals';
import type { Gap, Page } from '../../../src/domain/page.ts';
import { problemOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { bare, licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { changesOf, sendAll, statuses } from './changes.ts';

const bench = useProvider('webex');
const { account, emulator } = bench;

const SUITE = licenseId('meetingsSuite');

interface Seen {
  readonly ids: readonly string[];
  readonly gaps: readonly Gap[];
}

interface Row {
  readonly externalId: string;
}

type ReadIds = (cursor: string | null) => Promise<Page<string>>;

function idsIn<T>({ items, ...rest }: Page<T>, idOf: (row: T) => string): Page<string> {
  return { ...rest, items: items.map(idOf) };
}

const idOf = ({ externalId }: Row): string => externalId;
const people: ReadIds = async (cursor) => idsIn(await account.assignees.USER.page(cursor, testCall()), idOf);
const workspaces: ReadIds = async (cursor) =>
  idsIn(await account.assignees.WORKSPACE.page(cursor, testCall()), idOf);
const holders: ReadIds = async (cursor) =>
  idsIn(
    await account.assignments.ofLicense(SUITE, cursor, testCall()),
    ({ assignee }) => assignee.externalId,
  );

/** Reads a list to its end. `meanwhile` is told how many rows were seen, and does what it likes before the next page is read. */
async function read(
  list: ReadIds,
  meanwhile: (seen: number, page: number) => unknown = () => null,
): Promise<Seen> {
  const ids: string[] = [];
  const gaps: Gap[] = [];
  let cursor: string | null = null;
  for (let index = 0; index < 60; index += 1) {
    const page: Page<string> = await list(cursor);
    ids.push(...page.items);
    if (page.gap !== undefined) gaps.push(page.gap);
    await meanwhile(ids.length, index);
    if (page.next === null) return { ids, gaps };
    cursor = page.next;
  }
  throw new Error('the list does not end');
}

/** What was seen, in an order that tells twice from once. */
function sorted({ ids, gaps }: Seen): Seen {
  return { ids: ids.toSorted(), gaps };
}

/** All of them, each once, and nothing said to be missing. */
function whole(all: readonly string[]): Seen {
  return { ids: all.toSorted(), gaps: [] };
}

interface Shape {
  readonly list: ReadIds;
  readonly scale: number;
  /** The switch that takes the first ones away. */
  readonly gone: 'gonePeople' | 'goneWorkspaces';
  readonly switches: Readonly<Record<string, string | boolean>>;
  /** Upstream calls while nothing moves. */
  readonly calls: number;
}

const SHAPES: [string, Shape][] = [
  ['people, links that count', { list: people, scale: 2, gone: 'gonePeople', switches: {}, calls: 7 }],
  [
    'people, links that name one',
    { list: people, scale: 2, gone: 'gonePeople', switches: { peopleLink: 'after' }, calls: 4 },
  ],
  ['workspaces, linked', { list: workspaces, scale: 30, gone: 'goneWorkspaces', switches: {}, calls: 4 }],
  [
    'workspaces, not linked',
    { list: workspaces, scale: 30, gone: 'goneWorkspaces', switches: { workspaceLink: false }, calls: 4 },
  ],
  ['holders, links that name one', { list: holders, scale: 9, gone: 'gonePeople', switches: {}, calls: 4 }],
  [
    'holders, links that count',
    { list: holders, scale: 9, gone: 'gonePeople', switches: { holdersLink: 'offset' }, calls: 4 },
  ],
];

describe.each(SHAPES)('a list of %s', (_, { list, scale, gone, switches, calls }) => {
  async function begin(): Promise<readonly string[]> {
    emulator.reset(scale);
    for (const [name, value] of Object.entries(switches)) emulator.setSwitch(name, value);
    const { ids } = await read(list);
    bench.forget();
    return ids;
  }
  /** Takes so many of the first rows away, or a few less: of ten people in a row, seven have the license. */
  const take = (rows: number): void => {
    const things = list === holders ? Math.floor(rows / 7) * 10 : rows;
    emulator.setSwitch(gone, things);
  };

  it('takes as many calls as it needs while nobody touches it', async () => {
    const all = await begin();
    expect(sorted(await read(list))).toEqual(whole(all));
    expect(bench.calls()).toHaveLength(calls);
  });

  it('is seen whole when everything that was shown goes', async () => {
    const all = await begin();
    expect(sorted(await read(list, (seen) => take(seen)))).toEqual(whole(all));
  });

  it('is seen whole when some of what was shown goes', async () => {
    const all = await begin();
    expect(sorted(await read(list, (seen) => take(Math.floor(seen * 0.3))))).toEqual(whole(all));
  });

  it('is seen whole when a few go once, late', async () => {
    const all = await begin();
    const seen = await read(list, (_seen, page) => {
      if (page === 2) take(5);
    });
    expect(sorted(seen)).toEqual(whole(all));
  });

  it('gives nobody twice when others come before what was shown', async () => {
    const all = await begin();
    take(40);
    const { ids, gaps } = await read(list, (_seen, page) => {
      if (page === 1) take(3);
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(all.slice(40)));
    expect(gaps).toEqual([]);
  });
});

describe('rows that are lost', () => {
  it.each([
    ['people', people, 3, 'gonePeople'],
    ['workspaces', workspaces, 40, 'goneWorkspaces'],
  ] as const)('are told: more %s went than the page before had', async (_, list, scale, gone) => {
    emulator.reset(scale);
    const { ids: all } = await read(list);
    const seen = await read(list, (_seen, page) => {
      if (page === 2) emulator.setSwitch(gone, 250);
    });
    expect(seen.gaps).toEqual(['ROWS_MOVED']);
    expect(new Set(seen.ids).size).toBe(seen.ids.length);
    expect(seen.ids.length).toBeLessThan(all.length);
  });

  it('are told: the page before is known no more', async () => {
    emulator.reset(3);
    const { next } = await people((await people(null)).next);
    emulator.setSwitch('gonePeople', 5);
    bench.strike({ kind: 'error', status: 400 }, { path: '/people$', after: 1 });
    const { gap, items } = await people(next);
    expect([gap, items.length]).toEqual(['ROWS_MOVED', 100]);
  });

  it('are told: the page that comes next is known no more', async () => {
    const { next } = await people(null);
    bench.strike({ kind: 'error', status: 400 }, { path: '/people$' });
    expect(await problemOf(people(next))).toMatchObject({ code: 'CURSOR_EXPIRED' });
  });
});

describe('a directory that counts', () => {
  /** People 0 to `count`, in pages of a hundred. */
  async function directory(count: number) {
    let ids = Array.from({ length: count }, (_, at) => `person-${at}`);
    const stub = await bench.stubbed(({ url }) => {
      const at = Number(new URL(url, 'http://x').searchParams.get('cursor') ?? 0);
      const items = ids.slice(at, at + 100).map((id) => ({ id }));
      const link = `</v1/people?cursor=${at + 100}>; rel="next"`;
      return { body: { items }, ...(at + 100 < ids.length && { headers: { link } }) };
    });
    return {
      all: [...ids],
      list: async (cursor: string | null) =>
        idsIn(await stub.account.assignees.USER.page(cursor, testCall()), idOf),
      remove(from: number, to: number) {
        ids = ids.filter((id) => Number(id.slice(7)) < from || Number(id.slice(7)) >= to);
      },
      insert(before: string, ...more: string[]) {
        ids.splice(ids.indexOf(before), 0, ...more);
      },
    };
  }

  it('is seen whole when a page goes that was shown, and none before it', async () => {
    const { all, list, remove } = await directory(450);
    const seen = await read(list, (_seen, page) => {
      if (page === 1) remove(100, 200);
    });
    expect(sorted(seen)).toEqual(whole(all));
  });

  it('is seen whole when everything behind a page goes that was shown', async () => {
    const { all, list, remove } = await directory(300);
    const seen = await read(list, (_seen, page) => {
      if (page === 1) remove(50, 300);
    });
    expect(sorted(seen)).toEqual(whole(all.slice(0, 200)));
  });

  it('gives nobody twice when some go and others come', async () => {
    const { all, list, remove, insert } = await directory(400);
    const { ids, gaps } = await read(list, (_seen, page) => {
      if (page === 0) remove(90, 100);
      if (page === 1) insert('person-3', 'new-1', 'new-2', 'new-3');
      if (page === 2) remove(0, 30);
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(all));
    expect(gaps).toEqual([]);
  });

  it('says so when more goes than the page before had', async () => {
    const { list, remove } = await directory(600);
    const { gaps } = await read(list, (_seen, page) => {
      if (page === 2) remove(0, 260);
    });
    expect(gaps).toEqual(['ROWS_MOVED']);
  });
});

describe('licenses taken from who holds them', () => {
  it('while the list of holders is read leave nobody unseen', async () => {
    emulator.reset(3);
    emulator.setSwitch('holdersLink', 'offset');
    const { ids: all } = await read(holders);
    const writer = bench.open();
    const first = await account.assignments.ofLicense(SUITE, null, testCall());
    const leavers = first.items.map(({ assignee }) => assignee).slice(0, 12);
    const seen = await read(holders, async (_seen, page) => {
      if (page > 0) return;
      for (const user of leavers) {
        const outcomes = await sendAll(writer, changesOf(user, 'remove:meetingsSuite'));
        expect(statuses(outcomes)).toEqual({ 'remove:meetingsSuite': 'ACCEPTED' });
      }
    });
    expect(sorted(seen)).toEqual(whole(all));
    expect((await read(holders)).ids).toHaveLength(all.length - 12);
  });
});

describe('reads of whole lists', () => {
  it('find external users behind people who went meanwhile', async () => {
    // Of this company's 1,520 holders the external users are the last ones, twelve behind the start of a page.
    emulator.reset(12);
    emulator.setSwitch('holdersLink', 'offset');
    const rows = await listed({ page: (cursor, call) => account.assignments.ofLicense(SUITE, cursor, call) });
    const externals = rows.flatMap(({ assignee }) =>
      assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL' ? [assignee] : [],
    );
    let pages = 0;
    const watched = bench.open(undefined, {
      async transport(request) {
        const answer = await bench.runtime.transport(request);
        if (request.url.includes(SUITE)) pages += 1;
        if (pages === 5) emulator.setSwitch('gonePeople', 40);
        return answer;
      },
    });
    const held = await watched.assignments.ofAssignees(externals, testCall());
    for (const { externalId } of externals) {
      expect(valueIn(held, externalId).map((row) => row.licenseId)).toContain(SUITE);
    }
    expect([rows.length, externals.length]).toEqual([1_520, 8]);
  });

  it('find people who moved meanwhile by asking for each', async () => {
    emulator.reset(3);
    const wanted = (await listed(account.assignees.USER)).slice(195, 205);
    let pages = 0;
    const watched = bench.open(undefined, {
      async transport(request) {
        const answer = await bench.runtime.transport(request);
        if (new URL(request.url).pathname.endsWith('/people')) pages += 1;
        if (pages === 2) emulator.setSwitch('gonePeople', 4);
        return answer;
      },
    });
    await watched.catalogue(testCall());
    bench.forget();
    const held = await watched.assignments.ofAssignees(wanted.map(bare), { ...testCall(), thorough: true });
    for (const { externalId, assignments } of wanted) expect(valueIn(held, externalId)).toEqual(assignments);
    expect(bench.calls().filter((call) => call === 'GET /people/:id')).toHaveLength(4);
  });
});

describe('cursors', () => {
  it('remember pages in short, and no id', async () => {
    emulator.reset(9);
    for (const list of [people, holders]) {
      let cursor: string | null = null;
      for (let index = 0; index < 4; index += 1) {
        const page: Page<string> = await list(cursor);
        cursor = page.next ?? cursor;
        expect(page.items.filter((id) => cursor?.includes(id))).toEqual([]);
        expect(cursor?.length).toBeLessThan(3_000);
      }
    }
  });

  it('that remember nothing go on as those of before did', async () => {
    emulator.reset(3);
    const { next } = await people(null);
    const [token = ''] = (next ?? '').split('~');
    bench.forget();
    const page = await people(token);
    expect(bench.calls()).toEqual(['GET /people']);
    expect(page.items).toEqual((await people(next)).items);
    expect(page.next).toMatch(/^all-people:cursor=[^~]+$/);
  });

  it.each([
    '~',
    '~-~~~~',
    '~-~~abc~',
    '~-~~abcdef~x',
    '~x~~abcdef~',
    '~~~abcdef~1',
    '~-~x~abcdef~1',
    '~-~~abcdef~1~',
  ])('are none with %s behind the token', async (rest) => {
    expect(await problemOf(people(`all-people:cursor=abc${rest}`))).toMatchObject({ code: 'BAD_CURSOR' });
    expect(bench.calls()).toEqual([]);
  });
});

describe('a page that comes again', () => {
  it.each(['cursor', 'start'])('under another token is noticed: %s', async (name) => {
    const items = Array.from({ length: 100 }, (_, at) => ({ id: `row-${at}` }));
    const stub = await bench.stubbed(({ url }) => {
      const at = Number(new URL(url, 'http://x').searchParams.get(name) ?? 0);
      return { headers: { link: `</v1/x?${name}=${at + 100}>; rel="next"` }, body: { items } };
    });
    const list = name === 'cursor' ? stub.account.assignees.USER : stub.account.assignees.WORKSPACE;
    expect(await problemOf(listed<Row>(list))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(stub.requests.length).toBeLessThan(6);
  });
});

it('is nothing that a list of one page has to do with', async () => {
  await read(workspaces);
  expect(bench.calls()).toEqual(['GET /workspaces']);
  expect(idsOf(await listed(account.assignees.WORKSPACE))).toHaveLength(12);
});
