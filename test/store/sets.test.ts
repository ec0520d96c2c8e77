// Change sets: kept whole, once for each idempotency key, and found again.
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/domain/change.ts';
import type { ChangeOutcome } from '../../src/domain/change-set.ts';
import { problem } from '../../src/domain/problem.ts';
import { only, problemOf } from '../support/assertions.ts';
import {
  APPLICANT,
  HELD,
  NOT_HELD,
  PLAIN,
  aChange,
  aSet,
  pending,
  someChanges,
} from '../support/builders.ts';
import { DATABASES } from '../support/databases.ts';
import { useStore } from '../support/store.ts';

const CLAIM = { principal: 'robot', key: 'monday', inputHash: 'one' };

describe.each(DATABASES)('change sets on %s', (database) => {
  const rig = useStore(database);

  describe('creating', () => {
    it('keeps everything of a set and of its changes', async () => {
      const refusal = problem('NO_SEATS', 'CALLER', 'No seat.', { accountKey: 'b', path: ['changes', '1'] });
      const calling = { locationId: 'here', phoneNumber: null, extension: '12' };
      const first = pending(aChange('b', 1, { calling }), { groupNo: 3 });
      const second = pending(aChange('a', 2, { action: 'SCHEDULE_REMOVAL', removalOn: '2031-06-01' }), {
        outcome: 'REJECTED',
        problem: refusal,
        groupNo: null,
        before: HELD,
      });
      const seats = { accountKey: 'b', licenseId: 'license-1', before: 4, after: 3, shortBy: 0 };
      const unresolved = problem('BAD_ID', 'CALLER', 'No such license.', {
        path: ['changes', '2', 'license'],
      });
      const input = aSet({ seatImpact: [seats], retryOf: 'an earlier one', problems: [unresolved] });
      const { set, replayed } = await rig.store.createSet(input, [first, second], PLAIN);
      expect(replayed).toBe(false);
      expect(set).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: 'APPLY',
        appliedBy: 'robot',
        status: 'RUNNING',
        hash: 'a'.repeat(64),
        principal: 'robot',
        reason: 'new hires',
        ticket: 'HR-1',
        accountKeys: ['a', 'b'],
        plannedCalls: 1,
        madeCalls: 0,
        seatImpact: [seats],
        undoOf: null,
        retryOf: 'an earlier one',
        createdAt: '2031-05-01T10:00:00.000Z',
        startedAt: '2031-05-01T10:00:00.000Z',
        finishedAt: null,
        expiresAt: null,
        cancelRequested: false,
        problems: [unresolved],
      });
      expect(await rig.store.set(set.id)).toEqual(set);
      const nothingYet = {
        attempts: 0,
        upstreamRequestIds: [],
        after: null,
        sentAt: null,
        verifiedAt: null,
        settleAfter: null,
      };
      expect(await rig.store.changesOf(set.id, { limit: 10 })).toEqual([
        {
          ...nothingYet,
          setId: set.id,
          position: 0,
          change: first.change,
          outcome: 'PENDING',
          phase: 'PLANNED',
          groupNo: 3,
          problem: null,
          before: NOT_HELD,
        },
        {
          ...nothingYet,
          setId: set.id,
          position: 1,
          change: second.change,
          outcome: 'REJECTED',
          phase: 'DONE',
          groupNo: null,
          problem: refusal,
          before: HELD,
        },
      ]);
      expect(await rig.store.partsOf(set.id)).toEqual([{ setId: set.id, accountKey: 'b' }]);
      expect(await rig.store.change(second.change.id)).toMatchObject({ position: 1 });
    });

    it('keeps 10,000 changes over several accounts', async () => {
      const changes = ['a', 'b', 'c', 'd'].flatMap((key) => someChanges(key, 2_500));
      const { set } = await rig.store.createSet(aSet(), changes, PLAIN);
      expect(await rig.store.progress(set.id)).toMatchObject({ total: 10_000, PENDING: 10_000 });
      const kept = await rig.store.changesOf(set.id, { limit: 20_000 });
      const told = (list: readonly { readonly change: Change }[]) =>
        JSON.stringify(list.map(({ change }) => change));
      // Texts: the matcher takes seconds to compare so many objects.
      expect(told(kept) === told(changes)).toBe(true);
      for (const accountKey of ['a', 'b', 'c', 'd']) {
        const part = { setId: set.id, accountKey, owner: accountKey };
        expect(await rig.store.claimPart(part, 1_000)).toBe(true);
        const ids = kept
          .filter(({ change }) => change.accountKey === accountKey)
          .map(({ change }) => change.id);
        await rig.store.markSending(part, ids);
        const results = ids.map((changeId) => ({
          changeId,
          phase: 'DONE' as const,
          outcome: 'VERIFIED' as const,
          problem: null,
          upstreamRequestIds: [`request-${changeId}`],
          after: HELD,
        }));
        const recorded = await rig.store.record(part, results);
        expect(recorded.lease === 'HELD' && recorded.changeIds.size).toBe(2_500);
        await rig.store.releasePart(part);
      }
      expect(await rig.store.set(set.id)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await rig.store.verifyChain()).toEqual({ ok: true, checked: 10_002, firstBad: null });
    }, 60_000);

    it('ends an APPLY with nothing to send at once', async () => {
      const cases: readonly (readonly [readonly ChangeOutcome[], string])[] = [
        [[], 'SUCCEEDED'],
        [['NO_CHANGE'], 'SUCCEEDED'],
        [['NO_CHANGE', 'REJECTED'], 'PARTIAL'],
        [['REJECTED', 'SKIPPED'], 'FAILED'],
      ];
      for (const [outcomes, status] of cases) {
        const changes = outcomes.map((outcome, number) => pending(aChange('a', number), { outcome }));
        const { set } = await rig.store.createSet(aSet(), changes, PLAIN);
        expect(set).toMatchObject({ status, finishedAt: '2031-05-01T10:00:00.000Z' });
        expect(await rig.store.partsOf(set.id)).toEqual([]);
      }
    });

    it('takes texts no database keeps, and still has a chain that verifies', async () => {
      const odd = 'NUL \0, half a pair \uD800, quote \' " \\ and \u{1F600}';
      const { set } = await rig.store.createSet(
        aSet({ principal: odd, reason: odd, ticket: odd }),
        [pending(aChange('a', 1, { licenseId: odd }), { outcome: 'NO_CHANGE' })],
        { idempotency: { principal: odd, key: odd, inputHash: odd }, enqueue: false },
      );
      const kept = 'NUL \uFFFD, half a pair \uFFFD, quote \' " \\ and \u{1F600}';
      expect(set).toMatchObject({ principal: kept, reason: kept, ticket: kept });
      expect(await rig.store.replay({ principal: odd, key: odd, inputHash: odd })).toEqual(set);
      expect(await rig.store.sets({ principal: odd }, null, 5)).toEqual([set]);
      expect(only(await rig.store.auditEvents({ licenseId: odd }, null, 5))).toMatchObject({
        licenseId: kept,
      });
      expect(await rig.store.verifyChain()).toMatchObject({ ok: true, checked: 3 });
    });

    it('writes nothing at all when a part of it cannot be written', async () => {
      const twice = pending(aChange('a', 1));
      const failed = rig.store.createSet(aSet(), [twice, twice], { idempotency: CLAIM, enqueue: true });
      expect(await problemOf(failed)).toMatchObject({ code: 'INTERNAL' });
      for (const table of [
        'change_sets',
        'changes',
        'parts',
        'idempotency_keys',
        'audit_events',
        'pgboss.job',
      ]) {
        expect([table, await rig.query(`select * from ${table}`)]).toEqual([table, []]);
      }
      const again = await rig.store.createSet(aSet(), [twice], { idempotency: CLAIM, enqueue: false });
      expect(again.replayed).toBe(false);
    });
  });

  describe('idempotency', () => {
    it('makes one set of 20 concurrent calls with one key', async () => {
      const calls = Array.from({ length: 20 }, () =>
        rig.store.createSet(aSet(), someChanges('a', 3), { idempotency: CLAIM, enqueue: true }),
      );
      const created = await Promise.all(calls);
      expect(created.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(created.map(({ set }) => set.id)).size).toBe(1);
      expect(await rig.store.sets({}, null, 50)).toHaveLength(1);
      expect(await rig.query('select * from changes')).toHaveLength(3);
      expect(await rig.query('select * from pgboss.job')).toHaveLength(1);
    });

    it('refuses a key that was used for something else, and keeps nothing of it', async () => {
      const { set } = await rig.store.createSet(aSet(), someChanges('a', 1), {
        idempotency: CLAIM,
        enqueue: false,
      });
      const other = { ...CLAIM, inputHash: 'two' };
      const reuse = rig.store.createSet(aSet(), someChanges('a', 1), { idempotency: other, enqueue: false });
      expect(await problemOf(reuse)).toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
        blame: 'CALLER',
        retryable: false,
      });
      expect(await problemOf(rig.store.replay(other))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(await rig.store.sets({}, null, 50)).toEqual([set]);
    });

    it('keeps the keys of one principal from those of another', async () => {
      const theirs = { ...CLAIM, principal: 'somebody else', inputHash: 'two' };
      const first = await rig.store.createSet(aSet(), [], { idempotency: CLAIM, enqueue: false });
      const second = await rig.store.createSet(aSet(), [], { idempotency: theirs, enqueue: false });
      expect(second).toMatchObject({ replayed: false });
      expect(second.set.id).not.toBe(first.set.id);
    });

    it('tells beforehand what a key stands for', async () => {
      expect(await rig.store.replay(CLAIM)).toBeNull();
      const { set } = await rig.store.createSet(aSet(), [], { idempotency: CLAIM, enqueue: false });
      expect(await rig.store.replay(CLAIM)).toEqual(set);
    });
  });

  describe('plans', () => {
    const EXPIRES = '2031-05-01T10:10:00.000Z';
    const plan = async (changes = someChanges('a', 2)) =>
      (await rig.store.createSet(aSet({ kind: 'PLAN', expiresAt: EXPIRES }), changes, PLAIN)).set;

    it('wait until they are started, once', async () => {
      const set = await plan();
      expect(set).toMatchObject({ kind: 'PLAN', status: 'PLANNED', startedAt: null, expiresAt: EXPIRES });
      expect(await rig.store.openParts(5)).toEqual([]);
      expect(await rig.store.claimPart({ setId: set.id, accountKey: 'a', owner: 'me' }, 1_000)).toBe(false);
      rig.clock.now += 60_000;
      const started = await rig.store.startSet(set.id, APPLICANT, { idempotency: null, enqueue: true });
      expect(started).toMatchObject({
        how: 'STARTED',
        set: {
          kind: 'APPLY',
          status: 'RUNNING',
          appliedBy: 'somebody else',
          startedAt: '2031-05-01T10:01:00.000Z',
          expiresAt: null,
        },
      });
      expect(await rig.store.openParts(5)).toEqual([{ setId: set.id, accountKey: 'a' }]);
      expect(await rig.query('select * from pgboss.job')).toHaveLength(1);
      expect(await rig.store.startSet(set.id, APPLICANT, PLAIN)).toMatchObject({ how: 'NOT_PLANNED' });
      expect(await rig.store.startSet('no such set', APPLICANT, PLAIN)).toBeNull();
    });

    it('are started by one of 10 concurrent calls with one key, and replayed to the others', async () => {
      const set = await plan();
      const started = await Promise.all(
        Array.from({ length: 10 }, () =>
          rig.store.startSet(set.id, APPLICANT, { idempotency: CLAIM, enqueue: false }),
        ),
      );
      expect(started.filter((one) => one?.how === 'STARTED')).toHaveLength(1);
      expect(started.filter((one) => one?.how === 'REPLAYED')).toHaveLength(9);
    });

    it('expire, whether or not retention came by, and leave the key of a late start free', async () => {
      const set = await plan();
      rig.clock.now = Date.parse(EXPIRES);
      expect(await rig.store.set(set.id)).toMatchObject({ status: 'EXPIRED' });
      expect(await rig.store.sets({ statuses: ['PLANNED'] }, null, 5)).toEqual([]);
      expect(await rig.store.sets({ statuses: ['EXPIRED'] }, null, 5)).toHaveLength(1);
      const late = await rig.store.startSet(set.id, APPLICANT, { idempotency: CLAIM, enqueue: false });
      expect(late).toMatchObject({ how: 'NOT_PLANNED', set: { status: 'EXPIRED' } });
      expect(
        await rig.store.startSet('no such set', APPLICANT, { idempotency: CLAIM, enqueue: false }),
      ).toBeNull();
      expect(await rig.store.replay(CLAIM)).toBeNull();
    });

    it('end at their start when there is nothing to send, with what was refused audited then', async () => {
      const set = await plan([pending(aChange('a', 1), { outcome: 'REJECTED' })]);
      expect(await rig.store.auditEvents({}, null, 9)).toMatchObject([{ action: 'PLAN_SET' }]);
      expect(await rig.store.startSet(set.id, APPLICANT, PLAIN)).toMatchObject({
        how: 'STARTED',
        set: { status: 'FAILED' },
      });
      expect(await rig.store.auditEvents({}, 1, 9)).toMatchObject([
        { action: 'START_SET' },
        { action: 'ASSIGN', outcome: 'REJECTED' },
        { action: 'FINISH_SET', outcome: 'FAILED' },
      ]);
    });
  });

  describe('cancelling', () => {
    it('cancels what was not sent, and nothing else', async () => {
      const changes = someChanges('a', 5);
      const { set } = await rig.store.createSet(aSet(), changes, PLAIN);
      const part = { setId: set.id, accountKey: 'a', owner: 'me' };
      await rig.store.claimPart(part, 1_000);
      const sent = changes.slice(0, 2).map(({ change }) => change.id);
      await rig.store.markSending(part, sent);
      const cancelled = await rig.store.cancelSet(set.id, 'boss');
      expect(cancelled).toMatchObject({ cancelled: 3, set: { status: 'RUNNING', cancelRequested: true } });
      expect(await rig.store.progress(set.id)).toMatchObject({ PENDING: 2, CANCELLED: 3 });
      await rig.store.record(
        part,
        sent.map((changeId) => ({
          changeId,
          phase: 'DONE',
          outcome: 'VERIFIED',
          problem: null,
          upstreamRequestIds: [],
        })),
      );
      expect(await rig.store.releasePart(part)).toMatchObject({ done: true, set: { status: 'PARTIAL' } });
      expect(await rig.store.cancelSet(set.id, 'boss')).toMatchObject({
        cancelled: 0,
        set: { status: 'PARTIAL' },
      });
      const events = await rig.store.auditEvents({ principal: 'boss' }, null, 9);
      expect(events.map(({ action }) => action)).toEqual(['CANCEL_SET', 'ASSIGN', 'ASSIGN', 'ASSIGN']);
    });

    it('ends a set as CANCELLED when nothing came of what was tried', async () => {
      const changes = someChanges('a', 2);
      const ids = changes.map(({ change }) => change.id);
      const { set } = await rig.store.createSet(aSet(), changes, PLAIN);
      const part = { setId: set.id, accountKey: 'a', owner: 'me' };
      await rig.store.claimPart(part, 1_000);
      await rig.store.markSending(part, ids);
      expect(await rig.store.progress(set.id)).toMatchObject({ PENDING: 2, underWay: 2 });
      await rig.store.cancelSet(set.id, 'boss');
      await rig.store.backToPlanned(part, ids);
      expect(await rig.store.progress(set.id)).toMatchObject({ CANCELLED: 2, underWay: 0 });
      expect(await rig.store.releasePart(part)).toMatchObject({ done: true, set: { status: 'CANCELLED' } });
    });

    it('ends a set of which nothing was sent', async () => {
      const { set } = await rig.store.createSet(aSet(), someChanges('a', 2), PLAIN);
      expect(await rig.store.cancelSet(set.id, 'boss')).toMatchObject({
        cancelled: 2,
        set: { status: 'CANCELLED' },
      });
      const { set: plan } = await rig.store.createSet(aSet({ kind: 'PLAN' }), someChanges('a', 2), PLAIN);
      expect(await rig.store.cancelSet(plan.id, 'boss')).toMatchObject({
        cancelled: 2,
        set: { status: 'CANCELLED' },
      });
      expect(await rig.store.startSet(plan.id, APPLICANT, PLAIN)).toMatchObject({ how: 'NOT_PLANNED' });
      expect(await rig.store.cancelSet('no such set', 'boss')).toBeNull();
    });
  });

  describe('finding', () => {
    it('pages through sets newest first, also those of one millisecond', async () => {
      const ids: string[] = [];
      for (let number = 0; number < 7; number += 1) {
        if (number === 4) rig.clock.now += 1_000;
        ids.push((await rig.store.createSet(aSet(), [], PLAIN)).set.id);
      }
      const old = ids.slice(0, 4).sort().reverse();
      const young = ids.slice(4).sort().reverse();
      const found: string[] = [];
      for (let after = null; ;) {
        const page = await rig.store.sets({}, after, 3);
        found.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (last === undefined) break;
        after = last;
      }
      expect(found).toEqual([...young, ...old]);
    });

    it('finds sets by status, principal, time and accounts', async () => {
      const one = (await rig.store.createSet(aSet({ principal: 'ann' }), someChanges('a', 1), PLAIN)).set;
      rig.clock.now += 1_000;
      const both = [...someChanges('a', 1), ...someChanges('b', 1)];
      const two = (await rig.store.createSet(aSet({ principal: 'bob' }), both, PLAIN)).set;
      const ids = async (filter: Parameters<typeof rig.store.sets>[0]) =>
        (await rig.store.sets(filter, null, 9)).map(({ id }) => id);
      await rig.store.cancelSet(one.id, 'ann');
      expect(await ids({ statuses: ['RUNNING'] })).toEqual([two.id]);
      expect(await ids({ statuses: ['CANCELLED', 'RUNNING'] })).toEqual([two.id, one.id]);
      expect(await ids({ principal: 'ann' })).toEqual([one.id]);
      expect(await ids({ from: two.createdAt })).toEqual([two.id]);
      expect(await ids({ to: two.createdAt })).toEqual([one.id]);
      expect(await ids({ accountKeys: ['a'] })).toEqual([one.id]);
      expect(await ids({ accountKeys: ['b', 'a', 'c'] })).toEqual([two.id, one.id]);
      expect(await ids({ accountKeys: [] })).toEqual([]);
    });

    it('finds changes by outcome, phase, account and place', async () => {
      const changes = [...someChanges('a', 3), pending(aChange('b', 1), { outcome: 'NO_CHANGE' })];
      const { set } = await rig.store.createSet(aSet(), changes, PLAIN);
      const positions = async (filter: object) =>
        (await rig.store.changesOf(set.id, { limit: 9, ...filter })).map(({ position }) => position);
      expect(await positions({ outcomes: ['NO_CHANGE', 'VERIFIED'] })).toEqual([3]);
      expect(await positions({ phases: ['PLANNED'] })).toEqual([0, 1, 2]);
      expect(await positions({ accountKey: 'b' })).toEqual([3]);
      expect(await positions({ afterPosition: 0, limit: 2 })).toEqual([1, 2]);
      expect(await rig.store.changesOf('no such set', { limit: 9 })).toEqual([]);
      expect(await rig.store.set('no such set')).toBeNull();
      expect(await rig.store.change('no such change')).toBeNull();
    });

    it('counts calls', async () => {
      const { set } = await rig.store.createSet(aSet(), someChanges('a', 1), PLAIN);
      await Promise.all([1, 2, 3].map((calls) => rig.store.addCalls(set.id, calls)));
      expect(await rig.store.set(set.id)).toMatchObject({ madeCalls: 6 });
    });
  });
});
