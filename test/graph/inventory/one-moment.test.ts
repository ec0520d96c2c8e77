// An answer of the inventory is of one moment, though others change what it reads while it is made.
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { until } from '../../support/assertions.ts';
import { createDatabase } from '../../support/databases.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { opened } from '../../support/lifecycle.ts';

const QUERY = `{ inventory {
  licenses(first: 1000, filter: { accountKeys: ["fleet"] }) { nodes { assignments { totalCount } } }
  groups(by: [ACCOUNT], filter: { accountKeys: ["fleet"] }) { nodes { assignments } }
  assignments(first: 1, filter: { accountKeys: ["fleet"] }) { totalCount }
} }`;

interface Answer {
  readonly inventory: {
    readonly licenses: {
      readonly nodes: readonly { readonly assignments: { readonly totalCount: number } }[];
    };
    readonly groups: { readonly nodes: readonly { readonly assignments: number }[] };
    readonly assignments: { readonly totalCount: number };
  };
}

/** Something is taken from somebody, as it is recorded. */
const REMOVAL = `
  with head as (update events_head set at = at + interval '1 second' returning at),
  account as (update inventory_accounts set recorded_at = head.at from head where key = 'fleet' returning no, head.at),
  gone as (delete from holdings where (license_id, assignee_id) in (
    select license_id, assignee_id from holdings join account on account_no = no limit 1) returning *),
  ended as (insert into holding_history (account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since,
      valid_from, valid_to, origin, change_id, closed_origin)
    select account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from, account.at, origin,
      change_id, 'EXTERNAL' from gone cross join account)
  update licenses set held = held - 1 where id in (select license_id from gone)`;

/** A database, and a connection to it that is not the app's. */
async function openWatched() {
  const { url, drop } = await createDatabase();
  const other = new Client({ connectionString: url });
  await other.connect();
  return {
    url,
    other,
    async close() {
      await other.end();
      await drop();
    },
  };
}

describe('an answer', () => {
  const database = opened(openWatched, (it) => it.close());
  const app = useSweptApp({ store: () => ({ url: database.url }) });

  const totals = ({ inventory: { licenses, groups, assignments } }: Answer): number[] => [
    licenses.nodes.reduce((sum, { assignments: { totalCount } }) => sum + totalCount, 0),
    groups.nodes.reduce((sum, group) => sum + group.assignments, 0),
    assignments.totalCount,
  ];

  it('is of the moment of its first list', async () => {
    const { other } = database;
    const before = totals(await app.data<Answer>(QUERY));
    expect(new Set(before).size).toBe(1);
    // Catalogues are read, while what tells how many there are waits for the end of the other transaction.
    await other.query(`begin; lock table holdings in access exclusive mode`);
    const answer = app.data<Answer>(QUERY);
    await until(async () => {
      await other.query('select pg_stat_clear_snapshot()');
      const { rows } = await other.query<{ count: number }>(
        `select count(*)::integer as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return (rows[0]?.count ?? 0) > 0;
    });
    await other.query(REMOVAL);
    await other.query('commit');
    expect(totals(await answer)).toEqual(before);
    expect(totals(await app.data<Answer>(QUERY))).toEqual(before.map((total) => total - 1));
  });

  it('tells days of removal as they were recorded, whatever is scheduled by now', async () => {
    const { other } = database;
    await other.query('begin; lock table scheduled_removals in access exclusive mode');
    const { inventory } = await app.data<{ inventory: { assignments: { nodes: readonly object[] } } }>(
      '{ inventory { assignments(first: 5, filter: { accountKeys: ["fleet"] }) { nodes { removalOn } } } }',
    );
    await other.query('rollback');
    expect(inventory.assignments.nodes).toEqual(Array.from({ length: 5 }, () => ({ removalOn: null })));
  });
});
