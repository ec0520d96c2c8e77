// How PostgreSQL reads pages of a large inventory: through the indexes made for them, never through all rows.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { z } from 'zod';
import {
  ASSIGNEE_SORTS,
  ASSIGNMENT_SORTS,
  type AssigneeSearch,
  type Found,
  type Place,
} from '../../../src/domain/inventory/search.ts';
import { silentLog } from '../../../src/domain/log.ts';
import { withColumnNames } from '../../../src/store/database/column-names.ts';
import { maintenanceOf } from '../../../src/store/database/maintenance/maintenance.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { InventoryReads } from '../../../src/store/inventory/reads/api.ts';
import { inventoryReads } from '../../../src/store/inventory/reads/reads.ts';
import { createOutage } from '../../../src/store/outage.ts';
import { until } from '../../support/assertions.ts';
import { createDatabase } from '../../support/databases.ts';

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const NUMBER = z.number().default(0);

/** A node of a plan, with what it did. */
const PLAN = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': NUMBER,
  'Actual Loops': NUMBER,
  'Rows Removed by Filter': NUMBER,
  'Heap Fetches': z.number().optional(),
  get Plans() {
    return z.array(PLAN).optional();
  },
});
const PLANS = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: PLAN })) }));

/** Devices, and three holdings of each. */
const DEVICES = 30_000;
const ROWS = [
  `insert into inventory_accounts (key, provider) values ('a', 'X'), ('b', 'X')`,
  `insert into licenses (account_no, external_id, name_key, held, search, facts, observed_at, first_seen)
    select i % 2 + 1, i, 'license ' || i, 1, '', '{}', now(), now() from generate_series(1, 40) i`,
  `insert into assignees (account_no, kind, external_id, name_key, state, word, model, department, active_at, holds, search, facts,
      observed_at, first_seen, gone_at)
    select i % 2 + 1, 'DEVICE', i, md5(i::text), 's' || i % 5, 'w' || i % 3, 'm' || i % 50, 'd' || i % 70,
      now() - i * interval '1 minute', i % 4, E'\\n' || md5(i::text) || E'\\n', '{}', now(), now(), case when i % 100 = 0 then now() end
    from generate_series(1, ${DEVICES}) i`,
  `insert into holdings (account_no, license_id, assignee_id, status, held_since, removal_on, valid_from, observed_at)
    select a.account_no, l.id, a.id, 'ACTIVE', case when a.id % 3 = 0 then now() - a.id * interval '1 minute' end,
      case when a.id % 50 = 0 then current_date + a.id % 60 end, now(), now()
    from assignees a join licenses l on l.account_no = a.account_no and l.id % 13 = a.id % 13`,
];

/** What a vacuum sees depends on what else looks at the database: as long as a worker does, rows may be kept for it. */
const ALL_SEEN = sql<{ all: boolean }>`
  select bool_and(relallvisible = relpages) as all from pg_class where relname in ('licenses', 'assignees', 'holdings')`;

