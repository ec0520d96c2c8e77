// Carrying on a set: what nothing had been decided of joins it, once, whatever else happens to it at that moment.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ChangeSet } from '../../../src/domain/change-set.ts';
import { problem } from '../../../src/domain/problem.ts';
import type { Store } from '../../../src/store/api.ts';
import type { CarriedOn } from '../../../src/store/sets/api.ts';
import type { NewChange } from '../../../src/store/sets/new-set.ts';
import { HELD, NOT_HELD, PLAIN, aChange, aSet, pending, result } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const DOWN = problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'It is down.', { retryable: true, path: [] });
const FULL = problem('NO_SEATS', 'CALLER', 'There is no seat left.', { path: [] });

/** Nothing was decided of it. */
function undecided(accountKey: string, number: number): NewChange {
  return {
    change: aChange(accountKey, number),
    outcome: 'REJECTED',
    groupNo: null,
    problem: DOWN,
    before: null,
  };
}

function carriedOn(seen: ChangeSet, rest: Partial<CarriedOn> = {}): CarriedOn {
  const { plannedCalls, seatImpact, hash } = seen;
  return { seen, decided: [], added: [], problems: [], plannedCalls, seatImpact, hash, ...rest };
}

async function outcomesOf(store: Store, setId: string): Promise<string[]> {
  const records = await store.changesOf(setId, { limit: 100 });
  return records.map(({ change, phase, outcome }) => `${change.assignee.externalId} ${phase} ${outcome}`);
}

describe.each(DATABASES)('carrying on over %s', (kind) => {
  const rig = useStore(kind);

  it('decides what stood undecided, adds what had no change, and runs again', async () => {
    const { store } = rig;
    const open = undecided('a', 1);
    const { set } = await store.createSet(aSet({ problems: [DOWN] }), [open], PLAIN);
    expect(set).toMatchObject({ status: 'FAILED' });
    const input = carriedOn(set, {
      decided: [pending({ ...open.change, licenseId: 'license-2' }, { before: HELD })],
      added: [pending(aChange('b', 2)), { ...undecided('b', 3), problem: FULL, before: NOT_HELD }],
      plannedCalls: 3,
      hash: 'b'.repeat(64),
    });
    expect(await store.carryOn(input, true)).toBe(true);
    expect(await store.set(set.id)).toMatchObject({
      status: 'RUNNING',
      finishedAt: null,
      problems: [],
      accountKeys: ['a', 'b'],
      plannedCalls: 3,
      hash: createHash('sha256')
        .update(`${set.id} ${'b'.repeat(64)}`)
        .digest('hex'),
    });
    expect(await outcomesOf(store, set.id)).toEqual([
      'user-1 PLANNED PENDING',
      'user-2 PLANNED PENDING',
      'user-3 DONE REJECTED',
    ]);
    const [first] = await store.changesOf(set.id, { limit: 1 });
    expect(first).toMatchObject({ change: { licenseId: 'license-2' }, before: HELD, problem: null });
    expect(await store.openParts(10)).toEqual([
      { setId: set.id, accountKey: 'a' },
      { setId: set.id, accountKey: 'b' },
    ]);
    expect(await store.verifyChain()).toMatchObject({ ok: true });
  });

  it('does nothing the second time, nor to what was decided or cancelled since', async () => {
    const { store } = rig;
    const [one, other] = [undecided('a', 1), undecided('a', 2)];
    const { set } = await store.createSet(aSet(), [one, other], PLAIN);
    const input = carriedOn(set, { decided: [{ ...one, problem: FULL }] });
    expect([await store.carryOn(input, false), await store.carryOn(input, false)]).toEqual([true, false]);
    const both = carriedOn(set, { decided: [pending(one.change), pending(other.change)] });
    expect(await store.carryOn(both, false)).toBe(false);
    expect(await outcomesOf(store, set.id)).toEqual(['user-1 DONE REJECTED', 'user-2 DONE REJECTED']);
    const running = await store.createSet(aSet(), [pending(aChange('a', 3)), undecided('a', 4)], PLAIN);
    await store.cancelSet(running.set.id, 'robot');
    const late = carriedOn(running.set, { added: [pending(aChange('a', 5))] });
    expect(await store.carryOn(late, false)).toBe(false);
  });

  it('adds nothing twice for calls that saw the same set', async () => {
    const { store } = rig;
    const { set } = await store.createSet(aSet({ problems: [DOWN] }), [undecided('a', 1)], PLAIN);
    const calls = Array.from({ length: 8 }, (_, number) =>
      store.carryOn(carriedOn(set, { added: [pending(aChange('b', number))] }), false),
    );
    expect((await Promise.all(calls)).filter(Boolean)).toHaveLength(1);
    expect(await outcomesOf(store, set.id)).toHaveLength(2);
  });

  it('loses nothing to a worker that gives its part back at that moment', async () => {
    const { store } = rig;
    for (let round = 0; round < 25; round += 1) {
      const open = undecided('a', 2);
      const { set } = await store.createSet(aSet(), [pending(aChange('a', 1)), open], PLAIN);
      const part = { setId: set.id, accountKey: 'a', owner: `worker ${round}` };
      await store.claimPart(part, 60_000);
      const [first] = await store.changesOf(set.id, { limit: 1 });
      await store.record(part, [result(first?.change.id ?? '')]);
      const input = carriedOn(set, { decided: [pending(open.change)] });
      const [carried] = await Promise.all([store.carryOn(input, false), store.releasePart(part)]);
      expect(carried).toBe(true);
      expect((await store.set(set.id))?.status).toBe('RUNNING');
      expect(await store.partsOf(set.id)).toEqual([{ setId: set.id, accountKey: 'a' }]);
    }
  });
});
