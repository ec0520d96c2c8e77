// Statements that a database plans once: they answer as any other does, and as things are now.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { silentLog } from '../../../src/domain/log.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { openPglite } from '../../../src/store/database/embedded/pglite.ts';
import { openDatabase } from '../../../src/store/database/open.ts';
import { createDatabase } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';

const MARK = '/* plan kept */';

describe('statements with kept plans of the embedded database', () => {
  const database = opened(
    async () => ({ pglite: await openPglite({}) }),
    ({ pglite }) => pglite.close(),
  );

  async function rows(text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
    const { rows: found } = await database.pglite.query(`${text} ${MARK}`, [...values]);
    return found;
  }

  /** Those that the database has prepared, and how often each was run by the plan that it keeps. */
  async function prepared(): Promise<readonly { readonly text: string; readonly runs: number }[]> {
    const { rows: found } = await database.pglite.query<{ text: string; runs: number }>(
      `select replace(statement, ' ${MARK}', '') as text, generic_plans::integer as runs from pg_prepared_statements`,
    );
    return found;
  }

  beforeEach(async () => {
    await database.pglite.exec(`
      drop table if exists things;
      create table things (id integer primary key, name text);
      insert into things values (1, 'one'), (2, null)`);
  });

  it('answer what the same statement answers without', async () => {
    const text = `select $1::integer as number, $2::text[] as texts, $3::timestamptz as moment, null as nothing,
      (select json_agg(t) from things t) as things`;
    for (const values of [
      [1, ['a', 'b,"'], new Date(0)],
      [null, [], null],
      [-7, ['ü'], '2026-01-01T00:00:00Z'],
    ]) {
      const { rows: wanted } = await database.pglite.query(text, values);
      expect(await rows(text, values)).toEqual(wanted);
    }
    expect(await rows('select 1 as one where false')).toEqual([]);
  });

  it('are planned once, and for no values in particular', async () => {
    const text = 'select name from things where id = any($1::integer[])';
    for (const ids of [[1], [2], [1, 2], [], [3], [1], [2], [1]]) await rows(text, [ids]);
    expect((await prepared()).filter((one) => one.text === text)).toEqual([{ text, runs: 8 }]);
    // What others prepare is planned as before.
    const { rows: mode } = await database.pglite.query('show plan_cache_mode');
    expect(mode).toEqual([{ plan_cache_mode: 'auto' }]);
  });

  it('are no more than fifty, and those that were given up answer again', async () => {
    const texts = Array.from({ length: 60 }, (_, number) => `select ${number} as number`);
    for (const [number, text] of texts.entries()) expect(await rows(text)).toEqual([{ number }]);
    const kept = (await prepared()).map(({ text }) => text);
    expect(kept.toSorted()).toEqual(texts.slice(10).toSorted());
    expect(await rows('select 0 as number')).toEqual([{ number: 0 }]);
    expect(await prepared()).toHaveLength(50);
  });

  it('fail as others do, and answer afterwards', async () => {
    const text = 'select 1 / $1::integer as part';
    await expect(rows(text, [0])).rejects.toMatchObject({ code: '22012' });
    await expect(rows('select nothing_of_that_name')).rejects.toMatchObject({ code: '42703' });
    expect(await rows(text, [1])).toEqual([{ part: 1 }]);
    const { rows: mode } = await database.pglite.query('show plan_cache_mode');
    expect(mode).toEqual([{ plan_cache_mode: 'auto' }]);
  });

  it('are prepared anew where they do not fit their tables any more', async () => {
    const text = 'select * from things where id = 1';
    expect(await rows(text)).toEqual([{ id: 1, name: 'one' }]);
    await database.pglite.exec('alter table things add column size integer');
    await expect(rows(text)).rejects.toThrow('cached plan must not change result type');
    expect(await rows(text)).toEqual([{ id: 1, name: 'one', size: null }]);
  });

  it('wait for a transaction, and are no part of it', async () => {
    const text = 'select count(*)::integer as count from things';
    const order: string[] = [];
    let counted: Promise<unknown> = Promise.resolve();
    await database.pglite.transaction(async (tx) => {
      await tx.query("insert into things values (3, 'three')");
      counted = rows(text).then((found) => {
        order.push('counted');
        return found;
      });
      await tx.query("insert into things values (4, 'four')");
      order.push('written');
    });
    expect(await counted).toEqual([{ count: 4 }]);
    expect(order).toEqual(['written', 'counted']);
  });
});

