// Requests that were refused before they were changes: kept in their place, counted, and decided later in the same row.
import { describe, expect, it } from '@jest/globals';
import { problem } from '../../../src/domain/problem.ts';
import type { NewRefusal } from '../../../src/store/sets/new-set.ts';
import { aChange, aSet, pending, PLAIN } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const NOBODY = problem('NO_SUCH_ASSIGNEE', 'CALLER', 'Nobody.', { path: ['changes', '0', 'assignee'] });
const DOWN = problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'It is down.', { path: ['changes', '0'] });

/** A refusal of which all or nothing of the target is known. */
function refusal(found: typeof NOBODY, accountKey: string | null): NewRefusal {
  const nothing = { accountKey, licenseId: null, assignee: null };
  const change = { ...aChange('a', 0), ...nothing };
  return { change, outcome: 'REJECTED', groupNo: null, problem: found, before: null, isRefused: true };
}

describe.each(DATABASES)('a refused request on %s', (kind) => {
  const rig = useStore(kind);

  it('has its place among the others, counts, and is nothing to be worked on', async () => {
    const { store } = rig;
    const [refused, change] = [refusal(NOBODY, null), pending(aChange('b', 1), { waitsFor: [0] })];
    const { set } = await store.createSet(aSet(), [refused, change], PLAIN);
    expect(set).toMatchObject({ status: 'RUNNING', accountKeys: ['b'] });
    const all = await store.requestsOf(set.id, { limit: 9 });
    expect(all).toMatchObject([
      {
        isRefused: true,
        position: 0,
        phase: 'DONE',
        outcome: 'REJECTED',
        problem: NOBODY,
        change: refused.change,
      },
      { isRefused: false, position: 1, phase: 'PLANNED', waitsFor: [0] },
    ]);
    expect(await store.requestsOf(set.id, { limit: 9, positions: [0] })).toEqual(all.slice(0, 1));
    expect((await store.changesOf(set.id, { limit: 9 })).map(({ position }) => position)).toEqual([1]);
    expect(await store.change(refused.change.id)).toEqual(all[0]);
    expect(await store.progress(set.id)).toMatchObject({ total: 2, REJECTED: 1, PENDING: 1 });
    const audited = await store.auditEvents({ setId: set.id, actions: ['ASSIGN'] }, null, 9);
    expect(audited).toMatchObject([
      { changeId: refused.change.id, outcome: 'REJECTED', accountKey: null, licenseId: null, assignee: null },
    ]);
    await store.cancelSet(set.id, 'me');
    expect(await store.change(refused.change.id)).toEqual(all[0]);
    expect(await store.verifyChain()).toMatchObject({ ok: true });
  });

  it('is left as it is when ids get another spelling', async () => {
    const { store } = rig;
    const refused = refusal(NOBODY, 'spelled');
    const { set } = await store.createSet(aSet(), [refused, pending(aChange('spelled', 1))], PLAIN);
    await store.respell('spelled', (_kind, id) => id.toUpperCase());
    expect(await store.requestsOf(set.id, { limit: 9 })).toMatchObject([
      { change: refused.change },
      { change: { licenseId: 'LICENSE-1', assignee: { externalId: 'USER-1' } } },
    ]);
  });

  it('ends a set that has nothing else as FAILED', async () => {
    const { set } = await rig.store.createSet(aSet(), [refusal(NOBODY, 'a')], PLAIN);
    expect(set).toMatchObject({ status: 'FAILED', accountKeys: ['a'] });
  });

  it('becomes a change in its place once it is decided', async () => {
    const { store } = rig;
    const open = refusal(DOWN, 'a');
    const { set } = await store.createSet(aSet(), [open, pending(aChange('b', 1))], PLAIN);
    const { plannedCalls, seatImpact, hash } = set;
    const decided = [pending({ ...aChange('a', 7), id: open.change.id })];
    const input = { seen: set, decided, added: [], problems: [], plannedCalls, seatImpact, hash };
    expect(await store.carryOn(input, false)).toBe(true);
    // Once.
    expect(await store.carryOn(input, false)).toBe(false);
    expect(await store.changesOf(set.id, { limit: 9 })).toMatchObject([
      { position: 0, phase: 'PLANNED', change: { accountKey: 'a', assignee: { externalId: 'user-7' } } },
      { position: 1, phase: 'PLANNED' },
    ]);
    expect(await store.partsOf(set.id)).toMatchObject([{ accountKey: 'a' }, { accountKey: 'b' }]);
    expect(await store.set(set.id)).toMatchObject({ accountKeys: ['a', 'b'] });
  });
});
