// What one caller may ask of the inventory, and for how long.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createAskedService } from '../../src/inventory/asked/asked-service.ts';
import { DATABASES } from '../support/databases.ts';
import { testCall } from '../support/runtime.ts';
import { useSweeps } from '../support/sweeps.ts';

describe('whoever asks for sweeps', () => {
  const { bench, clock, query, store } = useSweeps('PGlite', 'yext');
  beforeEach(() => store.keepAccounts([bench.account.account]));

  it('is told of each account that there was no time for, and nothing is queued for it', async () => {
    const { key } = bench.account.account;
    const call = testCall();
    const asked = createAskedService(() => Promise.resolve(store), {
      name: 'robot',
      accounts: new Map([[key, bench.account]]),
      call,
      now: () => clock.now,
      isOff: () => Promise.resolve(false),
    });
    call.abort();
    expect(await asked.askForSweep(key)).toMatchObject({
      problem: { code: 'DEADLINE_EXCEEDED', accountKey: key, retryable: true },
    });
    expect(await query('select from sweeps')).toEqual([]);
  });
});

describe.each(DATABASES)('whoever asks for assignees on %s', (database) => {
  const { bench, clock, query, store, sweep } = useSweeps(database, 'yext');

  it('is told that texts that are no ids are nobody, and of the others what they are', async () => {
    await sweep();
    clock.now += 1_000;
    const [row] = await query(
      'select external_id as id from assignees where gone_at is null order by 1 limit 1',
    );
    const { key } = bench.account.account;
    const asked = createAskedService(() => Promise.resolve(store), {
      name: 'robot',
      accounts: new Map([[key, bench.account]]),
      call: testCall(),
      now: () => clock.now,
      isOff: () => Promise.resolve(false),
    });
    const ids = [String(row?.['id']), 'a\0b', 'a\ud800b'];
    const refs = ids.map((externalId) => ({ accountKey: key, kind: 'ENTITY' as const, externalId }));
    expect(await asked.readAssignees(refs)).toEqual([
      { status: 'READ' },
      { status: 'GONE' },
      { status: 'GONE' },
    ]);
  });
});
