// Removals from what is not listed any more, entities that are deleted and packs that have ended: Yext's word decides.
import { describe, expect, it } from '@jest/globals';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';
import { change, heldOf, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext', { entry: WRITER });
const { account, emulator } = bench;

describe.each([
  ['a deleted entity', change('REMOVE', 'LP-LISTINGS', 'store-44'), 'unknown'],
  ['a pack that has ended', change('REMOVE', 'LP-RETIRED', 'store-17'), 'assignments-only'],
])('%s', (_, one, inactivePacks) => {
  it('can lose its license', async () => {
    emulator.setSwitch('inactivePacks', inactivePacks);
    expect(await account.assignees.ENTITY.byIds(['store-44'], testCall())).toEqual(
      new Map([['store-44', null]]),
    );
    const { items } = await account.catalogue(testCall());
    expect(items.map(({ externalId }) => externalId)).not.toContain('LP-RETIRED');
    expect(await heldOf(account, one)).not.toBeNull();
    bench.forget();
    expect(account.writes.group([one])).toEqual([[one]]);
    expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED', problem: null });
    expect(bench.calls()).toHaveLength(1);
    expect(await heldOf(account, one)).toBeNull();
  });

  it('can lose its license on a day', async () => {
    emulator.setSwitch('inactivePacks', inactivePacks);
    const dated = { ...one, action: 'SCHEDULE_REMOVAL' as const, removalOn: '2099-12-31' };
    expect(await sendOne(account, dated)).toMatchObject({ status: 'ACCEPTED', problem: null });
    expect(await heldOf(account, one)).toMatchObject({ removalOn: '2099-12-31' });
  });
});

it('a pack that Yext knows nothing of has nothing to remove: its word decides', async () => {
  const one = change('REMOVE', 'LP-RETIRED', 'store-17');
  expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED' });
  expect(bench.calls()).toEqual(['DELETE /license-packs/LP-RETIRED/assigned-entities/store-17 400']);
});
