// The upgrade from version 0.2 in the middle of a set: the next version waits until the last replica of 0.2 is gone, reads meanwhile, and
// then does the rest. The tables of 0.2 are made of this version's, whose rows of a running set are the same.
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { until } from '../../support/assertions.ts';
import { apply, ask, progressOf, untilOver, untilPlannable } from '../../support/graph-client.ts';
import { changesFor, type Amounts } from '../../support/many-changes.ts';
import {
  useDatabase,
  useProcesses,
  type ProcessOptions,
  type TestDatabase,
} from '../../support/processes.ts';
import { expectTrueEnd } from './true-end.ts';

/** Takes back what migrations 0002 to 0017 did. */
const BACK_TO_02 = `
  alter table changes add column calling jsonb, add column site jsonb;
  update changes set calling = case when target->>'kind' = 'LICENSE' then target->'details' end,
    site = case when target->>'kind' = 'SITE_ACCOUNT' then target - 'kind' end;
  alter table changes drop constraint changes_have_targets;
  alter table changes drop column target, drop column timing, drop column waits_for, drop column refused;
  alter table changes alter column account_key set not null, alter column license_id set not null,
    alter column assignee_kind set not null, alter column assignee_id set not null;
  drop index changes_of_assignee, changes_open;
  drop table spellings, spelled_accounts;
  alter table change_sets drop column left_out;
  alter table audit_events drop column finding;
  drop table findings, finding_looks, finding_dismissals, former_seats;
  drop table sweep_held, sweep_pages, sweep_sections, sweeps, own_writes, seat_counts, license_events, events_head,
    holding_history, holdings, assignees, licenses, inventory_sections, inventory_accounts, hidden_numbers;
  delete from kysely_migration where name > '0002';`;
const COLUMNS = `select column_name from information_schema.columns where table_name = 'changes' order by 1`;

/** A set that does not end is to be told as such, not by the time limit of tests. */
const PATIENCE_MS = 600_000;

async function columnsOf(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ column_name: string }>(COLUMNS);
  return rows.map((row) => row.column_name);
}

/** A connection as version 0.2 has it. */
async function connectAs02({ config }: TestDatabase): Promise<Client> {
  if (!('url' in config)) throw new Error('not on a server');
  const client = new Client({ connectionString: config.url, application_name: 'license-graph' });
  await client.connect();
  return client;
}

/** The test, in the file this is called in. */
export function upgrade(options: ProcessOptions, amounts: Amounts): void {
  const changes = changesFor(amounts);

  describe('an upgrade from version 0.2', () => {
    const database = useDatabase('PostgreSQL');
    const processes = useProcesses(options);

    it(
      `waits for its replicas, and loses and repeats nothing of a set of ${changes.length}`,
      async () => {
        const old = await processes.start(database.config, 'old');
        await untilPlannable(await old.url, changes);
        const id = await apply(await old.url, changes, 'rolling');
        await until(() => processes.ledger.calls >= 6);
        await old.kill();
        const client = await connectAs02(database);
        await client.query(BACK_TO_02);
        const before = await columnsOf(client);

        const next = await processes.start(database.config, 'next');
        const url = await next.url;
        await expect(progressOf(url, id)).rejects.toThrow('Replicas of an older version');
        const { licenses } = await ask<{ licenses: object }>(url, '{ licenses(first: 1) { nodes { id } } }');
        expect(licenses).toEqual({ nodes: [{ id: expect.any(String) }] });
        expect(await columnsOf(client)).toEqual(before);
        expect(processes.ledger.written.filter(({ source }) => source === 'next')).toEqual([]);

        await client.end();
        const end = await untilOver(url, id);
        expect(end.progress['total']).toBe(changes.length);
        expect(await next.stop()).toBe(0);
        expect(processes.ledger.written.some(({ source }) => source === 'next')).toBe(true);
        const ends = await expectTrueEnd(processes, database, changes);
        // What the provider refuses aside, such as licenses of devices that were used.
        expect(ends['VERIFIED']).toBeGreaterThan(changes.length * 0.96);
      },
      PATIENCE_MS,
    );
  });
}
