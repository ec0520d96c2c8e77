// What a database gets while it is swept, after it, and when old rows were deleted: statistics on both, and on the embedded one room and checkpoints as well.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../../src/store/api.ts';
import { present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { toItsEnd, useSweeps } from '../../support/sweeps.ts';

describe.each(DATABASES)('%s', (kind) => {
  const sweeps = useSweeps(kind, 'yext');
  const { bench, query, store, deps, sweep } = sweeps;
  const isEmbedded = kind === 'PGlite';
  const ofEmbedded = isEmbedded ? 1 : 0;

  // A server may come before the sweep.
  beforeEach(() => query('alter table holdings set (autovacuum_enabled = false)'));

  async function numbers(statement: string): Promise<readonly number[]> {
    return Object.values(present((await query(statement))[0])).map(Number);
  }

  /** How often holdings were counted and given room since then, and whether there was a checkpoint. */
  async function since<T>(work: () => Promise<T>) {
    const look = async () => {
      await query('select pg_stat_force_next_flush()');
      const [counted = 0, roomMade = 0] = await numbers(`select analyze_count, vacuum_count
        from pg_stat_user_tables where schemaname = current_schema() and relname = 'holdings'`);
      const [lsn = 0] = await numbers(
        "select checkpoint_lsn - '0/0'::pg_lsn as lsn from pg_control_checkpoint()",
      );
      return { counted, roomMade, lsn };
    };
    const before = await look();
    await work();
    const after = await look();
    return {
      counted: after.counted - before.counted,
      roomMade: after.roomMade - before.roomMade,
      // A server makes checkpoints of its own.
      ...(isEmbedded && { checkpoint: after.lsn > before.lsn }),
    };
  }
  const none = { counted: 0, roomMade: 0, ...(isEmbedded && { checkpoint: false }) };

  /** Leaves nothing but dead rows; the next sweep finds all of them again. */
  const wear = () => query('delete from holdings');

  it('is told of every page, counted from the start of the run, and of the end', async () => {
    bench.emulator.setSwitch('pageSizeMax', 5);
    const { account } = bench.account;
    const told: (number | null)[] = [];
    const watched = new Proxy<Store>(store, {
      get: (target, name) =>
        name === 'maintain'
          ? (...[held, pages]: Parameters<Store['maintain']>) => {
              told.push(pages);
              return store.maintain(held, pages);
            }
          : (Reflect.get(target, name) as unknown),
    });
    await store.keepAccounts([account]);
    const { sweepId } = present(await store.queueSweep(account.key, 'DUE'));
    const swept = await since(() => toItsEnd(sweeps, { ...deps(), store: watched }, sweepId));
    const pages = told.slice(0, -1);
    expect(pages.length).toBeGreaterThan(20);
    expect(told).toEqual([...pages.map((_page, index) => index + 1), null]);
    expect(swept).toEqual({
      counted: 2,
      roomMade: expect.any(Number),
      ...(isEmbedded && { checkpoint: true }),
    });
    const [counted] = await numbers("select reltuples from pg_class where oid = 'holdings'::regclass");
    expect([counted]).toEqual(await numbers('select count(*) from holdings'));
  });

  it('is counted after the tenth page of a first sweep, and of no other', async () => {
    const { key: accountKey } = bench.account.account;
    const held = { accountKey, sweepId: 1, owner: 'first' };
    await store.keepAccounts([bench.account.account]);
    expect(await since(() => store.maintain(held, 9))).toEqual(none);
    expect(await since(() => store.maintain(held, 11))).toEqual(none);
    expect(await since(() => store.maintain(held, 10))).toEqual({ ...none, counted: 1 });
    await sweep();
    expect(await since(() => store.maintain(held, 10))).toEqual(none);
  });

  it('has a checkpoint every twenty pages where nobody else makes them', async () => {
    const held = { accountKey: bench.account.account.key, sweepId: 1, owner: 'first' };
    for (const pages of [19, 21]) expect(await since(() => store.maintain(held, pages))).toEqual(none);
    for (const pages of [20, 40]) {
      const checkpoint = { ...(isEmbedded && { checkpoint: true }) };
      expect(await since(() => store.maintain(held, pages))).toEqual({ ...none, ...checkpoint });
    }
  });

  it.each([
    ['at the end of a sweep, with statistics', 1, (): Promise<unknown> => sweep()],
    ['when old rows were deleted', 0, (): Promise<unknown> => store.tidy()],
  ])('has room made in worn tables %s', async (_when, counted, work) => {
    await sweep();
    await wear();
    expect(await since(work)).toEqual({
      counted,
      roomMade: ofEmbedded,
      ...(isEmbedded && { checkpoint: true }),
    });
    // A table that is not worn is left alone.
    expect(await since(work)).toEqual({
      counted: 0,
      roomMade: 0,
      ...(isEmbedded && { checkpoint: true }),
    });
  });
});