describe('statements with kept plans of a server', () => {
  const server = opened(createDatabase, (it) => it.drop());

  /** A store's database of one session, which gives what it has prepared. */
  async function session(listenUrl: Secret | null = null) {
    const url = new Secret(server.url);
    const { db, close } = await openDatabase(
      { kind: 'postgres', url, poolSize: 1, listenUrl },
      { log: silentLog, create: false },
    );
    const rows = async (text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> =>
      (await db.executeQuery(CompiledQuery.raw(`${text} ${MARK}`, [...values]))).rows;
    const prepared = async (): Promise<readonly unknown[]> =>
      (
        await db.executeQuery(
          CompiledQuery.raw('select statement, from_sql from pg_prepared_statements order by name'),
        )
      ).rows;
    return { db, rows, prepared, close };
  }

  it('are parsed once in a session, and answer for the values of each run', async () => {
    const { rows, prepared, close } = await session();
    const text = 'select $1::integer as number, $2::text[] as texts';
    for (const number of [1, 2, 3])
      expect(await rows(text, [number, ['a']])).toEqual([{ number, texts: ['a'] }]);
    expect(await prepared()).toEqual([{ statement: `${text} ${MARK}`, from_sql: false }]);
    await close();
  });

  it('are no more than fifty, those that were asked for last, and those that were given up answer again', async () => {
    const { rows, prepared, close } = await session();
    const usual = "select 'usual' as size";
    const sizes = Array.from({ length: 120 }, (_, number) => `select ${number} as size`);
    for (const [number, text] of sizes.entries()) {
      expect(await rows(text)).toEqual([{ size: number }]);
      if (number % 20 === 0) expect(await rows(usual)).toEqual([{ size: 'usual' }]);
    }
    const last = [usual, ...sizes.slice(-49)].map((text) => ({
      statement: `${text} ${MARK}`,
      from_sql: false,
    }));
    const kept = await prepared();
    expect(kept).toHaveLength(50);
    expect(kept).toEqual(expect.arrayContaining(last));
    expect(await rows('select 0 as size')).toEqual([{ size: 0 }]);
    expect(await prepared()).toHaveLength(50);
    await close();
  });

  it('are given up in a transaction that has failed as well', async () => {
    const { db, rows, prepared, close } = await session();
    for (let number = 0; number < 50; number += 1) await rows(`select ${number} as number`);
    const failing = db.transaction().execute(async (tx) => {
      await tx.executeQuery(CompiledQuery.raw('select 1 / 0')).catch(() => undefined);
      await tx.executeQuery(CompiledQuery.raw(`select 50 as number ${MARK}`));
    });
    await expect(failing).rejects.toMatchObject({ code: '25P02' });
    expect(await prepared()).toHaveLength(49);
    for (let number = 50; number < 60; number += 1)
      expect(await rows(`select ${number} as number`)).toEqual([{ number }]);
    expect(await prepared()).toHaveLength(50);
    await close();
  });

  it('are planned every time once a session does not know them, as behind a pooler that nobody has told of', async () => {
    const { rows, prepared, close } = await session();
    expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
    await rows('deallocate all;');
    expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
    expect(await rows('select 2 as two')).toEqual([{ two: 2 }]);
    expect(await prepared()).toEqual([]);
    await close();
  });

  it('are kept by no session behind a pooler, which gives each transaction another one', async () => {
    const { rows, prepared, close } = await session(new Secret(server.url));
    expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
    expect(await prepared()).toEqual([]);
    await close();
  });
});
