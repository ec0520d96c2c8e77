// The store over a real database, as its tests use it: always over PGlite, and over the PostgreSQL server that
// TEST_DATABASE_URL names when there is one (`eval "$(.ci/postgres start)"`).
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Pool } from 'pg';
import type { Change } from '../../src/domain/change.ts';
import type { Log } from '../../src/domain/log.ts';
import { ProblemError, type Problem } from '../../src/domain/problem.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ChangeResult, CreateOptions, NewChange, NewChangeSet, Store } from '../../src/store/api.ts';
import { openDatabase, type StoreOptions } from '../../src/store/database.ts';
import { storeOver } from '../../src/store/store.ts';

// eslint-disable-next-line node/no-process-env -- where a server is, only the machine knows
export const SERVER_URL = process.env['TEST_DATABASE_URL'] ?? '';

/** What the suite runs on. */
export const DATABASES = SERVER_URL === '' ? ['PGlite'] : ['PGlite', 'PostgreSQL'];

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

/** A store of its own over a database of its own. */
export async function openRig(database: string): Promise<Rig> {
  if (database === 'PGlite') return await rigOver({ kind: 'embedded', directory: null });
  const made = await createDatabase(SERVER_URL);
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
  const database = await openDatabase(options, { log, create: true });
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

/** A database of its own on a server. */
export async function createDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `store_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const pool = new Pool({ connectionString: serverUrl, max: 1 });
    await pool.query(statement);
    await pool.end();
  };
  await run(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

/** A change of the account given. */
export function aChange(accountKey: string, number: number, rest: Partial<Change> = {}): Change {
  return {
    id: randomUUID(),
    action: 'ASSIGN',
    accountKey,
    licenseId: 'license-1',
    assignee: { kind: 'USER', externalId: `user-${number}` },
    removalOn: null,
    calling: null,
    site: null,
    ...rest,
  };
}

/** PENDING changes of an account, one group of them. */
export function someChanges(accountKey: string, count: number): NewChange[] {
  return Array.from({ length: count }, (_, number) => pending(aChange(accountKey, number)));
}

export function pending(change: Change, rest: Partial<NewChange> = {}): NewChange {
  return { change, outcome: 'PENDING', groupNo: 0, problem: null, before: NOT_HELD, ...rest };
}

export const NOT_HELD = { held: false, status: null, assignedAt: null, removalOn: null } as const;
export const HELD = { held: true, status: 'ACTIVE', assignedAt: null, removalOn: null } as const;

export function aSet(rest: Partial<NewChangeSet> = {}): NewChangeSet {
  return {
    kind: 'APPLY',
    hash: 'a'.repeat(64),
    principal: 'robot',
    reason: 'new hires',
    ticket: 'HR-1',
    plannedCalls: 1,
    seatImpact: [],
    undoOf: null,
    retryOf: null,
    expiresAt: null,
    problems: [],
    ...rest,
  };
}

/** Who has plans carried out. */
export const APPLICANT = { principal: 'somebody else', reason: null, ticket: null };

export const PLAIN: CreateOptions = { idempotency: null, enqueue: false };

export function result(changeId: string, rest: Partial<ChangeResult> = {}): ChangeResult {
  return { changeId, phase: 'DONE', outcome: 'VERIFIED', problem: null, upstreamRequestIds: [], ...rest };
}

/** The problem a promise fails with. Fails itself when the promise does not, or with something else. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const settled = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(settled instanceof ProblemError)) throw new Error(`no problem but ${String(settled)}`);
  return settled.problem;
}

/** The one of a list. */
export function only<T>(list: Iterable<T>): T {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`not one but ${first ? more.length + 1 : 0}`);
  return first;
}
