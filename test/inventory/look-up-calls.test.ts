// What the look-ups of a section cost, in calls, whatever one of them takes and whichever process sends them.
import { describe, expect, it } from '@jest/globals';
import { COMPANY, VENDORS, type VendorName } from '../../emulators/company.ts';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import { isLoginTo } from '../../emulators/core/seeded.ts';
import { createSweeper } from '../../src/inventory/sweeper.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { DATABASES } from '../support/databases.ts';
import { toItsEnd, useSweeps } from '../support/sweeps.ts';

/** What a section may spend that has a page or a few. */
const FEW = 50;

/** The account, and the calls of each section besides its pages, by the journal. */
function watched(real: ProviderAccount, vendor: VendorName, { journal }: RunningEmulator) {
  const sent = () => journal.entries().filter(({ path }) => !isLoginTo(COMPANY[vendor], path)).length;
  const besides = new Map<string, number>();
  let [section, since] = ['', sent()];
  const tell = () => {
    besides.set(section, (besides.get(section) ?? 0) + sent() - since);
    since = sent();
  };
  const account: ProviderAccount = {
    ...real,
    inventory: present(real.inventory).map((one) => ({
      ...one,
      async page(...asked) {
        tell();
        section = one.name;
        const page = await one.page(...asked);
        since = sent();
        return page;
      },
    })),
  };
  return {
    account,
    lookUps() {
      tell();
      return Object.fromEntries([...besides].filter(([, calls]) => calls > 0));
    },
  };
}

/** Of vendors whose batches leave out what they do not know, and of which each holder is looked up alone. */
const SPENT: Readonly<Record<VendorName, Readonly<Record<string, number>>>> = {
  genesys: { users: FEW, holdings: FEW },
  webex: { people: FEW, workspaces: 43, 'external-holders': 24 },
  thingspace: { holdings: 3, devices: 4 },
  yext: { 'assigned-entities': FEW, entities: FEW },
};

describe.each(VENDORS)('look-ups of a tenant of %s whose credentials lead to another one', (vendor) => {
  const { bench, sweep, clock, tables } = useSweeps('PostgreSQL', vendor, { scale: 2 });

  it('send no more calls than their section may, and close none of a tenth and more', async () => {
    await sweep();
    const { history } = await tables();
    bench.emulator.swapTenant(1);
    clock.now += 3_600_000;
    const { account, lookUps } = watched(bench.open(), vendor, bench.emulator);
    expect(await sweep('DUE', account)).toMatchObject({ status: 'HELD', closed: 0 });
    expect(lookUps()).toEqual(SPENT[vendor]);
    expect((await tables()).history).toEqual(history);
  });
});

describe.each(DATABASES)('look-ups of more rows than there are calls for, into %s', (kind) => {
  describe('of rows that are gone', () => {
    const { bench, sweep, clock, query } = useSweeps(kind, 'yext', { scale: 4 });

    it('leave open what they do not come to, until the next sweep', async () => {
      await sweep();
      const rows = await query(
        `select external_id as id from assignees where kind = 'ENTITY' order by id limit 60`,
      );
      for (const { id } of rows) bench.emulator.outside({ change: 'delete', assignee: String(id) });
      const deleted = new Set(rows.map(({ id }) => id));
      const gone = async () =>
        (await query(`select external_id as id from assignees where gone_at is not null`)).filter(({ id }) =>
          deleted.has(id),
        ).length;
      const told: unknown[] = [];
      for (let time = 0; time < 2; time += 1) {
        clock.now += 3_600_000;
        const { account, lookUps } = watched(bench.open(), 'yext', bench.emulator);
        const { sections } = await sweep('DUE', account);
        told.push([sections['entities'], lookUps()['entities'], await gone()]);
      }
      // A call for all, and one for each that it leaves out.
      expect(told).toEqual([
        ['COMPLETE', FEW, FEW - 1],
        ['COMPLETE', 1 + 60 - (FEW - 1), 60],
      ]);
    });
  });

  describe('of a process that does not end them', () => {
    const sweeps = useSweeps(kind, 'genesys', { scale: 2 });
    const { bench, sweep, clock, store, deps } = sweeps;
    const { emulator } = bench;

    /** The account of a tenant whose credentials lead to another one, and the sweep of it. */
    async function swapped() {
      await sweep();
      emulator.swapTenant(1);
      clock.now += 3_600_000;
      const { account, lookUps } = watched(bench.open(), 'genesys', emulator);
      const { sweepId } = present(await store.queueSweep(account.account.key, 'DUE'));
      return { account, lookUps, sweepId };
    }

    it('are not sent again by the next one, where it was killed', async () => {
      const { account, lookUps, sweepId } = await swapped();
      const users = present(account.assignees.USER);
      await new Promise<void>((resolve) => {
        const byIds: typeof users.byIds = async (...asked) => {
          await users.byIds(...asked);
          resolve();
          return await new Promise(() => undefined);
        };
        const killed = { ...account, assignees: { USER: { ...users, byIds } } };
        void createSweeper(deps(killed)).runSweep(sweepId, new AbortController().signal);
      });
      expect(lookUps()).toEqual({ users: FEW });
      await toItsEnd(sweeps, deps(account), sweepId);
      expect(lookUps()).toEqual({ users: FEW, holdings: FEW });
    });

    it('go on where it was stopped, by what it has not sent', async () => {
      const { account, lookUps, sweepId } = await swapped();
      const users = present(account.assignees.USER);
      const stop = new AbortController();
      const byIds: typeof users.byIds = (ids, call) => {
        emulator.fault({
          path: '/users/',
          after: 20,
          times: 1,
          fault: { kind: 'latency', ms: 60_000 },
        });
        const record: typeof call.record = (event) => {
          call.record(event);
          if ((lookUps()['users'] ?? 0) > 20) stop.abort();
        };
        return users.byIds(ids, { ...call, record });
      };
      const stopped = { ...account, assignees: { USER: { ...users, byIds } } };
      await createSweeper(deps(stopped)).runSweep(sweepId, stop.signal);
      emulator.clearFaults();
      const before = present(lookUps()['users']);
      expect(before).toBeLessThan(FEW);
      await toItsEnd(sweeps, deps(account), sweepId);
      expect(lookUps()).toEqual({ users: FEW, holdings: FEW });
    });
  });
});
