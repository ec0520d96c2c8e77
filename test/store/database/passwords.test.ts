// Passwords of PostgreSQL that are exchanged while a process runs, and those that are wrong.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Secret } from '../../../src/domain/secret.ts';
import type { Store } from '../../../src/store/api.ts';
import { applicationName } from '../../../src/store/database/versions.ts';
import { createOutage } from '../../../src/store/outage.ts';
import { openStore } from '../../../src/store/store.ts';
import { problemOf, until } from '../../support/assertions.ts';
import { PLAIN, aSet, someChanges } from '../../support/builders.ts';
import { createDatabase } from '../../support/databases.ts';
import { useFolder } from '../../support/folder.ts';
import { opened } from '../../support/lifecycle.ts';

const folder = useFolder();

/** A database with a role of its own, whose address is in a file, and a store over it. */
interface Rig {
  readonly store: Store;
  readonly lines: readonly string[];
  /** Changes the password on the server. */
  alter(password: string): Promise<void>;
  /** Changes the password in the file. */
  write(password: string): Promise<void>;
  /** Puts anything else into the file. */
  writeText(text: string): Promise<void>;
  /** Ends every connection of the role. */
  disconnect(): Promise<void>;
  /** The names of the applications that are connected. */
  applications(): Promise<readonly string[]>;
  close(): Promise<void>;
}

async function openRig(): Promise<Rig> {
  const { url, drop } = await createDatabase();
  const role = `role_${randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create role ${role} login password 'first'`);
  await admin.query(`grant create on database ${new URL(url).pathname.slice(1)} to ${role}`);
  await admin.query(`grant all on schema public to ${role}`);
  const file = folder.at(role);
  const write = (password: string): Promise<void> => {
    const address = new URL(url);
    Object.assign(address, { username: role, password });
    return writeFile(file, address.href);
  };
  await write('first');
  const lines: string[] = [];
  const keep = (details: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(details)}`);
  const log = { info: keep, warn: keep, error: keep };
  const store = await openStore(
    { kind: 'postgres', url: new Secret(() => readFileSync(file, 'utf8')), poolSize: 3 },
    {
      now: Date.now,
      newId: randomUUID,
      log,
      outage: createOutage({ log, now: Date.now }),
      every: () => () => undefined,
    },
  );
  return {
    store,
    lines,
    write,
    writeText: (text) => writeFile(file, text),
    alter: async (password) => void (await admin.query(`alter role ${role} password '${password}'`)),
    disconnect: async () =>
      void (await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
        role,
      ])),
    async applications() {
      const sql =
        'select distinct application_name as name from pg_stat_activity where usename = $1 order by 1';
      return (await admin.query<{ name: string }>(sql, [role])).rows.map(({ name }) => name);
    },
    async close() {
      await store.close();
      await admin.query(`drop owned by ${role} cascade`);
      await admin.end();
      await drop();
      const server = new Client({
        connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href,
      });
      await server.connect();
      await server.query(`drop role ${role}`);
      await server.end();
    },
  };
}

const isOfOutage = (line: string): boolean => line.startsWith('the database c');
const NOTHING = () => Promise.resolve();

describe('a password in a file', () => {
  const rig = opened(openRig, (it) => it.close());

  it('is read by every connection that is opened: of the store, of its jobs and of the listener', async () => {
    const { store } = rig;
    const ran: string[] = [];
    const jobs = await store.startJobs(
      {
        runPart: ({ setId }) => Promise.resolve(void ran.push(setId)),
        sweep: NOTHING,
        settle: NOTHING,
        fireSchedules: NOTHING,
        retention: NOTHING,
      },
      { sweepMs: 60_000, settleMs: 60_000, fireSchedulesMs: 60_000, retentionMs: 60_000 },
      1,
    );
    const watch = store.watchSet('nothing');
    await watch.news();
    await rig.alter('second');
    await rig.write('second');
    const back = watch.news();
    await rig.disconnect();
    await back;
    await until(() => isThere(store));
    const { set } = await store.createSet(aSet(), someChanges('a', 1), { ...PLAIN, enqueue: true });
    await until(() => ran.includes(set.id));
    expect(await rig.applications()).toEqual([
      applicationName('-jobs'),
      'license-graph-live',
      applicationName(''),
    ]);
    expect(rig.lines.join('\n')).not.toMatch(/second|cannot be used/);
    watch.close();
    await jobs.stop();
  });

  it.each(['postgres://me:pass/word@127.0.0.1/x', 'postgres://me:%E0%A4@127.0.0.1/x'])(
    'is not taken where it makes no address: %s',
    async (text) => {
      await rig.writeText(text);
      await rig.disconnect();
      await until(() => isThere(rig.store));
      expect(rig.lines.join('\n')).not.toMatch(/cannot be used/);
    },
  );
});

describe('a password that becomes wrong', () => {
  const rig = opened(openRig, (it) => it.close());

  it('is told once with what to do, and once when it is mended, with the attempts in between', async () => {
    const { store, lines } = rig;
    await rig.alter('other');
    await rig.disconnect();
    await until(async () => !(await isThere(store)) && lines.some(isOfOutage));
    for (let count = 0; count < 5; count += 1) {
      expect(await problemOf(store.ping())).toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('refuses its user or password'),
        hint: expect.stringContaining('store.url'),
      });
    }
    await rig.write('other');
    await store.ping();
    expect(lines.filter(isOfOutage)).toEqual([
      expect.stringMatching(/^the database cannot be used .*"hint":"Look at user and password/),
      expect.stringMatching(/^the database can be used again \{"attempts":([6-9]|\d\d+),/),
    ]);
  });
});

async function isThere(store: Store): Promise<boolean> {
  return store.ping().then(
    () => true,
    () => false,
  );
}
