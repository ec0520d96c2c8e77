// One thing has one value, whichever read told it: what a read does not tell is absent, and never null.
import { describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import { present, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

/** Every way to the same assignment. */
const WAYS: [string, (licenseId: string, externalId: string) => Promise<readonly Assignment[]>][] = [
  ['every assignment', () => listed(account.assignments)],
  [
    'its pack',
    (licenseId) => listed({ page: (cursor, call) => account.assignments.ofLicense(licenseId, cursor, call) }),
  ],
  [
    'its entity',
    async (_, id) => valueIn(await account.assignments.ofAssignees([entity(id)], testCall()), id),
  ],
  [
    'its entity among many, by a walk',
    async (_, id) => {
      const others = Array.from({ length: 40 }, (_nothing, index) => entity(`nobody-${index}`));
      return valueIn(await account.assignments.ofAssignees([...others, entity(id)], testCall()), id);
    },
  ],
];

const isIt = ({ licenseId, assignee }: Assignment): boolean =>
  licenseId === 'LP-LISTINGS' && assignee.externalId === 'store-2';

describe.each(WAYS)('an assignment and its license, through %s', (_, find) => {
  it.each([
    ['as usual', 'notesInGroups', true, true],
    ['with packs that come without notes there', 'notesInGroups', false, false],
    ['with odd packs', 'oddForm', 'odd-fields', false],
    ['with dates written out', 'unsetExpiration', 'null', true],
  ])('have the same values: %s', async (_name, name, value, told) => {
    const { items: catalogue } = await account.catalogue(testCall());
    const usual = present((await WAYS[0]?.[1]('', ''))?.find(isIt));
    emulator.setSwitch(name, value);
    if (name === 'oddForm') emulator.setSwitch('oddThing', 'LP-LISTINGS');
    const row = present((await find('LP-LISTINGS', 'store-2')).find(isIt));
    expect({ ...row, license: null }).toEqual({ ...usual, license: null });
    expect(row.assignee).toEqual(entity('store-2'));
    const license = present(catalogue.find(({ externalId }) => externalId === 'LP-LISTINGS'));
    expect(license).toMatchObject({ ...row.license });
    expect(Object.hasOwn(present(row.license), 'details')).toBe(told);
  });
});

describe('an entity', () => {
  it.each([
    ['as usual', 'fieldsKeepMeta', true],
    ['with fields that lose the id', 'fieldsKeepMeta', false],
    ['with odd fields', 'oddForm', 'odd-fields'],
  ])('has the same values in the list, in a batch and alone: %s', async (_, name, value) => {
    emulator.setSwitch(name, value);
    if (name === 'oddForm') emulator.setSwitch('oddThing', 'store-178');
    const all = await listed(account.assignees.ENTITY);
    const batch = await account.assignees.ENTITY.byIds(idsOf(all), testCall());
    for (const one of all) expect(batch.get(one.externalId)).toEqual(one);
    emulator.setSwitch('entityIndexLagMinutes', 3 * 24 * 60);
    bench.forget();
    const alone = await account.assignees.ENTITY.byIds(['store-178', 'store-179'], testCall());
    for (const id of ['store-178', 'store-179']) expect(alone.get(id)).toEqual(batch.get(id));
    expect(bench.calls()).toContain('GET /entities/store-178 200');
  });

  it('through an assignment is its id alone: the rest is looked up', async () => {
    const [row] = (await account.assignments.page(null, testCall())).items;
    expect(Object.keys(present(row).assignee)).toEqual(['kind', 'accountKey', 'externalId']);
  });
});
