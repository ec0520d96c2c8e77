// What one caller may ask of the inventory, and for how long.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createAskedService } from '../../src/inventory/asked/asked-service.ts';
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
