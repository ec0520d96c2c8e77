// What one caller may ask of the inventory, and for how long.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '../../src/domain/call.ts';
import { createAskedService, type AskedService } from '../../src/inventory/asked/asked-service.ts';
import { createSweeper } from '../../src/inventory/sweeper.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import type { Store } from '../../src/store/api.ts';
import { DATABASES } from '../support/databases.ts';
import { testCall } from '../support/runtime.ts';
import { useSweeps } from '../support/sweeps.ts';

function askedOf(
  store: Store,
  account: ProviderAccount,
  clock: { readonly now: number },
  call: Call = testCall(),
): AskedService {
  return createAskedService(() => Promise.resolve(store), {
    name: 'robot',
    accounts: new Map([[account.account.key, account]]),
    call,
    now: () => clock.now,
    isOff: () => Promise.resolve(false),
  });
}

describe('whoever asks for sweeps', () => {
  const { bench, clock, query, store } = useSweeps('PGlite', 'yext');
  beforeEach(() => store.keepAccounts([bench.account.account]));

  it('is told of each account that there was no time for, and nothing is queued for it', async () => {
    const { key } = bench.account.account;
    const call = testCall();
    const asked = askedOf(store, bench.account, clock, call);
    call.abort();
    expect(await asked.askForSweep(key)).toMatchObject({
      problem: { code: 'DEADLINE_EXCEEDED', accountKey: key, retryable: true },
    });
    expect(await query('select from sweeps')).toEqual([]);
  });
});

describe.each(DATABASES)('whoever asks for assignees on %s', (database) => {
  const { bench, clock, query, store, sweep } = useSweeps(database, 'yext');

  it('is told of texts that can be no ids, and of the others what they are', async () => {
    await sweep();
    clock.now += 1_000;
    const [row] = await query(
      'select external_id as id from assignees where gone_at is null order by 1 limit 1',
    );
    const { key } = bench.account.account;
    const asked = askedOf(store, bench.account, clock);
    const ids = [String(row?.['id']), 'a\0b', 'a\ud800b'];
    const refs = ids.map((externalId) => ({ accountKey: key, kind: 'ENTITY' as const, externalId }));
    // No vendor was asked about them, so that none has said that they do not exist.
    const refused = { status: 'FAILED', problem: { code: 'BAD_INPUT', accountKey: key } };
    expect(await asked.readAssignees(refs)).toMatchObject([{ status: 'READ' }, refused, refused]);
  });
});

describe('whoever releases a held sweep', () => {
  const { bench, clock, query, store, sweep, deps } = useSweeps('PGlite', 'genesys', { scale: 2 });

  /** Takes so many licenses away that the next sweep is held. */
  async function takeMany() {
    const rows = await query(`select l.external_id as license, a.external_id as assignee from holdings h
      join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id
      where h.status = 'ACTIVE' and a.gone_at is null and l.gone_at is null order by h.id limit 60`);
    const taken = rows.map(({ license, assignee }) => ({
      license: String(license),
      assignee: String(assignee),
    }));
    for (const one of taken) bench.emulator.outside({ change: 'take', ...one });
    clock.now += 3_600_000;
    return taken;
  }

  it('has another one made, also when one was asked for just now', async () => {
    await sweep();
    await takeMany();
    const { key } = bench.account.account;
    const asked = askedOf(store, bench.account, clock);
    await asked.askForSweep(key);
    const held = await sweep('ASKED');
    expect(held).toMatchObject({ status: 'HELD', heldBack: 60 });
    clock.now += 1_000;
    const { problem } = await asked.releaseSweep(held.id, { reason: null, ticket: null });
    expect(problem).toBeNull();
    await createSweeper(deps()).planSweeps(new AbortController().signal);
    expect(await query(`select why from sweeps where status = 'QUEUED'`)).toEqual([{ why: 'ASKED' }]);
  });

  it('is told what it is by now, where another sweep has seen the rows again before the decision', async () => {
    await sweep();
    const taken = await takeMany();
    const held = await sweep();
    for (const one of taken) bench.emulator.outside({ change: 'assign', ...one });
    clock.now += 3_600_000;
    let isOver = false;
    const sweepById: Store['sweepById'] = async (id) => {
      const found = await store.sweepById(id);
      if (!isOver) expect(await sweep()).toMatchObject({ status: 'COMPLETE' });
      isOver = true;
      return found;
    };
    const behind = new Proxy(store, {
      get: (real, name): unknown => (name === 'sweepById' ? sweepById : Reflect.get(real, name)),
    });
    const asked = askedOf(behind, bench.account, clock);
    expect(await asked.releaseSweep(held.id, { reason: null, ticket: null })).toMatchObject({
      sweep: { id: held.id, status: 'LIFTED' },
      problem: { code: 'SWEEP_NOT_HELD' },
    });
  });
});