describe('plans of the inventory', () => {
  const statements: Statement[] = [];
  let reads: InventoryReads;
  let db: Kysely<unknown>;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const made = await createDatabase();
    const dialect = new PostgresDialect({ pool: new Pool({ connectionString: made.url, max: 1 }) });
    db = new Kysely<unknown>({ dialect, log: ({ query }) => void statements.push(query) });
    await migrate({ db });
    for (const statement of ROWS) await sql.raw(statement).execute(db);
    await until(async () => {
      await sql`vacuum analyze`.execute(db);
      return (await ALL_SEEN.execute(db)).rows[0]?.all === true;
    });
    const outage = createOutage({ log: silentLog, now: Date.now });
    const enqueue = () => Promise.resolve();
    const maintenance = maintenanceOf(db, { byItself: true });
    const common = { outage, maintenance, embedded: false, now: Date.now, newId: () => '', enqueue };
    reads = inventoryReads({ ...common, db: withColumnNames(db) });
    close = async () => {
      await db.destroy();
      await made.drop();
    };
  });
  afterAll(() => close());

  /**
   * How many rows the statements of this read look at, those of them that are read from a large table, and the tables that they read through from one
   * end to the other.
   */
  async function readBy(read: () => Promise<unknown>): Promise<{
    readonly statements: number;
    readonly through: string[];
    readonly rows: number;
    readonly ofTable: number;
  }> {
    statements.length = 0;
    await read();
    // Without those that begin and end the transaction: they have no plans.
    const made = statements.filter(({ sql: text }) => /^\s*(?:with|select)\b/.test(text));
    const nodes: PlanNode[] = [];
    // In a transaction, as they were read: the settings of a search go for the rest of its transaction, and make other plans.
    await db.transaction().execute(async (tx) => {
      for (const { sql: text, parameters } of made) {
        const isSetting = text.includes('set_config');
        const explained = isSetting ? text : `explain (analyze, format json) ${text}`;
        const { rows } = await tx.executeQuery(CompiledQuery.raw(explained, [...parameters]));
        if (isSetting) continue;
        nodes.push(
          ...PLANS.parse(rows).flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan))),
        );
      }
    });
    expect(made.length).toBeGreaterThan(0);
    // What is planned for the case that a walk does not find enough is mostly never run.
    const run = nodes.filter((node) => node['Actual Loops'] > 0);
    const scans = run.filter((node) => ['assignees', 'holdings'].includes(node['Relation Name'] ?? ''));
    const rowsOf = (some: readonly PlanNode[]): number =>
      some
        .map((node) => (node['Actual Rows'] + node['Rows Removed by Filter']) * node['Actual Loops'])
        .reduce((all, one) => all + one, 0);
    const inIndexAlone = scans.filter((node) => node['Heap Fetches'] === 0);
    return {
      statements: made.length,
      through: scans
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name'] ?? ''),
      rows: rowsOf(scans),
      ofTable: rowsOf(scans) - rowsOf(inIndexAlone),
    };
  }

  /** What the first page and the next read. */
  async function pagesRead(find: (after: Place | null) => Promise<Found<unknown>>) {
    const { rows } = await find(null);
    const next = rows.at(-1)?.place ?? null;
    return [await readBy(() => find(null)), await readBy(() => find(next))];
  }

  const common = { visible: ['a', 'b'], first: 100, asOf: null };
  /** Filters, and how many rows a page of 100 takes at most: of 30,000. */
  const FILTERS: readonly (readonly [AssigneeSearch, number])[] = [
    [{}, 500],
    [{ statuses: ['s1', 's2'] }, 3_000],
    [{ search: 'abcde' }, 30_000],
    [{ search: 'ab', models: ['m1', 'm2'] }, 30_000],
  ];

  it('take one statement for all devices of a page and what they hold, and one for what one of them holds', async () => {
    const sort = { field: 'NAME', direction: 'ASC' } as const;
    const query = { ...common, filter: {}, sort, after: null, holdings: 25 };
    const { rows } = await reads.findAssignees('DEVICE', query);
    expect(rows.flatMap(({ holdings = [] }) => holdings).length).toBeGreaterThan(100);
    const page = { first: 25, after: null, asOf: null };
    const ids = rows.map(({ place }) => place.id);
    for (const read of [
      () => reads.findAssignees('DEVICE', query),
      () => reads.assignmentsOf('ASSIGNEE', ids, page),
      () => reads.assigneesByRef(rows.map(({ value }) => value)),
    ]) {
      const { statements: taken, through, rows: looked } = await readBy(read);
      expect(taken).toBe(1);
      expect(through).toEqual([]);
      expect(looked).toBeLessThan(1_500);
    }
  });

  it.each(ASSIGNEE_SORTS.flatMap((field) => FILTERS.map((one) => [field, ...one] as const)))(
    'by %s of %j go through an index, first page and next',
    async (field, filter, most) => {
      for (const direction of ['ASC', 'DESC'] as const) {
        const query = { ...common, filter, sort: { field, direction } };
        for (const { through, rows } of await pagesRead((after) =>
          reads.findAssignees('DEVICE', { ...query, after }),
        )) {
          expect(through).toEqual([]);
          expect(rows).toBeLessThan(most);
        }
      }
    },
  );

  it.each(['NAME', 'LAST_ACTIVE'] as const)(
    'by %s find a page of few of the rows without a look at the others',
    async (field) => {
      const query = {
        ...common,
        filter: { models: ['m7'], statuses: ['s2'] },
        sort: { field, direction: 'ASC' },
      } as const;
      const { rows } = await reads.findAssignees('DEVICE', { ...query, after: null });
      expect(rows).toHaveLength(100);
      const { rows: looked, ofTable } = await readBy(() =>
        reads.findAssignees('DEVICE', { ...query, after: null }),
      );
      expect(looked).toBeGreaterThan(4_000);
      // Those of the page and one more, and for the scope the first ones of each kind.
      expect(ofTable).toBeLessThan(150);
    },
  );

  it.each(ASSIGNMENT_SORTS)('of assignments by %s go through an index', async (field) => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const query = { ...common, filter: {}, sort: { field, direction } };
      for (const { through, rows } of await pagesRead((after) =>
        reads.findAssignments({ ...query, after }),
      )) {
        expect(through).toEqual([]);
        expect(rows).toBeLessThan(5_000);
      }
    }
  });
});

type PlanNode = z.infer<typeof PLAN>;

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap((one) => nodesOf(one))];
}
