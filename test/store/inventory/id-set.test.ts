// Sets of surrogate keys, against the sets of the language.
import { expect, it } from '@jest/globals';
import { createIdSet } from '../../../src/store/inventory/sweeping/id-set.ts';
import { createRandom, seeds } from '../../support/random.ts';

it.each(seeds(20))('holds what was added and nothing else, seed %d', (seed) => {
  const random = createRandom(seed);
  const most = random.pick([10, 1_000, 100_000, 5_000_000]);
  const [ours, theirs] = [createIdSet(), new Set<number>()];
  for (let round = 0; round < 20; round += 1) {
    const some = Array.from({ length: random.whole(0, 200) }, () => random.whole(0, most));
    ours.add(some);
    for (const id of some) theirs.add(id);
    expect(ours.size).toBe(theirs.size);
  }
  for (const id of theirs) expect(ours.has(id)).toBe(true);
  for (let round = 0; round < 2_000; round += 1) {
    const id = random.whole(0, most * 2);
    expect(ours.has(id)).toBe(theirs.has(id));
  }
});

it('takes the largest key that the database gives', () => {
  const set = createIdSet();
  set.add([2 ** 31 - 1, 0]);
  expect([set.has(2 ** 31 - 1), set.has(2 ** 31 - 2), set.has(0), set.size]).toEqual([true, false, true, 2]);
});
