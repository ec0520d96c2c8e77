// The thread of an embedded database: what it answers is what PGlite does, this one is free meanwhile, and it ends with its process.
import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { openInThread } from '../../../src/store/database/embedded/in-thread.ts';
import { present } from '../../support/assertions.ts';
import { newFiles } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';

const run = promisify(execFile);

async function openThread() {
  return await openInThread({ loaded: await (await newFiles()).arrayBuffer() });
}

const LONG = 'select count(*)::integer as count from generate_series(1, 3000000)';
const RUNNING = 1_000;

describe('an embedded database in its thread', () => {
  const rig = opened(
    async () => ({ db: await openThread() }),
    ({ db }) => db.close(),
  );

  it('leaves this thread free while a statement takes long', async () => {
    const watched = { isOver: false };
    const long = rig.db.query(LONG).finally(() => (watched.isOver = true));
    let turns = 0;
    while (!watched.isOver) {
      await nextTurn();
      turns += 1;
    }
    expect((await long).rows).toEqual([{ count: 3_000_000 }]);
    expect(turns).toBeGreaterThan(RUNNING);
  });

  it('takes and gives values of every kind that the store has', async () => {
    const text = `select $1::integer as number, $2::text[] as texts, $3::timestamptz as moment, $4::jsonb as json, $5::boolean as yes,
      $6::bigint as long, null as nothing`;
    const values = [7, ['a', 'ü,"'], new Date(0), { a: [1] }, true, 2 ** 40];
    const { rows, fields } = await rig.db.query(text, values);
    const [number, texts, moment, json, yes, long] = values;
    expect(rows).toEqual([{ number, texts, moment, json, yes, long, nothing: null }]);
    expect(fields).toHaveLength(7);
  });

  it('tells failures with the code of the database', async () => {
    await expect(rig.db.query('select 1 / 0')).rejects.toMatchObject({
      message: 'division by zero',
      code: '22012',
    });
    await expect(rig.db.exec('select 1; select nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(rig.db.transaction((tx) => tx.query('select 1 / 0'))).rejects.toMatchObject({
      code: '22012',
    });
  });

  it('runs all of a transaction before what was asked meanwhile, and nothing of one that failed', async () => {
    await rig.db.exec('create table numbers (n integer)');
    const count = async () => (await rig.db.query('select count(*)::integer as n from numbers')).rows;
    let meanwhile: ReturnType<typeof count> | null = null;
    await rig.db.transaction(async (tx) => {
      await tx.query('insert into numbers values (1)');
      meanwhile = count();
      await tx.query('insert into numbers values ($1)', [2]);
    });
    expect(await present<ReturnType<typeof count> | null>(meanwhile)).toEqual([{ n: 2 }]);
    const failed = rig.db.transaction(async (tx) => {
      await tx.query('insert into numbers values (3)');
      throw new Error('given up');
    });
    await expect(failed).rejects.toThrow('given up');
    expect(await count()).toEqual([{ n: 2 }]);
    // What is committed after a failure is not.
    const aborted = rig.db.transaction(async (tx) => {
      await tx.query('insert into numbers values (4)');
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(aborted).rejects.toMatchObject({ code: '25P02' });
    expect(await count()).toEqual([{ n: 2 }]);
  });

  it('hears of notices', async () => {
    const heard: string[] = [];
    const stop = await rig.db.listen('news', (payload) => heard.push(payload));
    const stopOther = await rig.db.listen('news', (payload) => heard.push(`${payload}, too`));
    await rig.db.query("select pg_notify('news', 'first')");
    await rig.db.query("select pg_notify('other', 'not heard')");
    await rig.db.query('select 1');
    expect(heard).toEqual(['first', 'first, too']);
    await stopOther();
    await rig.db.query("select pg_notify('news', 'second')");
    await stop();
    await rig.db.query("select pg_notify('news', 'not heard')");
    await rig.db.query('select 1');
    expect(heard).toEqual(['first', 'first, too', 'second']);
  });
});

describe('the thread of an embedded database', () => {
  it('answers nothing any more once it is closed', async () => {
    const db = await openThread();
    await Promise.all([db.close(), db.close()]);
    expect(db.closed).toBe(true);
    await expect(db.query('select 1')).rejects.toThrow('the database is closed');
    await expect(db.transaction(() => Promise.resolve())).rejects.toThrow('the database is closed');
  });

  it('leaves nobody waiting when it ends', async () => {
    const threads: Worker[] = [];
    const seen = (message: unknown): void => void threads.push((message as { worker: Worker }).worker); // as documented
    subscribe('worker_threads', seen);
    const db = await openThread();
    unsubscribe('worker_threads', seen);
    const answers = [db.query(LONG), db.query(LONG)];
    await present(threads[0]).terminate();
    for (const answer of answers) await expect(answer).rejects.toThrow('the database is closed');
    await expect(db.query('select 1')).rejects.toThrow('the database is closed');
  });

  it.each([
    ['is still to be answered', 'db.query(long).then(({ rows }) => console.log(JSON.stringify(rows)))'],
    [
      'is being closed',
      'db.query(long).then(({ rows }) => db.close().then(() => console.log(JSON.stringify(rows))))',
    ],
  ])('keeps a process from ending only while it %s', async (_what, work) => {
    const program = `
      const long = '${LONG}';
      const { openInThread } = await import(process.argv[1]);
      const { newDatabaseFiles } = await import(process.argv[2]);
      const db = await openInThread({ loaded: await (await newDatabaseFiles()).arrayBuffer() });
      ${work};`;
    const modules = ['in-thread.ts', 'new-database.ts'].map(
      (file) => new URL(`../../../src/store/database/embedded/${file}`, import.meta.url).href,
    );
    const { stdout } = await run(execPath, ['--input-type=module', '--eval', program, ...modules]);
    expect(stdout).toBe('[{"count":3000000}]\n');
  });
});
