// A sweep of each vendor's account, on both databases: what it writes is what the vendor lists live.
import { describe, expect, it } from '@jest/globals';
import { VENDORS } from '../../emulators/company.ts';
import { ASSIGNEE_KINDS } from '../../src/domain/account.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { DATABASES } from '../support/databases.ts';
import { listIn, listed, rowsOf } from '../support/pages.ts';
import { testCall } from '../support/runtime.ts';
import { useSweeps } from '../support/sweeps.ts';

function idOf(row: object): string {
  return 'externalId' in row ? String(row.externalId) : '';
}

/** What the live lists of an account show: licenses, assignees of each kind, and who holds what. */
async function live(account: ProviderAccount) {
  const { items: licenses } = await account.catalogue(testCall());
  const kinds = ASSIGNEE_KINDS.filter((kind) => account.assignees[kind] !== undefined);
  const people = await Promise.all(
    kinds.map(async (kind) => (await listed(listIn(account, kind))).map((row) => `${kind} ${idOf(row)}`)),
  );
  const held = await rowsOf((cursor) => account.assignments.page(cursor, testCall(60_000)));
  return {
    licenses: licenses.map(({ externalId }) => externalId).sort(),
    assignees: people.flat(),
    holdings: held.map(
      (one) => `${one.licenseId} ${one.assignee.kind} ${one.assignee.externalId} ${one.status}`,
    ),
  };
}

describe.each(DATABASES)('a sweep into %s', (kind) => {
  describe.each(VENDORS)('of %s', (name) => {
    const { bench, sweep, query, tables, events } = useSweeps(kind, name);
    const column = async (statement: string) =>
      (await query(statement)).map(({ line }) => String(line)).sort();

    it('writes what the live lists show, and the second one changes nothing', async () => {
      const first = await sweep();
      expect(first).toMatchObject({ status: 'COMPLETE', problems: {}, heldBack: 0, waits: [] });
      const swept = await tables();
      const shown = await live(bench.account);
      expect(await column(`select external_id as line from licenses where gone_at is null`)).toEqual(
        shown.licenses,
      );
      const known = await column(
        `select kind || ' ' || external_id as line from assignees where gone_at is null`,
      );
      expect(known).toEqual(expect.arrayContaining(shown.assignees));
      // Others are those whom only assignments name: people from outside, and devices of no protocol.
      const held =
        await column(`select l.external_id || ' ' || a.kind || ' ' || a.external_id || ' ' || h.status as line
        from holdings h join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id`);
      expect(held).toEqual([...shown.holdings].sort());
      expect(held.length).toBeGreaterThan(100);
      const counts = `select count(*)::text as line from (
        select id from licenses l where held <> (select count(*) from holdings where license_id = l.id) union all
        select id from assignees a where holds <> (select count(*) from holdings where assignee_id = a.id)) wrong`;
      expect(await column(counts)).toEqual(['0']);

      const second = await sweep();
      expect(second).toMatchObject({ status: 'COMPLETE', added: 0, changed: 0, closed: 0 });
      expect(await tables()).toEqual(swept);
      expect(await events()).toEqual([]);
      expect(await query('select * from sweep_pages')).toEqual([]);
    });
  });
});
