// What is recorded of an account in the inventory: its last sweeps, what they held back, and how often they were incomplete.
import { describe, expect, it } from '@jest/globals';
import { only } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const DAY = '2031-05-01';

interface MadeSweep {
  readonly why?: 'DUE' | 'SEATS';
  readonly status: 'COMPLETE' | 'INCOMPLETE' | 'HELD' | 'LIFTED' | 'RUNNING';
  readonly heldBack?: number;
}

describe.each(DATABASES)('accounts of the inventory on %s', (database) => {
  const { store, query } = useStore(database);

  /** Records these sweeps one after the other, an hour each from midnight on; each that has ended took a minute. */
  async function recorded(...sweeps: readonly MadeSweep[]) {
    await store.keepAccounts([{ key: 'listings', provider: 'YEXT' }]);
    if (sweeps.some(({ status }) => status === 'COMPLETE')) {
      await query(`update inventory_accounts set baseline_at = '${DAY} 00:01:00+00'`);
    }
    for (const [hour, { why = 'DUE', status, heldBack = 0 }] of sweeps.entries()) {
      const started = `${DAY} 0${hour}:00:00+00`;
      const finished = status === 'RUNNING' ? 'null' : `'${DAY} 0${hour}:01:00+00'`;
      await query(`insert into sweeps (account_no, why, status, held_back, created_at, started_at, finished_at)
        select no, '${why}', '${status}', ${heldBack}, '${started}', '${started}', ${finished}
        from inventory_accounts where key = 'listings'`);
    }
    return only(await store.inventoryAccounts(['listings']));
  }
  const hours = (hour: number, minute = 0): string => `${DAY}T0${hour}:0${minute}:00.000Z`;

  it('that were never swept are known by their keys alone', async () => {
    const nothing = {
      observedAt: null,
      since: null,
      findingsAt: null,
      sweep: null,
      lastSweep: null,
      heldBack: 0,
      incompleteInARow: 0,
    };
    expect(await recorded()).toEqual({ accountKey: 'listings', ...nothing });
    expect(await store.inventoryAccounts(['another'])).toEqual([{ accountKey: 'another', ...nothing }]);
  });

  it('are as old as the last sweep that was complete, and not as one of seats', async () => {
    const found = await recorded(
      { status: 'COMPLETE' },
      { status: 'INCOMPLETE' },
      { status: 'COMPLETE', why: 'SEATS' },
      { status: 'RUNNING' },
    );
    expect(found).toMatchObject({
      observedAt: hours(0),
      sweep: { status: 'RUNNING', startedAt: hours(3) },
      lastSweep: { startedAt: hours(1), finishedAt: hours(1, 1) },
    });
  });

  it('are as old as nothing while a first sweep has read some of their lists', async () => {
    await recorded({ status: 'INCOMPLETE' });
    await query(`insert into inventory_sections (account_no, name, lists, complete_at)
      select no, 'licenses', '[{"what": "LICENSES"}]', '${DAY} 00:00:01+00' from inventory_accounts`);
    expect(await store.inventoryAccounts(['listings'])).toMatchObject([{ since: null, observedAt: null }]);
  });

  it('are no younger by a sweep that was released and had a list that was not read', async () => {
    await recorded({ status: 'COMPLETE' }, { status: 'HELD', heldBack: 40 });
    await query(`insert into sweep_sections (sweep_id, position, name, lists, status)
      select id, 0, 'licenses', '[]'::jsonb, 'HELD' from sweeps where status = 'HELD' union all
      select id, 1, 'users', '[]'::jsonb, 'INCOMPLETE' from sweeps where status = 'HELD'`);
    await query(`update sweeps set status = 'RELEASED' where status = 'HELD'`);
    expect(await store.inventoryAccounts(['listings'])).toMatchObject([
      { observedAt: hours(0), incompleteInARow: 1, heldBack: 0 },
    ]);
  });

  it('have rows held back until the sweep is lifted, whatever ran since', async () => {
    expect(await recorded({ status: 'HELD', heldBack: 31 }, { status: 'INCOMPLETE' })).toMatchObject({
      heldBack: 31,
    });
    await query(`update sweeps set status = 'LIFTED' where status = 'HELD'`);
    expect(await store.inventoryAccounts(['listings'])).toMatchObject([{ heldBack: 0 }]);
  });

  it.each([
    [0, [{ status: 'INCOMPLETE' }, { status: 'COMPLETE' }, { status: 'RUNNING' }]],
    [2, [{ status: 'COMPLETE' }, { status: 'INCOMPLETE' }, { status: 'INCOMPLETE' }]],
    [1, [{ status: 'INCOMPLETE' }, { status: 'COMPLETE', why: 'SEATS' }]],
    [1, [{ status: 'HELD', heldBack: 30 }, { status: 'INCOMPLETE' }]],
  ] satisfies [number, MadeSweep[]][])(
    'have had %d incomplete sweeps in a row: %j',
    async (count, sweeps) => {
      expect(await recorded(...sweeps)).toMatchObject({ incompleteInARow: count });
    },
  );
});
