// Migration 0016: a database that an unreleased version has made has the table of our own writes as a new one has it.
import { describe, expect, it } from '@jest/globals';
import { DATABASES, type DatabaseKind } from '../../support/databases.ts';
import { useReopened } from '../../support/reopened.ts';
import { rigOver } from '../../support/store.ts';

const COLUMNS = `select column_name as name from information_schema.columns
  where table_name = 'own_writes' order by ordinal_position`;

describe.each(DATABASES)('the table of our own writes on %s', (kind: DatabaseKind) => {
  const { options, closeAfter } = useReopened(kind);

  it('has nothing that nobody reads, also where it had', async () => {
    const where = await options();
    const first = await rigOver(where);
    const names = ['assignee_id', 'license_id', 'observed_at', 'until', 'change_id', 'contradicted'];
    expect((await first.query(COLUMNS)).map(({ name }) => name)).toEqual(names);
    await first.query('alter table own_writes drop column contradicted, add column held boolean not null');
    await first.query('alter table sweep_sections drop column look_up_calls');
    await first.query(`delete from kysely_migration where name >= '0016'`);
    await first.close();
    const second = await rigOver(where);
    closeAfter(second);
    expect((await second.query(COLUMNS)).map(({ name }) => name)).toEqual(names);
  });
});
