// What is gone at the vendor is closed: by what a read shows, within one sweep, and never too much at once.
import { describe, expect, it } from '@jest/globals';
import { VENDORS } from '../../emulators/company.ts';
import { present } from '../support/assertions.ts';
import { DATABASES } from '../support/databases.ts';
import { testCall } from '../support/runtime.ts';
import { useSweeps } from '../support/sweeps.ts';

type Sweeps = ReturnType<typeof useSweeps>;
interface Held {
  readonly license: string;
  readonly assignee: string;
  readonly kind: string;
}

/** Open holdings of those who are listed: the provider's ids. */
async function holdingsIn({ query }: Pick<Sweeps, 'query'>) {
  const rows = await query(`select l.external_id as license, a.external_id as assignee, a.kind
    from holdings h join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id
    where h.status = 'ACTIVE' and a.gone_at is null and l.gone_at is null order by 2, 1`);
  return rows.map(({ license, assignee, kind }) => ({
    license: String(license),
    assignee: String(assignee),
    kind: String(kind),
  }));
}

const pairOf = ({ license, assignee }: Held): string => `${assignee} ${license}`;

/** ThingSpace has one license, which nobody names. */
function outsideOf({ license, assignee, kind }: Held) {
  return kind === 'DEVICE' ? { assignee } : { license, assignee };
}

/** Start of the last complete reading of what assignees of a kind hold. */
async function listedAt({ query }: Pick<Sweeps, 'query'>, kind: string): Promise<Date> {
  const rows = await query(`select max(complete_at) as at from inventory_sections
    where lists @> '[{"what": "HOLDINGS", "kind": "${kind}"}]' and name <> 'external-holders'`);
  return present(rows[0])['at'] as Date; // as the database gives it
}

describe.each(DATABASES)('sweeps into %s', (kind) => {
  describe.each(VENDORS)('of %s', (name) => {
    const sweeps = useSweeps(kind, name);
    const { bench, sweep, events, clock } = sweeps;
    const { emulator } = bench;

    it('close a license that was taken past this API, within one sweep', async () => {
      await sweep();
      clock.now += 3_600_000;
      // A row that is as it was is not written again: it was observed when its list was.
      await sweep();
      clock.now += 3_600_000;
      const taken = present((await holdingsIn(sweeps))[7]);
      const before = await listedAt(sweeps, taken.kind);
      emulator.outside({ change: 'take', ...outsideOf(taken) });
      expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 1, added: 0 });
      const told = (await events()).filter(({ what }) => what !== 'SEATS_CHANGED');
      expect(told).toMatchObject([
        { what: 'REMOVED', origin: 'EXTERNAL', license: taken.license, assignee: taken.assignee },
      ]);
      expect(told[0]?.notBefore).toEqual(before);
      expect(await holdingsIn(sweeps)).not.toContainEqual(taken);

      clock.now += 3_600_000;
      const since = await listedAt(sweeps, taken.kind);
      emulator.outside({ change: 'assign', ...outsideOf(taken) });
      expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 0, added: 1 });
      const again = (await events()).filter(({ what }) => what !== 'SEATS_CHANGED');
      expect(again[1]).toMatchObject({ what: 'ASSIGNED', origin: 'EXTERNAL', assignee: taken.assignee });
      expect(again[1]?.notBefore).toEqual(since);
      expect(again).toHaveLength(2);
    });
  });

  describe('of very many rows that are gone', () => {
    const sweeps = useSweeps(kind, 'genesys', { scale: 2 });
    const { bench, sweep, events, clock, tables, query } = sweeps;
    const { emulator } = bench;

    it('close none when they are more than a tenth, and lift that when they are back', async () => {
      await sweep();
      const before = await tables();
      const all = await holdingsIn(sweeps);
      const taken = all.slice(0, Math.ceil(before.holdings.length * 0.11));
      for (const one of taken) emulator.outside({ change: 'take', ...one });
      clock.now += 3_600_000;
      const held = await sweep();
      expect(held).toMatchObject({ status: 'HELD', closed: 0, heldBack: taken.length });
      expect((await tables()).holdings).toHaveLength(before.holdings.length);
      expect(await events()).toEqual([]);
      const kept = await query(`select sum(cardinality(ids))::integer as rows from sweep_held`);
      expect(kept).toEqual([{ rows: taken.length }]);

      for (const one of taken) emulator.outside({ change: 'assign', ...one });
      clock.now += 3_600_000;
      expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 0 });
      expect(await query(`select status from sweeps where id = ${held.id}`)).toEqual([{ status: 'LIFTED' }]);
      expect(await tables()).toEqual(before);
    });

    it('leave what is held back as old as its last whole list', async () => {
      await sweep();
      clock.now += 3_600_000;
      await sweep();
      clock.now += 3_600_000;
      const lastSeen = await listedAt(sweeps, 'USER');
      const all = await holdingsIn(sweeps);
      const taken = all.slice(0, Math.ceil(all.length * 0.12));
      for (const one of taken) emulator.outside({ change: 'take', ...one });
      expect(await sweep()).toMatchObject({ status: 'HELD' });
      const rows = await query('select distinct observed_at as at from holdings where missed_in is not null');
      expect(rows).toEqual([{ at: lastSeen }]);
    });

    it('close a tenth', async () => {
      await sweep();
      const all = await holdingsIn(sweeps);
      const taken = all.slice(0, Math.floor(all.length * 0.09));
      expect(taken.length).toBeGreaterThan(20);
      for (const one of taken) emulator.outside({ change: 'take', ...one });
      expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: taken.length });
      expect((await events()).map(({ what, origin }) => `${what} ${origin}`)).toEqual(
        taken.map(() => 'REMOVED EXTERNAL'),
      );
    });
  });

  describe('of a short list', () => {
    const sweeps = useSweeps(kind, 'webex');
    const { bench, sweep, events, query } = sweeps;
    const workspaces = async () =>
      (
        await query(
          `select external_id from assignees where kind = 'WORKSPACE' and gone_at is null order by 1`,
        )
      ).map((row) => String(row['external_id']));

    it('close two of them', async () => {
      await sweep();
      const gone = (await workspaces()).slice(0, 2);
      for (const assignee of gone) bench.emulator.outside({ change: 'delete', assignee });
      const end = await sweep();
      expect(end.status).toBe('COMPLETE');
      const told = await events();
      expect(told.filter(({ what }) => what === 'HOLDER_GONE').map(({ assignee }) => assignee)).toEqual(gone);
      expect(await workspaces()).not.toEqual(expect.arrayContaining(gone));
    });
  });

  describe('of a device that has left and keeps its license', () => {
    const { bench, sweep, events, clock, query } = useSweeps(kind, 'thingspace');

    it('say once that it is gone', async () => {
      await sweep();
      const [row] =
        await query(`select a.external_id as id from holdings h join assignees a on a.id = h.assignee_id
        where a.gone_at is null order by 1 limit 1`);
      const assignee = String(row?.['id']);
      bench.emulator.outside({ change: 'delete', assignee });
      const gone = [];
      for (let time = 0; time < 3; time += 1) {
        clock.now += 3_600_000;
        await sweep();
        gone.push(await query(`select gone_at from assignees where external_id = '${assignee}'`));
      }
      expect((await events()).filter(({ what }) => what === 'HOLDER_GONE')).toMatchObject([{ assignee }]);
      expect(new Set(gone.map(([one]) => String(one?.['gone_at']))).size).toBe(1);
    });
  });

  describe('of a list whose rows move', () => {
    const sweeps = useSweeps(kind, 'yext');
    const { bench, sweep, events, clock } = sweeps;
    const { emulator } = bench;

    it('do not close a row that moved to a page already read', async () => {
      emulator.setSwitch('tokensByOffset', true);
      await sweep();
      const { items } = await present(bench.account.assignees.ENTITY).page(null, testCall());
      const assignee = present(items[3]).externalId;
      emulator.fault({
        path: '/entities$',
        after: 1,
        times: 1,
        fault: { kind: 'outside', change: { change: 'delete', assignee } },
      });
      const moved = await sweep();
      const gone = (await events()).filter(({ what }) => what === 'HOLDER_GONE');
      expect(gone.filter((event) => event.assignee !== assignee)).toEqual([]);
      emulator.clearFaults();
      clock.now += 3_600_000;
      expect(await sweep()).toMatchObject({ status: 'COMPLETE' });
      const told = (await events()).filter(({ what }) => what === 'HOLDER_GONE');
      expect(told.map((event) => event.assignee)).toEqual([assignee]);
      expect(moved.heldBack).toBe(0);
    });
  });
});

