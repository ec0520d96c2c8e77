// A row without the documented form is one such row: left out or partly null, counted, and the others are there.
import { describe, expect, it } from '@jest/globals';
import type { Page } from '../../../src/domain/page.ts';
import { codeIn, pairsOf, present, valueIn } from '../../support/assertions.ts';
import { idsOf, listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity, ok } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';
import { ASSIGN, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

/** Makes the rows of a thing odd. */
function bend(oddThing: string, oddForm = 'no-id'): void {
  emulator.setSwitch('oddThing', oddThing);
  emulator.setSwitch('oddForm', oddForm);
}

/** What was counted, in short: `field: kind`, with the number of times where it is not one. */
function drift(): string[] {
  return account
    .status()
    .drift.map(({ field, kind, times }) => `${field}: ${kind}${times === 1 ? '' : ` (${times})`}`)
    .toSorted();
}

const gapsOf = (pages: readonly Page<unknown>[]) => pages.map(({ gap }) => gap);

it('nothing is odd about what Yext sends', async () => {
  await account.catalogue(testCall());
  const pages = await pagesOf<unknown>((cursor) => account.assignments.page(cursor, testCall()));
  await listed(account.assignees.ENTITY);
  expect([...new Set(gapsOf(pages))]).toEqual([undefined]);
  expect((await account.catalogue(testCall())).gap).toBeUndefined();
  expect(drift()).toEqual([]);
});

describe('a pack', () => {
  it('without an id is left out of the catalogue', async () => {
    const usual = await account.catalogue(testCall());
    bend('LP-PAGES');
    const { items, gap } = await account.catalogue(testCall());
    expect(idsOf(items)).toEqual(idsOf(usual.items).filter((id) => id !== 'LP-PAGES'));
    expect(gap).toBe('ROWS_LEFT_OUT');
    expect(drift()).toEqual(['licensePacks.id: not a string']);
  });

  it('with odd fields is there without them', async () => {
    bend('LP-LISTINGS', 'odd-fields');
    const { items, gap } = await account.catalogue(testCall());
    expect([items.length, gap]).toEqual([16, undefined]);
    expect(items.find(({ externalId }) => externalId === 'LP-LISTINGS')).toMatchObject({
      name: null,
      seats: { total: null, assigned: 120, available: 12 },
      details: { notes: null },
    });
    expect(drift()).toEqual([
      'licensePacks.name: not a text',
      'licensePacks.notes: not a text',
      'licensePacks.total: not a whole number',
    ]);
  });

  it('without an id is no reason to lose the assignments of others', async () => {
    const usual = pairsOf(await listed(account.assignments));
    bend('LP-PAGES');
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    const rows = pairsOf(pages.flatMap(({ items }) => items));
    expect(rows).toEqual(usual.filter((pair) => !pair.endsWith(' LP-PAGES')));
    expect(new Set(gapsOf(pages))).toEqual(new Set([undefined, 'ROWS_LEFT_OUT']));
    expect(drift()).toEqual([expect.stringMatching(/^licenseAssignments\.licensePack\.id: not a string/)]);
  });

  it('without an id in the answer about that pack leaves its list open', async () => {
    bend('LP-PAGES');
    expect(await account.assignments.ofLicense('LP-PAGES', null, testCall())).toMatchObject({
      items: [],
      gap: 'ROWS_LEFT_OUT',
    });
  });

  it('without an id makes what an entity holds unknown, for those who hold it', async () => {
    bend('LP-SITE');
    const slots = await account.assignments.ofAssignees(['store-17', 'store-18'].map(entity), testCall());
    expect(slots.get('store-17')).toMatchObject({
      problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'yext-acme', blame: 'PROVIDER' },
    });
    expect(valueIn(slots, 'store-18')).not.toHaveLength(0);
  });

  it('with odd fields comes with assignments without what is odd', async () => {
    bend('LP-SITE', 'odd-fields');
    const slots = await account.assignments.ofAssignees([entity('store-17')], testCall());
    const row = present(valueIn(slots, 'store-17').find(({ licenseId }) => licenseId === 'LP-SITE'));
    expect(row).toMatchObject({ status: 'ACTIVE', license: { externalId: 'LP-SITE' } });
    expect(Object.keys(row.license ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(name|seats|details)$/)]),
    );
  });

  it('without its list of assignments is odd, not empty', async () => {
    const others = { licensePack: { id: 'B' }, assignedEntities: [{ entityId: 'x' }] };
    bench.strike({ kind: 'answer', ...ok({ licenseAssignments: [{ licensePack: { id: 'A' } }, others] }) });
    const { items, gap } = await account.assignments.page(null, testCall());
    expect(pairsOf(items)).toEqual(['x B']);
    expect(gap).toBe('ROWS_LEFT_OUT');
    const slots = await account.assignments.ofAssignees([entity('x')], testCall());
    expect(codeIn(slots, 'x')).toBe('UPSTREAM_BAD_RESPONSE');
  });
});

