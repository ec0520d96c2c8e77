// Change sets: kept whole, once for each idempotency key, and found again.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ChangeOutcome } from '../../../src/domain/change-set.ts';
import { problem } from '../../../src/domain/problem.ts';
import { only, problemOf } from '../../support/assertions.ts';
import {
  APPLICANT,
  HELD,
  NOT_HELD,
  PLAIN,
  aChange,
  aSet,
  pending,
  results,
  someChanges,
} from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { claimedSet, useStore } from '../../support/store.ts';
import { keepsManyChanges } from '../changes/many-changes.ts';

const CLAIM = { principal: 'robot', key: 'monday', inputHash: 'one' };

describe.each(DATABASES)('change sets on %s', (database) => {
  const { store, clock, query } = useStore(database);

  describe('creating', () => {
    it('counts what is to take something away', async () => {
      const actions = ['ASSIGN', 'REMOVE', 'SCHEDULE_REMOVAL', 'CANCEL_REMOVAL', 'REMOVE'] as const;
      const changes = actions.map((action, number) => pending(aChange('a', number, { action })));
      const already = pending(aChange('a', 9, { action: 'REMOVE' }), { outcome: 'NO_CHANGE' });
      const { set } = await store.createSet(aSet(), [...changes, already], PLAIN);
      expect(await store.progress(set.id)).toMatchObject({ PENDING: 5, pendingRemovals: 3, NO_CHANGE: 1 });
    });

    it('keeps everything of a set and of its changes', async () => {
      const refusal = problem('NO_SEATS', 'CALLER', 'No seat.', { accountKey: 'b', path: ['changes', '1'] });
      const calling = { locationId: 'here', phoneNumber: null, extension: '12' };
      const target = { kind: 'LICENSE', details: calling } as const;
      const first = pending(aChange('b', 1, { target }), { groupNo: 3 });
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
      const { set, replayed } = await store.createSet(input, [first, second], PLAIN);
      expect(replayed).toBe(false);
      expect(set).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: 'APPLY',
        leftOut: null,
        appliedBy: 'robot',
        status: 'RUNNING',
        // No other set of the same changes has it.
        hash: createHash('sha256')
          .update(`${set.id} ${'a'.repeat(64)}`)
          .digest('hex'),
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
      expect(await store.set(set.id)).toEqual(set);
      const nothingYet = {
        attempts: 0,
        upstreamRequestIds: [],
        after: null,
        sentAt: null,
        verifiedAt: null,
        settleAfter: null,
        waitsFor: [],
        timing: null,
      };
      expect(await store.changesOf(set.id, { limit: 10 })).toEqual([
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
      expect(await store.partsOf(set.id)).toEqual([{ setId: set.id, accountKey: 'b' }]);
      expect(await store.change(second.change.id)).toMatchObject({ position: 1 });
    });

    // Each part more than one statement takes.
    keepsManyChanges(store, ['a', 'b'], 2_100);

    it('ends an APPLY with nothing to send at once', async () => {
      const cases: readonly (readonly [readonly ChangeOutcome[], string])[] = [
        [[], 'SUCCEEDED'],
        [['NO_CHANGE'], 'SUCCEEDED'],
        [['NO_CHANGE', 'REJECTED'], 'PARTIAL'],
        [['REJECTED', 'SKIPPED'], 'FAILED'],
      ];
      for (const [outcomes, status] of cases) {
        const changes = outcomes.map((outcome, number) => pending(aChange('a', number), { outcome }));
        const { set } = await store.createSet(aSet(), changes, PLAIN);
        expect(set).toMatchObject({ status, finishedAt: '2031-05-01T10:00:00.000Z' });
        expect(await store.partsOf(set.id)).toEqual([]);
      }
    });

    it('takes texts no database keeps, and still has a chain that verifies', async () => {
      const odd = 'NUL \0, half a pair \uD800, quote \' " \\ and \u{1F600}';
      const { set } = await store.createSet(
        aSet({ principal: odd, reason: odd, ticket: odd }),
        [pending(aChange('a', 1, { licenseId: odd }), { outcome: 'NO_CHANGE' })],
        { idempotency: { principal: odd, key: odd, inputHash: odd }, enqueue: false },
      );
      const kept = 'NUL \uFFFD, half a pair \uFFFD, quote \' " \\ and \u{1F600}';
      expect(set).toMatchObject({ principal: kept, reason: kept, ticket: kept });
      expect(await store.replay({ principal: odd, key: odd, inputHash: odd })).toEqual(set);
      expect(await store.sets({ principal: odd }, null, 5)).toEqual([set]);
      expect(only(await store.auditEvents({ licenseId: odd }, null, 5))).toMatchObject({
        licenseId: kept,
      });
      expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 3 });
    });

    it('writes nothing at all when a part of it cannot be written', async () => {
      const twice = pending(aChange('a', 1));
      const failed = store.createSet(aSet(), [twice, twice], { idempotency: CLAIM, enqueue: true });
      expect(await problemOf(failed)).toMatchObject({ code: 'INTERNAL' });
      for (const table of [
        'change_sets',
        'changes',
        'parts',
        'idempotency_keys',
        'audit_events',
        'pgboss.job',
      ]) {
        expect([table, await query(`select * from ${table}`)]).toEqual([table, []]);
      }
      const again = await store.createSet(aSet(), [twice], { idempotency: CLAIM, enqueue: false });
      expect(again.replayed).toBe(false);
    });
  });

  describe('idempotency', () => {
    it('makes one set of 20 concurrent calls with one key', async () => {
      const calls = Array.from({ length: 20 }, () =>
        store.createSet(aSet(), someChanges('a', 3), { idempotency: CLAIM, enqueue: true }),
      );
      const created = await Promise.all(calls);
      expect(created.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(created.map(({ set }) => set.id)).size).toBe(1);
      expect(await store.sets({}, null, 50)).toHaveLength(1);
      expect(await query('select * from changes')).toHaveLength(3);
      expect(await query('select * from pgboss.job')).toHaveLength(1);
    });

    it('refuses a key that was used for something else, and keeps nothing of it', async () => {
      const { set } = await store.createSet(aSet(), someChanges('a', 1), {
        idempotency: CLAIM,
        enqueue: false,
      });
      const other = { ...CLAIM, inputHash: 'two' };
      const reuse = store.createSet(aSet(), someChanges('a', 1), { idempotency: other, enqueue: false });
      expect(await problemOf(reuse)).toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
        blame: 'CALLER',
        retryable: false,
      });
      expect(await problemOf(store.replay(other))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(await store.sets({}, null, 50)).toEqual([set]);
    });

    it('keeps the keys of one principal from those of another', async () => {
      const theirs = { ...CLAIM, principal: 'somebody else', inputHash: 'two' };
      const first = await store.createSet(aSet(), [], { idempotency: CLAIM, enqueue: false });
      const second = await store.createSet(aSet(), [], { idempotency: theirs, enqueue: false });
      expect(second).toMatchObject({ replayed: false });
      expect(second.set.id).not.toBe(first.set.id);
    });

    it('tells beforehand what a key stands for', async () => {
      expect(await store.replay(CLAIM)).toBeNull();
      const { set } = await store.createSet(aSet(), [], { idempotency: CLAIM, enqueue: false });
      expect(await store.replay(CLAIM)).toEqual(set);
    });
  });

  describe('plans', () => {
    const EXPIRES = '2031-05-01T10:10:00.000Z';
    const plan = async (changes = someChanges('a', 2)) =>
      (await store.createSet(aSet({ kind: 'PLAN', expiresAt: EXPIRES }), changes, PLAIN)).set;

    it('wait until they are started, once', async () => {
      const set = await plan();
      expect(set).toMatchObject({ kind: 'PLAN', status: 'PLANNED', startedAt: null, expiresAt: EXPIRES });
      expect(await store.openParts(5)).toEqual([]);
      expect(await store.claimPart({ setId: set.id, accountKey: 'a', owner: 'me' }, 1_000)).toBe(false);
      clock.now += 60_000;
      const started = await store.startSet(set.id, APPLICANT, { idempotency: null, enqueue: true });
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
      expect(await store.openParts(5)).toEqual([{ setId: set.id, accountKey: 'a' }]);
      expect(await query('select * from pgboss.job')).toHaveLength(1);
      expect(await store.startSet(set.id, APPLICANT, PLAIN)).toMatchObject({ how: 'NOT_PLANNED' });
      expect(await store.startSet('no such set', APPLICANT, PLAIN)).toBeNull();
    });

    it('are started by one of 10 concurrent calls with one key, and replayed to the others', async () => {
      const set = await plan();
      const started = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.startSet(set.id, APPLICANT, { idempotency: CLAIM, enqueue: false }),
        ),
      );
      expect(started.filter((one) => one?.how === 'STARTED')).toHaveLength(1);
      expect(started.filter((one) => one?.how === 'REPLAYED')).toHaveLength(9);
    });

    it('expire, whether or not retention came by, and leave the key of a late start free', async () => {
      const set = await plan();
      clock.now = Date.parse(EXPIRES);
      expect(await store.set(set.id)).toMatchObject({ status: 'EXPIRED' });
      expect(await store.sets({ statuses: ['PLANNED'] }, null, 5)).toEqual([]);
      expect(await store.sets({ statuses: ['EXPIRED'] }, null, 5)).toHaveLength(1);
      const late = await store.startSet(set.id, APPLICANT, { idempotency: CLAIM, enqueue: false });
      expect(late).toMatchObject({ how: 'NOT_PLANNED', set: { status: 'EXPIRED' } });
      expect(
        await store.startSet('no such set', APPLICANT, { idempotency: CLAIM, enqueue: false }),
      ).toBeNull();
      expect(await store.replay(CLAIM)).toBeNull();
    });

    it('end at their start when there is nothing to send, with what was refused audited then', async () => {
      const set = await plan([pending(aChange('a', 1), { outcome: 'REJECTED' })]);
      expect(await store.auditEvents({}, null, 9)).toMatchObject([{ action: 'PLAN_SET' }]);
      expect(await store.startSet(set.id, APPLICANT, PLAIN)).toMatchObject({
        how: 'STARTED',
        set: { status: 'FAILED' },
      });
      expect(await store.auditEvents({}, 1, 9)).toMatchObject([
        { action: 'START_SET' },
        { action: 'ASSIGN', outcome: 'REJECTED' },
        { action: 'FINISH_SET', outcome: 'FAILED' },
      ]);
    });
  });

  describe('cancelling', () => {
    it('cancels what was not sent, and nothing else', async () => {
      const { part, ids } = await claimedSet(store, 5);
      const { setId } = part;
      const sent = ids.slice(0, 2);
      await store.markSending(part, sent);
      const cancelled = await store.cancelSet(setId, 'boss');
      expect(cancelled).toMatchObject({ cancelled: 3, set: { status: 'RUNNING', cancelRequested: true } });
      expect(await store.progress(setId)).toMatchObject({ PENDING: 2, CANCELLED: 3 });
      await store.record(part, results(sent));
      expect(await store.releasePart(part)).toMatchObject({ done: true, set: { status: 'PARTIAL' } });
      expect(await store.cancelSet(setId, 'boss')).toMatchObject({
        cancelled: 0,
        set: { status: 'PARTIAL' },
      });
      const events = await store.auditEvents({ principal: 'boss' }, null, 9);
      expect(events.map(({ action }) => action)).toEqual(['CANCEL_SET', 'ASSIGN', 'ASSIGN', 'ASSIGN']);
    });

    it('ends a set as CANCELLED when nothing came of what was tried', async () => {
      const { part, ids } = await claimedSet(store, 2);
      const { setId } = part;
      await store.markSending(part, ids);
      expect(await store.progress(setId)).toMatchObject({ PENDING: 2, underWay: 2 });
      await store.cancelSet(setId, 'boss');
      await store.backToPlanned(part, ids);
      expect(await store.progress(setId)).toMatchObject({ CANCELLED: 2, underWay: 0 });
      expect(await store.releasePart(part)).toMatchObject({ done: true, set: { status: 'CANCELLED' } });
    });

    it('ends a set of which nothing was sent', async () => {
      const { set } = await store.createSet(aSet(), someChanges('a', 2), PLAIN);
      expect(await store.cancelSet(set.id, 'boss')).toMatchObject({
        cancelled: 2,
        set: { status: 'CANCELLED' },
      });
      const { set: plan } = await store.createSet(aSet({ kind: 'PLAN' }), someChanges('a', 2), PLAIN);
      expect(await store.cancelSet(plan.id, 'boss')).toMatchObject({
        cancelled: 2,
        set: { status: 'CANCELLED' },
      });
      expect(await store.startSet(plan.id, APPLICANT, PLAIN)).toMatchObject({ how: 'NOT_PLANNED' });
      expect(await store.cancelSet('no such set', 'boss')).toBeNull();
    });
  });

  describe('finding', () => {
    it('pages through sets newest first, also those of one millisecond', async () => {
      const ids: string[] = [];
      for (let number = 0; number < 7; number += 1) {
        if (number === 4) clock.now += 1_000;
        ids.push((await store.createSet(aSet(), [], PLAIN)).set.id);
      }
      const old = ids.slice(0, 4).sort().reverse();
      const young = ids.slice(4).sort().reverse();
      const found: string[] = [];
      for (let after = null; ;) {
        const page = await store.sets({}, after, 3);
        found.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (last === undefined) break;
        after = last;
      }
      expect(found).toEqual([...young, ...old]);
    });

    it('finds sets by status, principal, time and accounts', async () => {
      const one = (await store.createSet(aSet({ principal: 'ann' }), someChanges('a', 1), PLAIN)).set;
      clock.now += 1_000;
      const both = [...someChanges('a', 1), ...someChanges('b', 1)];
      const two = (await store.createSet(aSet({ principal: 'bob' }), both, PLAIN)).set;
      const ids = async (filter: Parameters<typeof store.sets>[0]) =>
        (await store.sets(filter, null, 9)).map(({ id }) => id);
      await store.cancelSet(one.id, 'ann');
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
      const { set } = await store.createSet(aSet(), changes, PLAIN);
      const positions = async (filter: object) =>
        (await store.changesOf(set.id, { limit: 9, ...filter })).map(({ position }) => position);
      expect(await positions({ outcomes: ['NO_CHANGE', 'VERIFIED'] })).toEqual([3]);
      expect(await positions({ phases: ['PLANNED'] })).toEqual([0, 1, 2]);
      expect(await positions({ accountKey: 'b' })).toEqual([3]);
      expect(await positions({ afterPosition: 0, limit: 2 })).toEqual([1, 2]);
      expect(await store.changesOf('no such set', { limit: 9 })).toEqual([]);
      expect(await store.set('no such set')).toBeNull();
      expect(await store.change('no such change')).toBeNull();
    });

    it('counts calls', async () => {
      const { set } = await store.createSet(aSet(), someChanges('a', 1), PLAIN);
      await Promise.all([1, 2, 3].map((calls) => store.addCalls(set.id, calls)));
      expect(await store.set(set.id)).toMatchObject({ madeCalls: 6 });
    });
  });
});
