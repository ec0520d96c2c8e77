// The store over a real database, for its tests.
import { beforeEach } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Log } from '../../src/domain/log.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Store } from '../../src/store/api.ts';
import type { HeldPart } from '../../src/store/sets/api.ts';
import { openDatabase, type StoreOptions } from '../../src/store/database/open.ts';
import { storeOver } from '../../src/store/store.ts';
import { PLAIN, aSet, someChanges } from './builders.ts';
import { createDatabase, newFiles, type DatabaseKind } from './databases.ts';
import { opened, standIn } from './lifecycle.ts';

export interface Rig {
  readonly store: Store;
  /** The store's clock, in milliseconds. */
  readonly clock: { now: number };
  /** Log lines of warnings and errors. */
  logged(): readonly string[];
  /** Runs one round of everything that runs at intervals. */
  tick(): void;
  /** Runs one statement without the store. */
  query(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Empties every table, and resets the clock. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const START = Date.parse('2031-05-01T10:00:00.000Z');

/** A store of the `describe` this is called in, over its own database, which is empty before each test. */
export function useStore(kind: DatabaseKind): Omit<Rig, 'reset' | 'close'> {
  const rig = opened(
    () => openRig(kind),
    (it) => it.close(),
  );
  beforeEach(() => rig.reset());
  return {
    store: standIn(() => rig.store),
    clock: {
      get now() {
        return rig.clock.now;
      },
      set now(milliseconds) {
        rig.clock.now = milliseconds;
      },
    },
    logged: () => rig.logged(),
    tick: () => rig.tick(),
    query: (statement) => rig.query(statement),
  };
}

/** A new store over a new database. */
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

/** A store over the database that the options name. `anew` creates a database in memory, instead of loading that of the run. */
export async function rigOver(options: StoreOptions, anew = false): Promise<Rig> {
  const clock = { now: START };
  const logged: string[] = [];
  const recurring = new Set<() => void>();
  const log = logInto(logged);
  const database = await openDatabase(options, { log, create: true, ...(!anew && { newFiles }) });
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
    logged: () => logged,
    tick() {
      for (const work of recurring) work();
    },
    query,
    async reset() {
      clock.now = START;
      logged.length = 0;
      await query(EMPTYING);
    },
    close: () => store.close(),
  };
}

/** A running set of the account `a` whose part is claimed, with the ids of its changes. */
export async function claimedSet(
  store: Store,
  count: number,
  leaseMs = 1_000,
): Promise<{ readonly part: HeldPart; readonly ids: readonly string[] }> {
  const changes = someChanges('a', count);
  const { set } = await store.createSet(aSet(), changes, PLAIN);
  const part = { setId: set.id, accountKey: 'a', owner: 'first' };
  if (!(await store.claimPart(part, leaseMs))) throw new Error('somebody else has the part of a new set');
  return { part, ids: changes.map(({ change }) => change.id) };
}

function logInto(lines: string[]): Log {
  const write = (details: object, message: string) =>
    void lines.push(`${message} ${JSON.stringify(details)}`);
  return { info: () => undefined, warn: write, error: write };
}

/** One statement without `truncate`, which is slower for a few rows. Rows of a set are deleted with it. */
const EMPTYING = `do $$ begin
  alter table audit_events disable trigger audit_events_append_only;
  delete from audit_events;
  alter table audit_events enable trigger audit_events_append_only;
  delete from change_sets;
  delete from scheduled_removals;
  delete from spellings;
  delete from spelled_accounts;
  update audit_head set seq = 0, hash = repeat('0', 64);
  delete from pgboss.job;
  delete from inventory_accounts;
  delete from licenses;
  delete from assignees;
  delete from holdings;
  delete from holding_history;
  delete from license_events;
  delete from former_seats;
  delete from seat_counts;
  delete from own_writes;
  update events_head set seq = 0, at = '1970-01-01T00:00:00Z', expired_seq = 0;
end $$`;
