// How changes become calls: one each, removals first, and into a pack that is full only after what leaves it.
import { describe, expect, it } from '@jest/globals';
import { fanOut } from '../../../src/batching/chunk.ts';
import type { Change, ChangeAction, Sent } from '../../../src/domain/change.ts';
import { listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';
import { ASSIGN, change, heldOf, REMOVE, SCHEDULE, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext', { entry: WRITER });
const { account } = bench;

/** Sends every group, as many at once as the adapter says. */
async function sendAll(changes: readonly Change[]): Promise<Map<string, Sent>> {
  const { writes } = account;
  const results = await fanOut(writes.group(changes), writes.concurrency, (group) =>
    writes.send(group, testCall()),
  );
  return new Map(results.flatMap((result) => [...result]));
}

describe('many changes', () => {
  it('are grouped one by one, removals first, each in its order', () => {
    const changes = [ASSIGN, REMOVE, SCHEDULE, change('REMOVE', 'LP-FULL', 'store-101')];
    const groups = account.writes.group(changes);
    expect(groups).toEqual([[REMOVE], [changes[3]], [ASSIGN], [SCHEDULE]]);
    expect(account.writes.group([])).toEqual([]);
    expect(account.writes.concurrency).toBe(4);
  });

  it('of 300 assignments are 300 calls', async () => {
    const held = await listed(account.assignments);
    const ids = held.map(({ assignee }) => assignee.externalId);
    const entities = await account.assignees.ENTITY.byIds(ids, testCall());
    // Neither a pack that gave out more than it has nor an entity that is gone could be assigned again.
    const targets = held
      .filter(({ licenseId, assignee }) => licenseId !== 'LP-OVER' && entities.get(assignee.externalId))
      .slice(0, 300);
    expect(targets).toHaveLength(300);
    const changesTo = (action: ChangeAction) =>
      targets.map(({ licenseId, assignee }) => change(action, licenseId, assignee.externalId));
    for (const [action, method] of [
      ['REMOVE', 'DELETE'],
      ['ASSIGN', 'POST'],
    ] as const) {
      bench.forget();
      const results = await sendAll(changesTo(action));
      expect([...results.values()].filter(({ status }) => status === 'ACCEPTED')).toHaveLength(300);
      expect(bench.calls()).toHaveLength(300);
      expect(new Set(bench.calls()).size).toBe(300);
      expect(bench.calls().every((line) => line.startsWith(method) && line.endsWith(' 200'))).toBe(true);
    }
    expect(await heldOf(account, changesTo('ASSIGN')[299] ?? ASSIGN)).not.toBeNull();
  });

  it('of one group come to one result each', async () => {
    const refused = change('ASSIGN', 'LP-FULL', 'store-18');
    const results = await account.writes.send([REMOVE, refused, ASSIGN], testCall());
    expect([...results].map(([id, { status }]) => [id, status])).toEqual([
      [REMOVE.id, 'ACCEPTED'],
      [refused.id, 'REJECTED'],
      [ASSIGN.id, 'ACCEPTED'],
    ]);
  });
});

describe('a pack that is full', () => {
  const leave = change('REMOVE', 'LP-FULL', 'store-101');
  const join = change('ASSIGN', 'LP-FULL', 'store-18');

  it('passes a license on, however long the removal takes', async () => {
    bench.strike({ kind: 'latency', ms: 200 }, { method: 'DELETE' });
    const results = await sendAll([join, leave]);
    expect([...results].map(([id, { status }]) => [id, status])).toEqual([
      [leave.id, 'ACCEPTED'],
      [join.id, 'ACCEPTED'],
    ]);
    expect(bench.calls().map((line) => line.split(' ')[0])).toEqual(['DELETE', 'POST']);
    expect(await heldOf(account, join)).not.toBeNull();
    expect(await heldOf(account, leave)).toBeNull();
  });

  it('holds up no other pack', async () => {
    bench.strike({ kind: 'stall' }, { method: 'DELETE' });
    const patient = bench.open(WRITER, { answerTimeoutMs: 600_000 });
    const call = testCall(600_000);
    const order: string[] = [];
    const leaving = sendOne(patient, leave, call).finally(() => order.push(leave.action));
    await sendOne(patient, ASSIGN).finally(() => order.push(ASSIGN.action));
    expect(order).toEqual(['ASSIGN']);
    call.abort();
    expect((await leaving).status).toBe('UNKNOWN');
    expect(await heldOf(account, ASSIGN)).not.toBeNull();
  });

  it('is asked even when the removal failed', async () => {
    bench.strike({ kind: 'error', status: 500 }, { method: 'DELETE' });
    const results = await sendAll([leave, join]);
    expect(results.get(leave.id)?.status).toBe('UNKNOWN');
    expect(results.get(join.id)).toMatchObject({
      status: 'REJECTED',
      problem: {
        code: 'UPSTREAM_REJECTED',
        accountKey: 'yext-acme',
        hint: expect.stringContaining('no license left'),
      },
    });
    expect(await heldOf(account, join)).toBeNull();
  });

  it('is not asked for a call that ended meanwhile', async () => {
    bench.strike({ kind: 'latency', ms: 200 }, { method: 'DELETE' });
    const call = testCall();
    const leaving = sendOne(account, leave);
    const joining = sendOne(account, join, call);
    call.abort();
    expect(await joining).toMatchObject({ status: 'NOT_SENT', problem: { code: 'DEADLINE_EXCEEDED' } });
    expect((await leaving).status).toBe('ACCEPTED');
    expect(bench.calls()).toHaveLength(1);
  });
});
