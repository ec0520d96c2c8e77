// The store over a real database, as its tests use it.
import { beforeEach } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Log } from '../../src/domain/log.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Store } from '../../src/store/api.ts';
import { openDatabase, type StoreOptions } from '../../src/store/database.ts';
import { storeOver } from '../../src/store/store.ts';
import { createDatabase, newFiles, type DatabaseKind } from './databases.ts';
import { opened } from './lifecycle.ts';

export interface Rig {
  readonly store: Store;
  /** The store's clock, in milliseconds. */
  readonly clock: { now: number };
  /** Lines logged as warnings or worse. */
  readonly logged: string[];
  /** Calls what is called again and again, for one round. */
  tick(): void;
  /** Runs one statement behind the store's back. */
  query(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Empties every table, and sets the clock back. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const START = Date.parse('2031-05-01T10:00:00.000Z');

/** A store of the `describe` this is called in, over a database of its own that is empty before each test. */
export function useStore(kind: DatabaseKind): Rig {
  const rig = opened(
    () => openRig(kind),
    (it) => it.close(),
  );
  beforeEach(() => rig.reset());
  return rig;
}

/** A store of its own over a database of its own. */
export async function openRig(kind: DatabaseKind): Promise<Rig> {
  if (kind === 'PGlite') return await rigOver({ kind: 'embedded', directory: null });
  const made = await createDatabase();
  const rig = await rigOver({ kind: 'postgres', url: new Secret(made.url), poolSize: 25 });
  return {
    ...rig,
    async close() {
      await rig.close();
      await made.drop();
    },
  };
}

/** A store over what the options name. */
export async function rigOver(options: StoreOptions): Promise<Rig> {
  const clock = { now: START };
  const logged: string[] = [];
  const recurring = new Set<() => void>();
  const log = logInto(logged);
  const database = await openDatabase(options, { log, create: true, newFiles });
  const store = await storeOver(database, {
    now: () => clock.now,
    newId: randomUUID,
    log,
    every(_milliseconds, work) {
      recurring.add(work);
      return () => recurring.delete(work);
    },
  });
  const query = async (statement: string) =>
    (await sql.raw<Record<string, unknown>>(statement).execute(database.db)).rows;
  return {
    store,
    clock,
    logged,
    tick() {
      for (const work of recurring) work();
    },
    query,
    async reset() {
      clock.now = START;
      logged.length = 0;
      for (const statement of EMPTYING) await query(statement);
    },
    close: () => store.close(),
  };
}

function logInto(lines: string[]): Log {
  const write = (details: object, message: string) =>
    void lines.push(`${message} ${JSON.stringify(details)}`);
  return { info: () => undefined, warn: write, error: write };
}

const EMPTYING = [
  'alter table audit_events disable trigger audit_events_no_truncate',
  'truncate change_sets, changes, parts, idempotency_keys, scheduled_removals, audit_events',
  'alter table audit_events enable trigger audit_events_no_truncate',
  `update audit_head set seq = 0, hash = repeat('0', 64)`,
  'delete from pgboss.job',
];
