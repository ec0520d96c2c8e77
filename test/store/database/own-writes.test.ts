// Migration 0016: a database that an unreleased version has made has the table of our own writes as a new one has it.
import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../src/domain/secret.ts';
import type { StoreOptions } from '../../../src/store/database/open.ts';
import { DATABASES, createDatabase, type DatabaseKind } from '../../support/databases.ts';
import { useFolder } from '../../support/folder.ts';
import { rigOver } from '../../support/store.ts';

const COLUMNS = `select column_name as name from information_schema.columns
  where table_name = 'own_writes' order by ordinal_position`;

describe.each(DATABASES)('the table of our own writes on %s', (kind: DatabaseKind) => {
  const folder = useFolder();
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  async function options(): Promise<StoreOptions> {
    if (kind === 'PGlite') return { kind: 'embedded', directory: folder.path };
    const { url, drop } = await createDatabase();
    open.push({ close: drop });
    return { kind: 'postgres', url: new Secret(url), poolSize: 5 };
  }

  it('has nothing that nobody reads, also where it had', async () => {
    const where = await options();
    const first = await rigOver(where);
    const names = ['assignee_id', 'license_id', 'observed_at', 'until', 'change_id', 'contradicted'];
    expect((await first.query(COLUMNS)).map(({ name }) => name)).toEqual(names);
    await first.query('alter table own_writes drop column contradicted, add column held boolean not null');
    await first.query(`delete from kysely_migration where name = '0016-own-writes'`);
    await first.close();
    const second = await rigOver(where);
    open.push(second);
    expect((await second.query(COLUMNS)).map(({ name }) => name)).toEqual(names);
  });
});
