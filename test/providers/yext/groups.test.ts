// How changes become calls: one each.
import { describe, expect, it } from '@jest/globals';
import { fanOut } from '../../../src/batching/chunk.ts';
import type { Change, ChangeAction, Sent } from '../../../src/domain/change.ts';
import { listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';
import { ASSIGN, change, heldOf, REMOVE, SCHEDULE, WRITER } from './changes.ts';

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
  it('are grouped one by one', () => {
    const changes = [ASSIGN, REMOVE, SCHEDULE, change('REMOVE', 'LP-FULL', 'store-101')];
    const groups = account.writes.group(changes);
    expect(groups).toEqual(changes.map((one) => [one]));
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
