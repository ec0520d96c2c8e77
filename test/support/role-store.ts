// A store over a database with a role of its own, whose password, rights and limits a test may change.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Client } from 'pg';
import { Secret } from '../../src/domain/secret.ts';
import type { Store } from '../../src/store/api.ts';
import { hostAndPort } from '../../src/store/database/failures/address.ts';
import type { JobHandlers, Jobs } from '../../src/store/jobs/api.ts';
import { createOutage } from '../../src/store/outage.ts';
import { openStore } from '../../src/store/store.ts';
import { until } from './assertions.ts';
import { createDatabase } from './databases.ts';
import type { Folder } from './folder.ts';
import { opened } from './lifecycle.ts';

/** A database with a role of its own, whose address is in a file, and a store over it. */
export interface RoleRig {
  readonly store: Store;
  readonly lines: string[];
  /** The clock that outages are timed by, in milliseconds. */
  readonly clock: { now: number };
  /** The name of the database, and of the role. */
  readonly database: string;
  readonly role: string;
  /** Runs a statement as the superuser. */
  run(statement: string): Promise<void>;
  /** Changes the password on the server. */
  alter(password: string): Promise<void>;
  /** Changes the password in the file. */
  write(password: string): Promise<void>;
  /** Puts anything else into the file. */
  writeText(text: string): Promise<void>;
  /** Ends every connection of the role. */
  disconnect(): Promise<void>;
  /** Until its connections rest: one that is opened at the moment would still be let in with a password that is changed meanwhile. */
  rests(): Promise<void>;
  /** The names of the applications that are connected. */
  applications(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Looks at which the same connections have nothing to do. */
const LOOKS_AT_REST = 10;

/** The rig of the file or `describe` this is called in. */
export function useRoleRig(folder: Folder): RoleRig {
  return opened(
    () => openRoleRig(folder),
    (it) => it.close(),
  );
}

async function openRoleRig(folder: Folder): Promise<RoleRig> {
  const { url, drop } = await createDatabase();
  const database = new URL(url).pathname.slice(1);
  const role = `role_${randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create role ${role} login password 'first'`);
  await admin.query(`grant create on database ${database} to ${role}`);
  await admin.query(`grant all on schema public to ${role}`);
  const file = folder.at(role);
  const write = (password: string): Promise<void> => {
    const own = new URL(url);
    return writeFile(file, Object.assign(own, { username: role, password }).href);
  };
  await write('first');
  const lines: string[] = [];
  const clock = { now: 1_000 };
  const keep = (details: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(details)}`);
  const log = { info: keep, warn: keep, error: keep };
  const address = new Secret(() => readFileSync(file, 'utf8'));
  const store = await openStore(
    { kind: 'postgres', url: address, poolSize: 3 },
    {
      now: Date.now,
      newId: randomUUID,
      log,
      outage: createOutage({ log, now: () => clock.now, where: () => hostAndPort(address) }),
      every: () => () => undefined,
    },
  );
  return {
    store,
    lines,
    clock,
    database,
    role,
    run: async (statement) => void (await admin.query(statement)),
    write,
    writeText: (text) => writeFile(file, text),
    alter: async (password) => void (await admin.query(`alter role ${role} password '${password}'`)),
    disconnect: async () =>
      void (await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
        role,
      ])),
    async rests() {
      const sql =
        "select coalesce(string_agg(pid::text || state, ',' order by pid), '') as all, bool_and(state = 'idle') as rest from pg_stat_activity where usename = $1";
      let [before, same] = ['', 0];
      await until(async () => {
        const { rows } = await admin.query<{ all: string; rest: boolean | null }>(sql, [role]);
        const [now] = rows;
        same = now?.rest === true && now.all === before ? same + 1 : 0;
        before = now?.all ?? '';
        return same >= LOOKS_AT_REST;
      });
    },
    async applications() {
      const sql =
        'select distinct application_name as name from pg_stat_activity where usename = $1 order by 1';
      return (await admin.query<{ name: string }>(sql, [role])).rows.map(({ name }) => name);
    },
    async close() {
      await store.close();
      await admin.query(`drop owned by ${role} cascade; drop role ${role}`);
      await admin.end();
      await drop();
    },
  };
}

const NOTHING = () => Promise.resolve();

/** Works on jobs as a server does; recurring ones do nothing. */
export function startJobs(store: Store, runPart: JobHandlers['runPart']): Promise<Jobs> {
  const handlers = { runPart, resume: NOTHING, settle: NOTHING, fireSchedules: NOTHING, retention: NOTHING };
  const intervals = { resumeMs: 60_000, settleMs: 60_000, fireSchedulesMs: 60_000, retentionMs: 60_000 };
  return store.startJobs(handlers, intervals, 1);
}

/** Whether a store can be used. */
export function isThere(store: Store): Promise<boolean> {
  return store.ping().then(
    () => true,
    () => false,
  );
}
