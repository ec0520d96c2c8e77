// A sweep of an account: all that the emulator holds in the fewest calls, and what is noticed when a list is not what it should be.
import { describe, expect, it } from '@jest/globals';
import type { SightingPage } from '../../../src/domain/inventory/sighting.ts';
import { present, problemOf } from '../../support/assertions.ts';
import { idsOf, listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { ok, queryOf } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';
import { callsFor } from '../../support/sweep-table.ts';
import { heldIn, knowing, sectionIn, sweep } from '../../support/sweep.ts';
import { truth } from './seeded-truth.ts';

// One moment for all, because dates are compared.
const now = Date.now();
const bench = useProvider('yext', { now: () => now });
const { account, emulator } = bench;

const SECTIONS = ['packs', 'assigned-entities', 'entities'] as const;
const HELD = '/assigned-entities$';

type Switches = Readonly<Record<string, string | number | boolean>>;

function setUp(scale: number, switches: Switches = {}): void {
  emulator.reset(scale);
  for (const [name, value] of Object.entries(switches)) emulator.setSwitch(name, value);
}

async function catalogue() {
  return knowing((await account.catalogue(testCall())).items);
}

/** Pages of a section, read to its end with the catalogue alone known. */
async function pagesIn(name: string): Promise<readonly SightingPage[]> {
  const known = await catalogue();
  bench.forget();
  return pagesOf((cursor) => sectionIn(account.inventory, name).page(cursor, testCall(), known));
}

const calls = (list: string, count: number): string[] => Array<string>(count).fill(`GET ${list} 200`);

describe('a sweep', () => {
  it.each<[string, number, Switches]>([
    ['as seeded', 1, {}],
    ['more of everything', 4, {}],
    ['pages of its own size', 1, { pageSizeMax: 7, badPageSize: 'clamp' }],
    ['no page size at all', 1, { pageSizeMax: 20, badPageSize: 'refuse' }],
    ['single groups outside a list', 1, { assignmentList: 'bare' }],
    ['empty groups', 1, { emptyPack: 'empty-group' }],
    ['fields without ids', 1, { fieldsKeepMeta: false }],
    ['tokens that count rows', 1, { tokensByOffset: true }],
    ['packs that count more than is listed', 1, { assignedSurplus: 1 }],
  ])('sees exactly what there is, each page by another account: %s', async (_what, scale, switches) => {
    setUp(scale, switches);
    const there = truth({ scale, switches });
    const swept = await sweep(() => bench.open().inventory);
    expect(idsOf(swept.licenses()).toSorted()).toEqual(there.licenses.toSorted());
    expect(idsOf(swept.assignees('ENTITY')).toSorted()).toEqual(there.lists.ENTITY?.toSorted());
    expect(swept.held().toSorted()).toEqual(
      there.held.map((one) => `${one.kind} ${one.assigneeId} ${one.licenseId}`).toSorted(),
    );
    const pages = [...swept.pages.values()].flat();
    expect(pages.flatMap(({ gap, leftOut = [] }) => [gap ?? [], ...leftOut].flat())).toEqual([]);
  });

  it('tells all that lists tell, removal dates and all', async () => {
    const swept = await sweep(() => account.inventory);
    expect(swept.licenses()).toEqual((await account.catalogue(testCall())).items);
    expect(swept.assignees('ENTITY')).toEqual(await listed(account.assignees.ENTITY));
    const held = heldIn(present(swept.pages.get('assigned-entities')));
    expect(held).toEqual(await listed(account.assignments));
    expect(held.map(({ status }) => status)).toContain('REMOVAL_SCHEDULED');
  });

  it('tells how many there are by the counts of Yext', async () => {
    const { pages, held, assignees } = await sweep(() => account.inventory);
    const told = (name: string) =>
      present(pages.get(name)).map(({ total, totalHoldings }) => [total, totalHoldings ?? null]);
    expect(new Set(told('packs').flat())).toEqual(new Set([null]));
    expect(told('assigned-entities').at(-1)).toEqual([null, held().length]);
    expect(told('entities')[0]).toEqual([assignees('ENTITY').length, null]);
  });

  it('counts packs that are not listed by what is there', async () => {
    emulator.setSwitch('inactivePacks', 'assignments-only');
    const pages = await pagesIn('assigned-entities');
    const held = heldIn(pages);
    expect(held.map(({ licenseId }) => licenseId)).toContain('LP-RETIRED');
    expect(pages.at(-1)?.totalHoldings).toBe(held.length);
  });

  it('names what each section lists in full', () => {
    expect(account.inventory.map(({ name, lists }) => [name, lists])).toEqual([
      ['packs', [{ what: 'LICENSES' }]],
      ['assigned-entities', [{ what: 'HOLDINGS', kind: 'ENTITY' }]],
      ['entities', [{ what: 'ASSIGNEES', kind: 'ENTITY' }]],
    ]);
  });

  it.each([1, 4])('takes the calls of docs/upstream-calls.md, %d times the seed', async (scale) => {
    setUp(scale);
    const { licenses, lists, held } = truth({ scale, switches: {} });
    await sweep(() => account.inventory);
    const entities = present(lists.ENTITY);
    expect(bench.calls()).toEqual([
      ...calls('/license-packs', Math.ceil(licenses.length / 50)),
      ...calls('/license-packs/-/assigned-entities', callsFor('Yext', 'assigned-entities', held.length)),
      ...calls('/entities', callsFor('Yext', 'entities', entities.length)),
    ]);
  });

  it('takes one call more where a size of pages is refused, once a section', async () => {
    setUp(1, { pageSizeMax: 20 });
    const pages = await pagesIn('assigned-entities');
    expect(pages.length).toBeGreaterThan(2);
    expect(bench.calls()).toHaveLength(pages.length + 1);
  });

  it('reads the packs anew, whatever was read a moment ago', async () => {
    const patient = bench.open(undefined, { limits: { catalogueMs: 60_000 } });
    await patient.catalogue(testCall());
    bench.forget();
    await sectionIn(patient.inventory, 'packs').page(null, testCall(), knowing());
    expect(bench.calls()).toHaveLength(1);
  });
});

describe('a list that is not what it should be', () => {
  const read = async (name: string, cursor: string | null) =>
    sectionIn(account.inventory, name).page(cursor, testCall(), await catalogue());

  it.each([
    ['assigned-entities', HELD, { licenseAssignments: [] }],
    ['entities', '/entities$', { entities: [], count: 500 }],
  ])(
    '%s: an empty page in the middle is refused, and has its rows when it is asked for again',
    async (name, path, response) => {
      const { next } = await read(name, null);
      bench.strike({ kind: 'answer', ...ok(response) }, { path, times: 1 });
      expect(await problemOf(read(name, next))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
      expect((await read(name, next)).items).toHaveLength(50);
    },
  );

  it('goes on behind an empty page that leads on', async () => {
    const { account: told } = await bench.stubbed((request) => {
      const token = queryOf(request).get('pageToken');
      return token === null
        ? ok({ licensePacks: [], nextPageToken: 't' })
        : ok({ licensePacks: [{ id: 'LP-1' }] });
    });
    const swept = await pagesOf((cursor) =>
      sectionIn(told.inventory, 'packs').page(cursor, testCall(), knowing()),
    );
    expect(swept.map(({ items }) => items.length)).toEqual([0, 1]);
  });

  it('is told by the count where it ends too early without a sign', async () => {
    const group = { licensePack: { id: 'LP-LISTINGS' }, assignedEntities: [{ entityId: 'store-1' }] };
    bench.strike({ kind: 'answer', ...ok({ licenseAssignments: [group] }) }, { path: HELD, after: 1 });
    const pages = await pagesIn('assigned-entities');
    expect(present(pages.at(-1)?.totalHoldings) - heldIn(pages).length).toBeGreaterThan(20);
  });

  it.each([
    ['assigned-entities', HELD],
    ['entities', '/entities$'],
  ])('is refused when a page comes twice: %s', async (name, path) => {
    bench.strike({ kind: 'repeat-page' }, { path, after: 1 });
    expect(await problemOf(pagesIn(name))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(bench.calls()).toHaveLength(2);
  });

  it.each([
    ['rows', (at: number) => [{ id: `LP-${at}` }]],
    ['no rows', () => []],
  ])('is refused when it runs in a circle of pages with %s', async (_what, rows) => {
    const { account: told, requests } = await bench.stubbed((request) => {
      const at = Number(queryOf(request).get('pageToken') ?? 0);
      return ok({ licensePacks: rows(at), nextPageToken: String(at === 6 ? 3 : at + 1) });
    });
    const reading = pagesOf((cursor) =>
      sectionIn(told.inventory, 'packs').page(cursor, testCall(), knowing()),
    );
    expect(await problemOf(reading)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(requests.length).toBeLessThan(20);
  });

  it.each(['html', 'half-json'] as const)('is unusable: %s', async (kind) => {
    const known = await catalogue();
    bench.strike({ kind });
    for (const section of account.inventory) {
      expect(await problemOf(section.page(null, testCall(), known))).toMatchObject({
        code: 'UPSTREAM_BAD_RESPONSE',
      });
    }
  });
});

describe('cursors', () => {
  it.each(['', 'x', '{}', 'a+token', '{"token":"a\\nb"}'])(
    'that no section made are refused without a call: %j',
    async (cursor) => {
      for (const section of account.inventory) {
        expect(await problemOf(section.page(cursor, testCall(), knowing()))).toMatchObject({
          code: 'BAD_CURSOR',
        });
      }
      expect(bench.calls()).toEqual([]);
    },
  );

  it.each(SECTIONS)('grown stale have expired: %s', async (name) => {
    setUp(1, { pageTokenMinutes: 1, pageSizeMax: 7, badPageSize: 'clamp' });
    const section = sectionIn(account.inventory, name);
    const { next } = await section.page(null, testCall(), knowing());
    expect(next).not.toBeNull();
    emulator.clock.advance(2 * 60_000);
    expect(await problemOf(section.page(next, testCall(), knowing()))).toMatchObject({
      code: 'CURSOR_EXPIRED',
    });
  });

  it.each(SECTIONS)('a day old go on where the provider still takes them: %s', async (name) => {
    setUp(1, { pageSizeMax: 7, badPageSize: 'clamp' });
    const section = sectionIn(account.inventory, name);
    const { next } = await section.page(null, testCall(), knowing());
    emulator.clock.advance(86_400_000);
    expect((await section.page(next, testCall(), knowing())).items.length).toBeGreaterThan(0);
  });
});

describe('odd rows', () => {
  function bend(id: string): void {
    emulator.setSwitch('oddThing', id);
    emulator.setSwitch('oddForm', 'no-id');
  }

  it('of a pack that cannot be told say which entities hold something', async () => {
    const there = truth({ scale: 1, switches: {} }).held.filter(({ licenseId }) => licenseId === 'LP-PAGES');
    bend('LP-PAGES');
    const pages = await pagesIn('assigned-entities');
    expect(heldIn(pages).map(({ licenseId }) => licenseId)).not.toContain('LP-PAGES');
    const leftOut = pages.flatMap((page) => page.leftOut ?? []);
    expect(leftOut).toEqual(there.map(({ assigneeId }) => ({ kind: 'ENTITY', externalId: assigneeId })));
    expect(pages.map(({ gap }) => gap)).not.toContain('ROWS_LEFT_OUT');
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a group of nobody and nothing', { licensePack: {}, assignedEntities: [] }, []],
    ['somebody without an id', { assignedEntities: [{}, { entityId: 'e' }] }, ['e']],
    ['no group', 7, []],
  ])('that may be of any pack and of anybody make a gap: %s', async (_what, row, ids) => {
    bench.strike({ kind: 'answer', ...ok({ licenseAssignments: [row] }) }, { path: HELD });
    const section = sectionIn(account.inventory, 'assigned-entities');
    const { items, gap, leftOut } = await section.page(null, testCall(), knowing());
    expect([items, gap]).toEqual([[], 'ROWS_LEFT_OUT']);
    expect(leftOut).toEqual(ids.map((externalId) => ({ kind: 'ENTITY', externalId })));
  });

  it.each([
    ['assigned-entities', 'store-17'],
    ['entities', 'store-17'],
    ['packs', 'LP-PAGES'],
  ])('without an id make a gap: %s', async (name, id) => {
    bend(id);
    expect((await pagesIn(name)).map(({ gap }) => gap)).toContain('ROWS_LEFT_OUT');
  });
});