describe('an assignment', () => {
  it('without an entity is left out', async () => {
    bend('store-17');
    const { items, gap } = await account.assignments.ofLicense('LP-PAGES', null, testCall());
    expect([items.length, gap]).toEqual([11, 'ROWS_LEFT_OUT']);
    expect(drift()).toEqual(['licenseAssignments.assignedEntities.entityId: not a string']);
  });

  it('without an entity makes unknown what that entity holds', async () => {
    bend('store-17');
    const slots = await account.assignments.ofAssignees(['store-17', 'store-18'].map(entity), testCall());
    expect(codeIn(slots, 'store-17')).toBe('UPSTREAM_BAD_RESPONSE');
    expect(valueIn(slots, 'store-18')).not.toHaveLength(0);
  });

  it('without an entity, found while many are walked, makes each be asked for by itself', async () => {
    const holders = [
      ...new Set((await listed(account.assignments)).map(({ assignee }) => assignee.externalId)),
    ];
    const ids = [...holders.filter((id) => id !== 'store-17').slice(0, 39), 'store-17'];
    const usual = await account.assignments.ofAssignees(ids.map(entity), testCall());
    bend('store-17');
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect(codeIn(slots, 'store-17')).toBe('UPSTREAM_BAD_RESPONSE');
    for (const id of ids.slice(0, -1)) expect(slots.get(id)).toEqual(usual.get(id));
  });

  it('with an odd day is there, its removal unknown', async () => {
    bend('store-17', 'odd-fields');
    const { items, gap } = await account.assignments.ofLicense('LP-SITE', null, testCall());
    expect(items).toMatchObject([{ status: 'UNKNOWN', removalOn: null }]);
    expect(gap).toBeUndefined();
    expect(drift()).toEqual(['licenseAssignments.assignedEntities.expirationDate: not a day']);
  });

  it('that is odd beside the one that was written hides nothing', async () => {
    emulator.setSwitch('writeAnswer', 'whole-pack');
    bend('store-17');
    expect((await sendOne(bench.open(WRITER), ASSIGN)).status).toBe('ACCEPTED');
  });
});

describe('an entity', () => {
  it('without an id is left out, and not asked for whole because of it', async () => {
    const usual = await account.assignees.ENTITY.page(null, testCall());
    bench.forget();
    bend('store-17');
    const page = await account.assignees.ENTITY.page(null, testCall());
    expect(idsOf(page.items)).toEqual(idsOf(usual.items).filter((id) => id !== 'store-17'));
    expect(page.gap).toBe('ROWS_LEFT_OUT');
    expect(bench.calls()).toHaveLength(1);
    expect(drift()).toEqual(['entities.meta.id: not a string']);
  });

  it('with odd fields is there without them', async () => {
    bend('store-17', 'odd-fields');
    const { items, gap } = await account.assignees.ENTITY.page(null, testCall());
    expect([items.length, gap]).toEqual([50, undefined]);
    expect(items.find(({ externalId }) => externalId === 'store-17')).toMatchObject({
      displayName: 'store-17',
      entityType: 'location',
      countryCode: null,
      updatedAt: null,
      createdAt: expect.any(String),
    });
    expect(drift()).toEqual([
      'entities.meta.countryCode: not a text',
      'entities.meta.timestamp: not a moment',
      'entities.name: not a text',
    ]);
  });

  it('without an id is not absent when it is asked for', async () => {
    bend('store-17');
    const slots = await account.assignees.ENTITY.byIds(['store-17', 'store-18'], testCall());
    expect(codeIn(slots, 'store-17')).toBe('UPSTREAM_BAD_RESPONSE');
    expect(slots.get('store-18')).toMatchObject({ displayName: 'Mill Lane Store 18' });
  });
});

it.each([
  ['licensePacks', async () => account.catalogue(testCall())],
  ['licenseAssignments', async () => account.assignments.page(null, testCall())],
  ['entities', async () => account.assignees.ENTITY.page(null, testCall())],
])('rows of %s that are none are left out', async (list, read) => {
  bench.strike({ kind: 'answer', ...ok({ [list]: [null, 'x', 7, []] }) });
  expect(await read()).toMatchObject({ items: [], gap: 'ROWS_LEFT_OUT' });
});

it('what is counted says nothing of what was sent', async () => {
  bend('store-17', 'odd-fields');
  await listed(account.assignees.ENTITY);
  await listed(account.assignments);
  expect(JSON.stringify(account.status().drift)).not.toMatch(/soon|yesterday/);
});