describe('other credentials', () => {
  describe.each(VENDORS)('of %s', (name) => {
    const sweeps = useSweeps('PostgreSQL', name);
    const { bench, sweep, events, clock, tables, store } = sweeps;
    const { emulator } = bench;

    it('close nothing of a tenant whose credentials lead to another one, however often', async () => {
      await sweep();
      const { history, licenses, assignees, holdings } = await tables();
      // Whose they are, and whether they are gone.
      const firstWords = (lines: readonly string[], count: number) =>
        lines.map((line) => line.split(' ').slice(0, count).join(' '));
      emulator.swapTenant(1);
      for (let time = 0; time < 3; time += 1) {
        clock.now += 3_600_000;
        expect(await sweep()).toMatchObject({ status: 'HELD', closed: 0 });
      }
      const after = await tables();
      expect(after.history).toEqual(history);
      expect(firstWords(after.licenses, 2)).toEqual(expect.arrayContaining(firstWords(licenses, 2)));
      expect(firstWords(after.assignees, 3)).toEqual(expect.arrayContaining(firstWords(assignees, 3)));
      expect(firstWords(after.holdings, 3)).toEqual(expect.arrayContaining(firstWords(holdings, 3)));
      expect((await events()).filter(({ what }) => /GONE|REMOVED/.test(what))).toEqual([]);
    });

    it('close nothing of a catalogue that is another one, when seats alone are read', async () => {
      await sweep();
      const { licenses } = await tables();
      emulator.swapTenant(1);
      for (let time = 0; time < 3; time += 1) {
        clock.now += 900_000;
        expect(await sweep('SEATS')).toMatchObject({ closed: 0 });
      }
      const ids = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));
      expect(ids((await tables()).licenses)).toEqual(expect.arrayContaining(ids(licenses)));
    });

    it('close all of the tenant before, with the next sweep, once somebody has released one', async () => {
      await sweep();
      const before = (await holdingsIn(sweeps)).map(pairOf);
      emulator.swapTenant(1);
      clock.now += 3_600_000;
      const held = await sweep();
      expect(held).toMatchObject({ status: 'HELD', closed: 0 });
      await store.releaseHeldSweep(held.id, { principal: 'somebody', reason: null, ticket: null });
      clock.now += 3_600_000;
      expect(await sweep()).toMatchObject({ status: 'COMPLETE', heldBack: 0 });
      const after = (await holdingsIn(sweeps)).map(pairOf);
      expect(after.length).toBeGreaterThan(0);
      expect(after.filter((pair) => before.includes(pair))).toEqual([]);
    });
  });
});
