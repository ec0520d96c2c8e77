// A set of many changes, from its creation to its end: more than one statement takes in `npm test`, as many as it may have in the
// full-size run.
import { expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import type { Store } from '../../../src/store/api.ts';
import { HELD, PLAIN, aSet, result, someChanges } from '../../support/builders.ts';

/** Declares the test of a set that has `each` changes in every one of these accounts. */
export function keepsManyChanges(store: Store, accountKeys: readonly string[], each: number): void {
  const total = accountKeys.length * each;
  it(`keeps ${total} changes over ${accountKeys.length} accounts`, async () => {
    const changes = accountKeys.flatMap((key) => someChanges(key, each));
    const { set } = await store.createSet(aSet(), changes, PLAIN);
    expect(await store.progress(set.id)).toMatchObject({ total, PENDING: total });
    const kept = await store.changesOf(set.id, { limit: 20_000 });
    const told = (list: readonly { readonly change: Change }[]) =>
      JSON.stringify(list.map(({ change }) => change));
    // Texts: the matcher takes seconds to compare so many objects.
    expect(told(kept) === told(changes)).toBe(true);
    for (const accountKey of accountKeys) {
      const part = { setId: set.id, accountKey, owner: accountKey };
      expect(await store.claimPart(part, 1_000)).toBe(true);
      const ids = kept
        .filter(({ change }) => change.accountKey === accountKey)
        .map(({ change }) => change.id);
      await store.markSending(part, ids);
      const recorded = await store.record(
        part,
        ids.map((id) => result(id, { upstreamRequestIds: [`request-${id}`], after: HELD })),
      );
      expect(recorded.lease === 'HELD' && recorded.changeIds.size).toBe(each);
      await store.releasePart(part);
    }
    expect(await store.set(set.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await store.verifyChain()).toEqual({ ok: true, checked: total + 2, firstBad: null });
  });
}
