// What a database needs from time to time: statistics on both, and on the embedded one all that only a server does by itself.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/domain/log.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Database } from '../../../src/store/database/database.ts';
import { openDatabase, type StoreOptions } from '../../../src/store/database/open.ts';
import { present } from '../../support/assertions.ts';
import { DATABASES, createDatabase, newFiles, type DatabaseKind } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';

/** Segments of 16 MB that are left for further use: `max_wal_size`, and the one that is written to. */
const SEGMENTS_LEFT = 9;

/** A database with a table that holds 1,000 rows, none of which has been counted. */
function useFilled(kind: DatabaseKind): { readonly database: Database } {
  return opened(
    async () => {
      const made = kind === 'PGlite' ? null : await createDatabase();
      const options: StoreOptions = made
        ? { kind: 'postgres', url: new Secret(made.url), poolSize: 2 }
        : { kind: 'embedded', directory: null };
      const database = await openDatabase(options, { log: silentLog, create: true, newFiles });
      await sql`create table filled as select n from generate_series(1, 1000) n`.execute(database.db);
      return { database, made };
    },
    async ({ database, made }) => {
      await database.close();
      await made?.drop();
    },
  );
}

async function numberOf({ db }: Database, expression: string): Promise<number> {
  const { rows } = await sql.raw<{ number: number }>(`select ${expression} as number`).execute(db);
  return present(rows[0]).number;
}

describe.each(DATABASES)('%s', (kind) => {
  const filled = useFilled(kind);

  it('counts its rows when it is told to', async () => {
    await filled.database.maintenance.analyze(['filled']);
    const counted = "(select reltuples from pg_class where relname = 'filled')";
    expect(await numberOf(filled.database, counted)).toBe(1_000);
  });
});

describe('PGlite', () => {
  const filled = useFilled('PGlite');

  it('gives room back when it is told to', async () => {
    const { database } = filled;
    await sql`delete from filled`.execute(database.db);
    expect(await numberOf(database, "pg_relation_size('filled')::int")).toBeGreaterThan(0);
    await database.maintenance.vacuum?.(['filled']);
    expect(await numberOf(database, "pg_relation_size('filled')::int")).toBe(0);
  });

  it('keeps its log until it is told to make a checkpoint', async () => {
    const { database } = filled;
    const segments = () => numberOf(database, '(select count(*)::int from pg_ls_waldir())');
    for (let segment = 0; segment <= SEGMENTS_LEFT + 3; segment += 1) {
      await sql`insert into filled values (${segment}::int)`.execute(database.db);
      await sql`select pg_switch_wal()`.execute(database.db);
    }
    expect(await segments()).toBeGreaterThan(SEGMENTS_LEFT + 3);
    await database.maintenance.checkpoint?.();
    expect(await segments()).toBeLessThanOrEqual(SEGMENTS_LEFT);
  });
});

describe('PostgreSQL', () => {
  const filled = useFilled('PostgreSQL');

  it('is left to do the rest by itself', () => {
    expect(Object.keys(filled.database.maintenance)).toEqual(['analyze']);
  });
});
