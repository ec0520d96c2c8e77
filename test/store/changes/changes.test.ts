// Changes on their way: phases under a lease, outcomes kept once, and sets that end as their changes did.
import { describe, expect, it } from '@jest/globals';
import type { ChangeOutcome } from '../../../src/domain/change-set.ts';
import { problem } from '../../../src/domain/problem.ts';
import { only } from '../../support/assertions.ts';
import { HELD, PLAIN, aSet, result, results, someChanges } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { claimedSet, useStore } from '../../support/store.ts';

const LEASE_MS = 30_000;
const LOST = { lease: 'LOST' };

describe.each(DATABASES)('changes on %s', (database) => {
  const { store, clock } = useStore(database);

  const running = (count: number) => claimedSet(store, count, LEASE_MS);

  const phases = async (setId: string) =>
    (await store.changesOf(setId, { limit: 99 })).map(({ phase, outcome }) => `${phase} ${outcome}`);

  describe('a lease', () => {
    it('goes to one of 10 that claim it at once', async () => {
      const { set } = await store.createSet(aSet(), someChanges('a', 1), PLAIN);
      const owners = Array.from({ length: 10 }, (_, number) => `owner-${number}`);
      const claims = await Promise.all(
        owners.map((owner) => store.claimPart({ setId: set.id, accountKey: 'a', owner }, LEASE_MS)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.openParts(5)).toEqual([]);
    });

    it('is free again when its time is up, to the millisecond', async () => {
      const { part } = await running(1);
      const second = { ...part, owner: 'second' };
      clock.now += LEASE_MS - 1;
      expect(await store.claimPart(second, LEASE_MS)).toBe(false);
      expect(await store.openParts(5)).toEqual([]);
      clock.now += 1;
      expect(await store.openParts(5)).toEqual([{ setId: part.setId, accountKey: 'a' }]);
      expect(await store.claimPart(second, LEASE_MS)).toBe(true);
    });

    it('is not given twice to the same owner either', async () => {
      const { part } = await running(1);
      expect(await store.claimPart(part, LEASE_MS)).toBe(false);
    });

    it('can be renewed until somebody else has it', async () => {
      const { part, ids } = await running(1);
      clock.now += LEASE_MS;
      expect(await store.markSending(part, ids)).toEqual(LOST);
      expect(await store.renewPart(part, LEASE_MS)).toBe(true);
      const marked = await store.markSending(part, ids);
      expect(marked).toEqual({
        lease: 'HELD',
        changeIds: new Set(ids),
        leaseUntil: clock.now + LEASE_MS,
      });
      clock.now += LEASE_MS;
      expect(await store.claimPart({ ...part, owner: 'second' }, LEASE_MS)).toBe(true);
      expect(await store.renewPart(part, LEASE_MS)).toBe(false);
    });

    it('is given back with what is left to do', async () => {
      const { part, ids } = await running(2);
      await store.markSending(part, ids.slice(0, 1));
      await store.record(part, results(ids.slice(0, 1)));
      expect(await store.releasePart(part)).toMatchObject({ done: false, set: { status: 'RUNNING' } });
      expect(await store.openParts(5)).toHaveLength(1);
      expect(await store.renewPart(part, LEASE_MS)).toBe(false);
    });

    it('is given back with what was sent and is not known yet', async () => {
      const { part, ids } = await running(1);
      await store.markSending(part, ids);
      expect(await store.releasePart(part)).toMatchObject({ done: false, set: { status: 'RUNNING' } });
      expect(await store.openParts(5)).toHaveLength(1);
    });

    it('cannot be given back by one who lost it', async () => {
      const { part } = await running(1);
      clock.now += LEASE_MS;
      await store.claimPart({ ...part, owner: 'second' }, LEASE_MS);
      expect(await store.releasePart(part)).toMatchObject({ done: false });
      expect(await store.openParts(5)).toEqual([]);
    });
  });

  describe('a stalled owner, after another took over', () => {
    it('can send nothing, record nothing, and take nothing back', async () => {
      const { part, ids } = await running(3);
      await store.markSending(part, ids.slice(0, 1));
      clock.now += LEASE_MS;
      const second = { ...part, owner: 'second' };
      await store.claimPart(second, LEASE_MS);
      const before = await phases(part.setId);
      expect(await store.markSending(part, ids.slice(1))).toEqual(LOST);
      expect(await store.record(part, results(ids))).toEqual(LOST);
      expect(await store.backToPlanned(part, ids)).toEqual(LOST);
      expect(await phases(part.setId)).toEqual(before);
      expect(before).toEqual(['SENDING PENDING', 'PLANNED PENDING', 'PLANNED PENDING']);
      expect(await store.markSending(second, ids.slice(1))).toMatchObject({ lease: 'HELD' });
    });

    it('may still record while nobody took over', async () => {
      const { part, ids } = await running(1);
      await store.markSending(part, ids);
      clock.now += LEASE_MS * 10;
      expect(await store.record(part, results(ids))).toMatchObject({ lease: 'HELD' });
    });
  });

  describe('marking', () => {
    it('takes a PLANNED change once, and counts the attempt', async () => {
      const { part, ids } = await running(2);
      const [first = '', second = ''] = ids;
      const marks = await Promise.all([store.markSending(part, [first]), store.markSending(part, [first])]);
      expect(marks.filter((mark) => mark.lease === 'HELD' && mark.changeIds.size === 1)).toHaveLength(1);
      expect(await store.change(first)).toMatchObject({
        phase: 'SENDING',
        attempts: 1,
        sentAt: '2031-05-01T10:00:00.000Z',
      });
      expect(await store.change(second)).toMatchObject({ phase: 'PLANNED', attempts: 0, sentAt: null });
    });

    it('is undone for what was certainly not processed, and counts again', async () => {
      const { part, ids } = await running(1);
      const id = only(ids);
      await store.markSending(part, ids);
      await store.record(part, [
        result(id, { phase: 'SENT', outcome: 'UNKNOWN', upstreamRequestIds: ['r1'] }),
      ]);
      expect(await store.backToPlanned(part, ids)).toEqual({ lease: 'HELD', changeIds: new Set(ids) });
      expect(await store.change(id)).toMatchObject({
        phase: 'PLANNED',
        outcome: 'PENDING',
        sentAt: null,
      });
      await store.markSending(part, ids);
      expect(await store.change(id)).toMatchObject({ attempts: 2, upstreamRequestIds: ['r1'] });
    });

    it('marks nothing of another set or account', async () => {
      const { part, ids } = await running(1);
      const other = await running(1);
      expect(await store.markSending(part, other.ids)).toMatchObject({ changeIds: new Set() });
      expect(await store.markSending({ ...part, accountKey: 'b' }, ids)).toEqual(LOST);
      expect(await store.record(part, results(other.ids))).toMatchObject({ changeIds: new Set() });
    });

    it('cancels instead when the set is being cancelled', async () => {
      const { part, ids } = await running(3);
      const [first = '', second = '', third = ''] = ids;
      await store.markSending(part, [first, second]);
      await store.cancelSet(part.setId, 'boss');
      expect(await store.markSending(part, [third])).toMatchObject({
        lease: 'HELD',
        changeIds: new Set(),
      });
      expect(await store.backToPlanned(part, [second])).toEqual({ lease: 'HELD', changeIds: new Set() });
      await store.record(part, [result(first)]);
      expect(await phases(part.setId)).toEqual(['DONE VERIFIED', 'DONE CANCELLED', 'DONE CANCELLED']);
      const audited = await store.auditEvents({ setId: part.setId, actions: ['ASSIGN'] }, null, 9);
      expect(audited.map(({ changeId, outcome }) => [changeId, outcome])).toEqual([
        [third, 'CANCELLED'],
        [second, 'CANCELLED'],
        [first, 'VERIFIED'],
      ]);
    });

    it('sends nothing that a concurrent cancellation counted as cancelled', async () => {
      const { part, ids } = await running(40);
      const calls = ids.map((id) => store.markSending(part, [id]));
      const cancelled = await store.cancelSet(part.setId, 'boss');
      let marked = 0;
      for (const call of calls) {
        const mark = await call;
        if (mark.lease === 'HELD') marked += mark.changeIds.size;
      }
      const counts = await store.progress(part.setId);
      expect(counts).toMatchObject({ PENDING: marked, CANCELLED: 40 - marked });
      expect(cancelled?.cancelled).toBeLessThanOrEqual(40 - marked);
    });
  });

  describe('recording', () => {
    it('keeps everything of a result', async () => {
      const { part, ids } = await running(1);
      const id = only(ids);
      await store.markSending(part, ids);
      const refusal = problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'No answer.', { retryable: true });
      const sent = result(id, {
        phase: 'SENT',
        outcome: 'PENDING',
        problem: refusal,
        upstreamRequestIds: ['r1'],
      });
      await store.record(part, [sent]);
      expect(await store.change(id)).toMatchObject({
        phase: 'SENT',
        outcome: 'PENDING',
        problem: refusal,
      });
      const verifiedAt = '2031-05-01T10:00:05.000Z';
      const settleAfter = '2031-05-01T11:00:00.000Z';
      const seen = result(id, {
        upstreamRequestIds: ['r2', 'r1'],
        after: HELD,
        before: null,
        verifiedAt,
        settleAfter,
      });
      await store.record(part, [seen]);
      expect(await store.change(id)).toMatchObject({
        phase: 'DONE',
        outcome: 'VERIFIED',
        problem: null,
        upstreamRequestIds: ['r1', 'r2'],
        before: null,
        after: HELD,
        verifiedAt,
        settleAfter,
      });
    });

    it('keeps when the provider dealt with it, until an answer tells otherwise', async () => {
      const { part, ids } = await running(2);
      const [id = '', other = ''] = ids;
      await store.markSending(part, ids);
      const early = { updatedAt: null, attemptedAt: '2031-05-01T10:00:01.000Z', nextAttemptAt: null };
      const late = { ...early, updatedAt: '2031-05-01T10:00:02.000Z' };
      const timings = [];
      for (const told of [{ timing: early }, {}, { timing: late }, {}]) {
        const sent = { phase: 'SENT', outcome: 'PENDING', ...told } as const;
        await store.record(part, [result(id, sent), result(other, { ...sent, timing: early })]);
        timings.push((await store.change(id))?.timing);
      }
      await store.record(part, [result(id, { after: HELD })]);
      expect([...timings, (await store.change(id))?.timing]).toEqual([early, early, late, late, late]);
      expect((await store.change(other))?.timing).toEqual(early);
    });

    it('can be repeated: what is done stays, and is audited once', async () => {
      const { part, ids } = await running(2);
      await store.markSending(part, ids);
      await store.record(part, results(ids));
      const again = await store.record(part, results(ids, { outcome: 'REJECTED' }));
      expect(again).toEqual({ lease: 'HELD', changeIds: new Set() });
      expect(await phases(part.setId)).toEqual(['DONE VERIFIED', 'DONE VERIFIED']);
      const audited = await store.auditEvents({ setId: part.setId, actions: ['ASSIGN'] }, null, 9);
      expect(audited.map(({ outcome }) => outcome)).toEqual(['VERIFIED', 'VERIFIED']);
    });

    it('audits every outcome that is new, and no step without one', async () => {
      const { part, ids } = await running(1);
      const id = only(ids);
      await store.markSending(part, ids);
      await store.record(part, [result(id, { phase: 'SENT', outcome: 'PENDING' })]);
      await store.record(part, [
        result(id, { phase: 'SENT', outcome: 'UNKNOWN', upstreamRequestIds: ['r1'] }),
      ]);
      await store.record(part, [result(id, { phase: 'SENT', outcome: 'UNKNOWN' })]);
      await store.record(part, [result(id, { after: HELD })]);
      const audited = await store.auditEvents({ setId: part.setId, actions: ['ASSIGN'] }, null, 9);
      expect(audited).toMatchObject([
        { changeId: id, outcome: 'UNKNOWN', after: null, upstreamRequestIds: ['r1'] },
        { changeId: id, outcome: 'VERIFIED', after: HELD, upstreamRequestIds: ['r1'] },
      ]);
    });
  });

  describe('the end of a set', () => {
    const ends: readonly (readonly [string, readonly ChangeOutcome[], string])[] = [
      ['all seen', ['VERIFIED', 'VERIFIED'], 'SUCCEEDED'],
      ['all seen or so already', ['VERIFIED', 'NO_CHANGE'], 'SUCCEEDED'],
      // Read again no more: a later change has taken its place.
      ['one never seen', ['VERIFIED', 'ACCEPTED_UNVERIFIED', 'NO_CHANGE'], 'PARTIAL'],
      ['one refused', ['VERIFIED', 'REJECTED'], 'PARTIAL'],
      ['one lost', ['NO_CHANGE', 'UNKNOWN'], 'PARTIAL'],
      ['one cancelled', ['VERIFIED', 'CANCELLED'], 'PARTIAL'],
      ['none well', ['REJECTED', 'UNKNOWN', 'SKIPPED'], 'FAILED'],
      ['none well and one cancelled', ['REJECTED', 'CANCELLED'], 'FAILED'],
    ];
    it.each(ends)('%s', async (_name, outcomes, status) => {
      const { part, ids } = await running(outcomes.length);
      await store.markSending(part, ids);
      await store.record(
        part,
        ids.map((id, index) => result(id, { outcome: outcomes[index] ?? 'UNKNOWN' })),
      );
      clock.now += 5_000;
      expect(await store.releasePart(part)).toMatchObject({
        done: true,
        set: { status, finishedAt: '2031-05-01T10:00:05.000Z' },
      });
      expect(await store.partsOf(part.setId)).toEqual([]);
      const ended = await store.auditEvents({ setId: part.setId, actions: ['FINISH_SET'] }, null, 9);
      expect(ended).toMatchObject([{ outcome: status }]);
    });

    it('comes with the last of its parts, released together', async () => {
      const accounts = ['a', 'b', 'c', 'd', 'e'];
      const changes = accounts.flatMap((key) => someChanges(key, 1));
      const { set } = await store.createSet(aSet(), changes, PLAIN);
      const parts = accounts.map((accountKey) => ({ setId: set.id, accountKey, owner: accountKey }));
      for (const part of parts) await store.claimPart(part, LEASE_MS);
      await Promise.all(
        parts.map(async (part, index) => {
          const ids = [changes[index]?.change.id ?? ''];
          await store.markSending(part, ids);
          await store.record(part, results(ids));
          await store.releasePart(part);
        }),
      );
      expect(await store.set(set.id)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await store.auditEvents({ actions: ['FINISH_SET'] }, null, 9)).toHaveLength(1);
      expect(await store.verifyChain()).toMatchObject({ ok: true });
    });

    it('does not come before its last change is done', async () => {
      const { part, ids } = await running(2);
      await store.markSending(part, ids);
      await store.record(part, results(ids.slice(1)));
      expect(await store.finishSet(part.setId)).toMatchObject({ status: 'RUNNING', finishedAt: null });
      await store.record(part, results(ids.slice(0, 1)));
      expect(await store.finishSet(part.setId)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await store.finishSet('no such set')).toBeNull();
    });
  });

  describe('settling', () => {
    const SOON = '2031-05-01T10:05:00.000Z';
    const LATER = '2031-05-01T11:00:00.000Z';

    async function unsettled(outcomes: readonly ChangeOutcome[]) {
      const { part, ids } = await running(outcomes.length);
      await store.markSending(part, ids);
      await store.record(
        part,
        ids.map((id, index) => result(id, { outcome: outcomes[index] ?? 'UNKNOWN', settleAfter: SOON })),
      );
      await store.releasePart(part);
      return { part, ids };
    }

    it('is due at its time, the oldest first', async () => {
      const { part, ids } = await running(3);
      await store.markSending(part, ids);
      const [last = '', first = '', second = ''] = ids;
      const at = (id: string, minutes: number) =>
        result(id, { outcome: 'UNKNOWN', settleAfter: `2031-05-01T10:0${minutes}:00.000Z` });
      await store.record(part, [at(last, 7), at(first, 5), at(second, 6)]);
      const due = async (limit: number) => (await store.dueSettlements(limit)).map(({ change }) => change.id);
      clock.now = Date.parse(SOON) - 1;
      expect(await due(9)).toEqual([]);
      clock.now += 1;
      expect(await due(9)).toEqual([first]);
      clock.now = Date.parse(LATER);
      expect(await due(9)).toEqual([first, second, last]);
      expect(await due(2)).toEqual([first, second]);
      expect(await store.dueSettlements(9, ['b'])).toHaveLength(3);
      expect(await store.dueSettlements(9, ['b', 'a'])).toEqual([]);
    });

    it('corrects the outcome and the status of the set, and audits both', async () => {
      const { part, ids } = await unsettled(['UNKNOWN', 'ACCEPTED_UNVERIFIED']);
      expect(await store.set(part.setId)).toMatchObject({ status: 'UNSETTLED' });
      clock.now = Date.parse(SOON);
      await store.settle(results(ids, { after: HELD, verifiedAt: SOON }));
      expect(await store.set(part.setId)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await store.changesOf(part.setId, { limit: 9 })).toMatchObject([
        { outcome: 'VERIFIED', after: HELD, verifiedAt: SOON, settleAfter: null },
        { outcome: 'VERIFIED', after: HELD, verifiedAt: SOON, settleAfter: null },
      ]);
      expect(await store.dueSettlements(9)).toEqual([]);
      const events = await store.auditEvents({ setId: part.setId }, null, 99);
      expect(events.slice(-3)).toMatchObject([
        { action: 'ASSIGN', outcome: 'VERIFIED' },
        { action: 'ASSIGN', outcome: 'VERIFIED' },
        { action: 'FINISH_SET', outcome: 'SUCCEEDED' },
      ]);
      expect(await store.verifyChain()).toMatchObject({ ok: true });
    });

    it('can be put off, which is no news', async () => {
      const { part, ids } = await unsettled(['ACCEPTED_UNVERIFIED']);
      const entries = (await store.auditEvents({}, null, 99)).length;
      clock.now = Date.parse(SOON);
      await store.settle(results(ids, { outcome: 'ACCEPTED_UNVERIFIED', settleAfter: LATER }));
      expect(await store.dueSettlements(9)).toEqual([]);
      expect(await store.changesOf(part.setId, { limit: 9 })).toMatchObject([{ settleAfter: LATER }]);
      expect(await store.auditEvents({}, null, 99)).toHaveLength(entries);
    });

    it('leaves alone what was seen, and what is still on its way', async () => {
      const seen = await unsettled(['VERIFIED', 'REJECTED']);
      const open = await running(1);
      await store.settle(results([...seen.ids, ...open.ids], { outcome: 'UNKNOWN' }));
      expect(await phases(seen.part.setId)).toEqual(['DONE VERIFIED', 'DONE REJECTED']);
      expect(await phases(open.part.setId)).toEqual(['PLANNED PENDING']);
    });

    it('can turn out badly, too', async () => {
      const { part, ids } = await unsettled(['ACCEPTED_UNVERIFIED']);
      const lie = problem('WRITE_HAD_NO_EFFECT', 'PROVIDER', 'Nothing changed.');
      await store.settle(results(ids, { outcome: 'REJECTED', problem: lie }));
      expect(await store.set(part.setId)).toMatchObject({ status: 'FAILED' });
      expect(await store.changesOf(part.setId, { limit: 9 })).toMatchObject([{ problem: lie }]);
    });
  });
});
