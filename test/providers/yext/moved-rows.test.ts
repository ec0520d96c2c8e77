// Lists whose rows move while they are read: nothing is missed without a word, and nothing comes twice.
import { describe, expect, it } from '@jest/globals';
import { fanOut } from '../../../src/batching/chunk.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Gap, Page } from '../../../src/domain/page.ts';
import { pairsOf, present, problemOf, valueIn } from '../../support/assertions.ts';
import { at } from '../../support/json.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity } from '../../support/providers/yext.ts';
import { createRandom, seeds } from '../../support/random.ts';
import { testCall } from '../../support/runtime.ts';
import { change, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

interface Seen<T> {
  readonly rows: readonly T[];
  readonly gaps: ReadonlySet<Gap>;
}

/** Reads a list to its end. `meanwhile` is told each page, and does what it likes before the next one is read. */
async function read<T>(
  page: (cursor: string | null) => Promise<Page<T>>,
  meanwhile: (page: Page<T>, index: number) => Promise<void> | void = () => undefined,
): Promise<Seen<T>> {
  const rows: T[] = [];
  const gaps = new Set<Gap>();
  let cursor: string | null = null;
  for (let index = 0; index < 400; index += 1) {
    const one: Page<T> = await page(cursor);
    rows.push(...one.items);
    if (one.gap !== undefined) gaps.add(one.gap);
    await meanwhile(one, index);
    if (one.next === null) return { rows, gaps };
    cursor = one.next;
  }
  throw new Error('the list does not end');
}

const everything = (cursor: string | null) => account.assignments.page(cursor, testCall());
const ofListings = (cursor: string | null) =>
  account.assignments.ofLicense('LP-LISTINGS', cursor, testCall());
const entities = (cursor: string | null) => account.assignees.ENTITY.page(cursor, testCall());

async function remove(rows: readonly Assignment[]): Promise<void> {
  const writer = bench.open(WRITER);
  await fanOut(rows, 8, async ({ licenseId, assignee }) => {
    const sent = await sendOne(writer, change('REMOVE', licenseId, assignee.externalId));
    expect(sent.status).toBe('ACCEPTED');
  });
}

/** Fails unless the rows are these, each once, and nothing is said to be missing. */
function expectWhole({ rows, gaps }: Seen<Assignment>, all: readonly Assignment[]): void {
  expect(pairsOf(rows).toSorted()).toEqual(pairsOf(all).toSorted());
  expect([...gaps]).toEqual([]);
}

describe.each([false, true])('page tokens that count rows: %s', (byOffset) => {
  const begin = (): void => emulator.setSwitch('tokensByOffset', byOffset);

  it('what each page shows of a pack is removed: all are seen', async () => {
    begin();
    const { rows: all } = await read(ofListings);
    expectWhole(await read(ofListings, ({ items }) => remove(items)), all);
    expect(await listed({ page: ofListings })).toEqual([]);
    expect(all).toHaveLength(120);
  });

  it('some of what each page shows of a pack is removed: all are seen', async () => {
    begin();
    const { rows: all } = await read(ofListings);
    const some = (items: readonly Assignment[]) => items.filter((_, index) => index % 7 === 3);
    expectWhole(await read(ofListings, ({ items }) => remove(some(items))), all);
    expect((await listed({ page: ofListings })).length).toBeLessThan(all.length);
  });

  it('what each page shows of every pack is removed: all are seen', async () => {
    begin();
    const { rows: all } = await read(everything);
    expectWhole(await read(everything, ({ items }) => remove(items)), all);
    expect(await listed({ page: everything })).toEqual([]);
  });

  it('some of every pack is removed, pages are small: all are seen, or it is told that they are not', async () => {
    begin();
    emulator.setSwitch('pageSizeMax', 20);
    emulator.setSwitch('badPageSize', 'clamp');
    const { rows: all } = await read(everything);
    const some = (items: readonly Assignment[]) => items.filter((_, index) => index % 4 === 2);
    const seen = await read(everything, ({ items }) => remove(some(items)));
    expect(new Set(pairsOf(seen.rows)).size).toBe(seen.rows.length);
    const whole = seen.rows.length === all.length;
    expect([whole, [...seen.gaps]]).toEqual(byOffset ? [false, ['ROWS_MOVED']] : [true, []]);
  });

  it('the first entities are deleted while they are read: all are seen', async () => {
    begin();
    const all = await listed(account.assignees.ENTITY);
    const seen = await read(entities, ({ items }, index) => {
      if (index < 3) emulator.setSwitch('goneEntities', 20 * (index + 1));
      expect(items.length).toBeGreaterThan(0);
    });
    expect(idsOf(seen.rows)).toEqual(idsOf(all));
    expect([...seen.gaps]).toEqual([]);
  });

  it('somebody is added before what was read: nobody comes twice', async () => {
    begin();
    emulator.setSwitch('pageSizeMax', 5);
    emulator.setSwitch('badPageSize', 'clamp');
    const ofPages = (cursor: string | null) => account.assignments.ofLicense('LP-PAGES', cursor, testCall());
    const { rows: all } = await read(ofPages);
    const seen = await read(ofPages, async (_, index) => {
      if (index > 0) return;
      for (const id of ['event-6', 'event-16']) {
        expect((await sendOne(bench.open(WRITER), change('ASSIGN', 'LP-PAGES', id))).status).toBe('ACCEPTED');
      }
    });
    expectWhole(seen, all);
  });

  it('a list that nobody touches takes a call a page', async () => {
    begin();
    await read(everything);
    expect(bench.calls()).toHaveLength(7);
    bench.forget();
    await read(entities);
    expect(bench.calls()).toHaveLength(4);
  });

  it('packs that count more than is listed miss nothing because of it', async () => {
    begin();
    emulator.setSwitch('assignedSurplus', 2);
    const seen = await read(everything);
    expect(new Set(pairsOf(seen.rows)).size).toBe(seen.rows.length);
    expect([...seen.gaps]).toEqual([]);
  });
});

describe('rows that are lost', () => {
  it('are told: more went than the page before had', async () => {
    emulator.setSwitch('tokensByOffset', true);
    const shown: Assignment[] = [];
    const { rows, gaps } = await read(ofListings, async ({ items }, index) => {
      shown.push(...items);
      if (index === 1) await remove(shown);
    });
    expect(rows.length).toBeLessThan(120);
    expect([...gaps]).toEqual(['ROWS_MOVED']);
  });

  it('are told: rows went from a pack read long before', async () => {
    emulator.setSwitch('tokensByOffset', true);
    const { rows: all } = await read(everything);
    const { rows, gaps } = await read(everything, async ({ items }, index) => {
      if (index === 0) await remove(items.slice(0, 1));
    });
    expect(rows).toHaveLength(all.length - 1);
    expect([...gaps]).toEqual(['ROWS_MOVED']);
  });

  it('are told: entities went, and more than the page before had', async () => {
    emulator.setSwitch('tokensByOffset', true);
    const { gaps } = await read(entities, (_, index) => {
      if (index === 1) emulator.setSwitch('goneEntities', 101);
    });
    expect([...gaps]).toEqual(['ROWS_MOVED']);
  });

  it('are told: the page before cannot be read again', async () => {
    emulator.setSwitch('tokensByOffset', true);
    emulator.setSwitch('pageTokenMinutes', 10);
    const { gaps } = await read(ofListings, async ({ items }, index) => {
      emulator.clock.advance(6 * 60_000);
      if (index === 1) await remove(items.slice(0, 3));
    });
    expect([...gaps]).toEqual(['ROWS_MOVED']);
  });
});

describe('whatever is removed meanwhile', () => {
  it.each(seeds(8))('nothing is missed without a word, and nothing comes twice (seed %i)', async (seed) => {
    const { chance, pick } = createRandom(seed);
    emulator.setSwitch('tokensByOffset', chance(0.8));
    emulator.setSwitch('pageSizeMax', pick([7, 20, 50]));
    emulator.setSwitch('badPageSize', 'clamp');
    const list = pick([ofListings, everything]);
    const share = pick([0.05, 0.3, 0.9]);
    const { rows: all } = await read(list);
    const { rows, gaps } = await read(list, ({ items }) => remove(items.filter(() => chance(share))));
    const seen = new Set(pairsOf(rows));
    expect(seen.size).toBe(rows.length);
    const missed = pairsOf(all).filter((pair) => !seen.has(pair));
    if (missed.length > 0) expect([...gaps]).toEqual(['ROWS_MOVED']);
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('what entities hold', () => {
  it('is asked for one by one when rows went while many were walked', async () => {
    emulator.setSwitch('tokensByOffset', true);
    const all = await listed(account.assignments);
    const ids = [...new Set(all.map(({ assignee }) => assignee.externalId))].slice(0, 60);
    const [first] = all;
    const { transport } = bench.runtime;
    let walked = 0;
    const watched = bench.open(undefined, {
      transport: async (request) => {
        const answer = await transport(request);
        walked += 1;
        if (walked === 1) await remove([present(first)]);
        return answer;
      },
    });
    const slots = await watched.assignments.ofAssignees(ids.map(entity), testCall());
    const held = pairsOf(all.slice(1));
    for (const id of ids) {
      expect(pairsOf(valueIn(slots, id)).toSorted()).toEqual(
        held.filter((pair) => pair.startsWith(`${id} `)).toSorted(),
      );
    }
  });
});

describe('cursors', () => {
  it('carry what the page before had, and no id of it', async () => {
    const { items, next } = await ofListings(null);
    expect(items.filter(({ assignee }) => next?.includes(assignee.externalId))).toEqual([]);
    expect(next?.length).toBeLessThan(1000);
  });

  it.each([
    'a[]',
    'a{"token":"t"}',
    'a["+","t"]',
    'a["*","t",null,"",""]',
    'a["+","",null,"",""]',
    'a["+","t","","",""]',
    'a["+","t",null,"seven77",""]',
    'a["+","t",null,"","12345678,1;"]',
    'a["+","t",null,"","12345678,x,1;"]',
    'a["+","t\\n",null,"",""]',
    'a["+","t",null,"","",1]',
  ])('%s is none', async (cursor) => {
    expect((await problemOf(everything(cursor))).code).toBe('BAD_CURSOR');
    expect(bench.calls()).toEqual([]);
  });

  it('of before go on as they did', async () => {
    const first = await ofListings(null);
    const content: unknown = JSON.parse(present(first.next).slice(1));
    const token = String(at(content, '1'));
    const usual = await ofListings(first.next);
    expect(await ofListings(`p+${token}`)).toEqual({ ...usual, next: expect.any(String) });
  });
});
