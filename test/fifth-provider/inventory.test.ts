// A vendor from outside has no sections of its own: a sweep reads it through the lists that every vendor has.
import { describe, expect, it } from '@jest/globals';
import { sectionsOf } from '../../src/inventory/sections.ts';
import type { InventorySection, ProviderAccount } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { useEmulator } from '../support/emulator.ts';
import { opened } from '../support/lifecycle.ts';
import { idsOf, listed } from '../support/pages.ts';
import { testCall, testRuntime } from '../support/runtime.ts';
import { heldIn, knowing, sectionIn, sweep } from '../support/sweep.ts';
import { openAccount } from './account.ts';
import { definition } from './emulator/index.ts';
import { truth } from './seeded-truth.ts';

const emulator = useEmulator(definition);
const told = opened(
  () => testRuntime(),
  (it) => it.close(),
);
const open = (): ProviderAccount => openAccount(emulator.url, told.runtime);

describe('an account without sections of its own', () => {
  it.each([
    ['as seeded', 1, {}],
    ['more of everything', 4, {}],
    ['pages of its own size', 1, { pageSizeMax: 40 }],
  ])('is swept whole, each page by another account: %s', async (_what, scale, switches) => {
    emulator.reset(scale);
    for (const [name, value] of Object.entries(switches)) emulator.setSwitch(name, value);
    const there = truth({ scale, switches });
    const swept = await sweep(() => sectionsOf(open()));
    expect(idsOf(swept.licenses()).toSorted()).toEqual(there.licenses.toSorted());
    expect(idsOf(swept.assignees('USER')).toSorted()).toEqual(there.lists.USER?.toSorted());
    const ofTheList = heldIn(present(swept.pages.get('assignments')));
    expect(
      ofTheList.map(({ assignee, licenseId }) => `${assignee.externalId} ${licenseId}`).toSorted(),
    ).toEqual(there.held.map(({ assigneeId, licenseId }) => `${assigneeId} ${licenseId}`).toSorted());
    const pages = [...swept.pages.values()].flat();
    expect(pages.flatMap(({ gap }) => gap ?? [])).toEqual([]);
  });

  it('is told of as its lists tell, in sections for each of them', async () => {
    const account = open();
    const sections = sectionsOf(account);
    expect(sections.map(({ name, lists }) => [name, lists])).toEqual([
      ['licenses', [{ what: 'LICENSES' }]],
      ['assignees-user', [{ what: 'ASSIGNEES', kind: 'USER' }]],
      ['assignments', [{ what: 'HOLDINGS', kind: 'USER' }]],
    ]);
    const swept = await sweep(() => sections);
    expect(swept.licenses()).toEqual((await account.catalogue(testCall())).items);
    const users = await listed(present(account.assignees.USER));
    expect(swept.assignees('USER')).toEqual(users.map((user) => ({ ...user, assignments: undefined })));
  });

  it('takes the calls of its lists', async () => {
    const account = open();
    await account.catalogue(testCall());
    const callsOf = async (read: () => Promise<unknown>): Promise<readonly string[]> => {
      emulator.journal.clear();
      await read();
      return emulator.journal.entries().map(({ path, query }) => `${path}?${query}`);
    };
    const bySections = await callsOf(() => sweep(() => sectionsOf(account)));
    const byLists = await callsOf(async () => {
      await account.catalogue(testCall());
      await listed(present(account.assignees.USER));
      await listed(account.assignments);
    });
    expect(bySections).toEqual(byLists);
  });
});

describe('made sections', () => {
  const page = { items: [], next: 'more', total: 7, gap: 'ROWS_MOVED' } as const;
  const made = (): ProviderAccount => ({
    ...open(),
    assignments: { ...open().assignments, page: () => Promise.resolve(page) },
    catalogue: () => Promise.resolve({ items: [], gap: 'ROWS_LEFT_OUT' }),
  });
  const read = (name: string) => sectionIn(sectionsOf(made()), name).page(null, testCall(), knowing());

  it('hand on what is missing, and count assignments as holdings', async () => {
    expect(await read('assignments')).toEqual({ ...page, total: null, totalHoldings: 7 });
    expect(await read('licenses')).toEqual({ items: [], next: null, total: null, gap: 'ROWS_LEFT_OUT' });
  });

  it('are not made where an account has its own', () => {
    const own: readonly InventorySection[] = [];
    expect(sectionsOf({ ...made(), inventory: own })).toBe(own);
  });
});
