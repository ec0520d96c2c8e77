// What only a server has: several replicas on one database, and a database that goes away and comes back.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { silentLog } from '../../../src/domain/log.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { openDatabase } from '../../../src/store/database/open.ts';
import { storeError } from '../../../src/store/database/failure.ts';
import { up as changeEngine } from '../../../src/store/database/migrations/change-engine.ts';
import { up as ownChanges } from '../../../src/store/database/migrations/own-changes.ts';
import { only, present, problemOf, until } from '../../support/assertions.ts';
import { APPLICANT, PLAIN, aSet, result, results, someChanges } from '../../support/builders.ts';
import { createDatabase } from '../../support/databases.ts';
import { opened, standIn } from '../../support/lifecycle.ts';
import { freePort } from '../../support/ports.ts';
import { startOwnServer } from '../../support/postgres-server.ts';
import { claimedSet, rigOver, type Rig } from '../../support/store.ts';
import { inventoryCalls } from './inventory-calls.ts';

const replica = (url: string) => rigOver({ kind: 'postgres', url: new Secret(url), poolSize: 10 });

interface Replicas {
  readonly url: string;
  readonly all: readonly Rig[];
  close(): Promise<void>;
}

/** Stores on one database, which was empty when all of them opened it at once: each waits for the migrations, one runs them. */
function useReplicas(count: number): Replicas {
  return opened(
    async () => {
      const { url, drop } = await createDatabase();
      const all = await Promise.all(Array.from({ length: count }, () => replica(url)));
      return {
        url,
        all,
        async close() {
          for (const one of all) await one.close();
          await drop();
        },
      };
    },
    (it) => it.close(),
  );
}

describe('a server that is not there', () => {
  it('is a problem, not an error of the driver, and names no password', async () => {
    const opening = replica(`postgres://me:hunter2@127.0.0.1:${await freePort()}/x`);
    const error = await opening.catch((reason: unknown) => reason);
    expect(await problemOf(opening)).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      blame: 'PLATFORM',
      retryable: true,
    });
    expect(error instanceof Error && `${error.message} ${String(error.cause)}`).not.toContain('hunter2');
  });
});

describe('a database of before', () => {
  it('is opened, and its changes tell nothing of when the provider dealt with them', async () => {
    const { url, drop } = await createDatabase();
    const { db, close } = await openDatabase(
      { kind: 'postgres', url: new Secret(url), poolSize: 1 },
      { log: silentLog, create: true },
    );
    const getMigrations = () =>
      Promise.resolve({
        '0001-change-engine': { up: changeEngine },
        '0002-own-changes': { up: ownChanges },
      });
    expect((await new Migrator({ db, provider: { getMigrations } }).migrateToLatest()).error).toBeUndefined();
    for (const statement of [
      `insert into change_sets (id, kind, status, hash, principal, account_keys, planned_calls, made_calls,
         seat_impact, created_at, cancel_requested, problems)
       values ('s', 'APPLY', 'SUCCEEDED', 'h', 'p', '["a"]', 1, 1, '[]', now(), false, '[]')`,
      `insert into changes (id, set_id, position, action, account_key, license_id, assignee_kind, assignee_id,
         outcome, phase, attempts, upstream_request_ids)
       values ('c', 's', 0, 'ASSIGN', 'a', 'l', 'DEVICE', '359000000000011', 'VERIFIED', 'DONE', 1, '["r"]')`,
    ])
      await sql.raw(statement).execute(db);
    await close();
    const rig = await replica(url);
    expect(await rig.store.change('c')).toMatchObject({ upstreamRequestIds: ['r'], timing: null });
    await rig.close();
    await drop();
  });
});

describe('a connection for migrations', () => {
  it('waits as long as a large table takes, where requests give up', async () => {
    const { url, drop } = await createDatabase();
    const options = { kind: 'postgres', url: new Secret(url), poolSize: 2 } as const;
    const { db, openPatient, close } = await openDatabase(options, { log: silentLog, create: false });
    const patient = present(openPatient)();
    const limitOf = async (one: typeof db): Promise<unknown> =>
      only((await sql<{ statement_timeout: string }>`show statement_timeout`.execute(one)).rows);
    expect(await limitOf(db)).toEqual({ statement_timeout: '1min' });
    expect(await limitOf(patient)).toEqual({ statement_timeout: '0' });
    await patient.destroy();
    await close();
    await drop();
  });
});

describe('replicas on one server', () => {
  const replicas = useReplicas(4);

  it('bring an empty database up to date once', async () => {
    for (const { query, store } of replicas.all) {
      expect(await query('select name from kysely_migration')).toEqual([
        { name: '0001-change-engine' },
        { name: '0002-own-changes' },
        { name: '0003-spellings' },
        { name: '0004-whole-story' },
        { name: '0005-change-timing' },
        { name: '0006-change-targets' },
        { name: '0007-inventory' },
        { name: '0008-findings' },
        { name: '0009-reclaims' },
        { name: '0010-dismissal-entries' },
        { name: '0011-pending-trigrams' },
        { name: '0012-findings-known' },
        { name: '0013-walked-indexes' },
        { name: '0014-folded-letters' },
        { name: '0015-hidden-numbers' },
        { name: '0016-own-writes' },
        { name: '0017-look-up-calls' },
      ]);
      expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 0 });
    }
  });

  it('make one set of calls with one key, wherever these arrive', async () => {
    const idempotency = { principal: 'robot', key: 'everywhere', inputHash: 'x' };
    const calls = Array.from({ length: 5 }, () => replicas.all)
      .flat()
      .map(({ store }) => store.createSet(aSet(), someChanges('a', 2), { idempotency, enqueue: true }));
    const created = await Promise.all(calls);
    expect(created.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(created.map(({ set }) => set.id)).size).toBe(1);
  });

  it('give a part to one of them, and write one audit log', async () => {
    const stores = replicas.all.map(({ store }) => store);
    const first = only(stores.slice(0, 1));
    const { set } = await first.createSet(aSet(), someChanges('a', 40), PLAIN);
    const claims = await Promise.all(
      stores.map((store, owner) =>
        store.claimPart({ setId: set.id, accountKey: 'a', owner: `${owner}` }, 1_000),
      ),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    await Promise.all(
      stores.flatMap((store) => Array.from({ length: 10 }, () => store.createSet(aSet(), [], PLAIN))),
    );
    expect(await first.verifyChain()).toMatchObject({ ok: true });
  });
});

describe('a transaction of another replica that is not through yet', () => {
  const replicas = useReplicas(1);
  const rig = standIn(() => replicas.all[0]);

  /** A change that was sent, and the part it is in. */
  async function sending() {
    const claimed = await claimedSet(rig.store, 1);
    await rig.store.markSending(claimed.part, claimed.ids);
    return claimed;
  }

  const WAITING = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

  /** Does the work while the other transaction is open, and ends that as soon as the work waits for it. */
  async function during<T>(
    statement: string,
    values: readonly string[],
    work: () => Promise<T>,
    waiters = 1,
  ): Promise<T> {
    const other = new Client({ connectionString: replicas.url });
    await other.connect();
    try {
      await other.query('begin');
      await other.query(statement, [...values]);
      const working = work();
      await until(async () => (await rig.query(WAITING)).length >= waiters);
      await other.query('commit');
      return await working;
    } finally {
      await other.end();
    }
  }

  it('that cancels the set is waited for before a change is planned anew', async () => {
    const { part, ids } = await sending();
    const cancelling = 'update change_sets set cancel_requested = true where id = $1';
    const back = await during(cancelling, [part.setId], () => rig.store.backToPlanned(part, ids));
    expect(back).toEqual({ lease: 'HELD', changeIds: new Set() });
    expect(await rig.store.progress(part.setId)).toMatchObject({ CANCELLED: 1 });
  });

  it('that appends to the audit log is waited for before the log is pruned, once', async () => {
    await rig.store.createSet(aSet(), [], PLAIN);
    const { seq = 0 } = (await rig.store.auditEvents({}, null, 999)).at(-1) ?? {};
    rig.clock.now += 2 * 86_400_000;
    const days = { idempotencyKeys: null, finishedSets: null, schedules: null, audit: 1 };
    const twice = () => Promise.all([rig.store.retain(days, 999), rig.store.retain(days, 999)]);
    const reports = await during('select seq from audit_head for update', [], twice, 2);
    expect(reports.map(({ auditEvents }) => auditEvents).sort((a, b) => a - b)).toEqual([0, seq]);
    expect(await rig.store.verifyChain()).toEqual({ ok: true, checked: 1, firstBad: null });
  });

  it('that takes the part over is waited for before anything is recorded', async () => {
    const { part, ids } = await sending();
    const taking = `update parts set owner = 'another' where set_id = $1`;
    const recorded = await during(taking, [part.setId], () => rig.store.record(part, results(ids)));
    expect(recorded).toEqual({ lease: 'LOST' });
    expect(await rig.store.progress(part.setId)).toMatchObject({ PENDING: 1 });
  });
});

describe('a connection that breaks between two statements of a transaction', () => {
  it('fails the transaction and nothing else', async () => {
    const made = await createDatabase();
    const lines: string[] = [];
    const warn = (_details: object, message: string) => void lines.push(message);
    const options = { kind: 'postgres', url: new Secret(made.url), poolSize: 2 } as const;
    const database = await openDatabase(options, { log: { info: warn, warn, error: warn }, create: true });
    const broken = database.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
      await until(() => lines.length > 0);
      await sql`select 1`.execute(tx);
    });
    const error = await broken.catch((reason: unknown) => reason);
    const { rows: next } = await sql`select 1 as one`.execute(database.db);
    await database.close();
    await made.drop();
    expect(storeError(error).problem.code).toBe('STORE_UNAVAILABLE');
    expect(new Set(lines)).toEqual(new Set(['a connection to the database broke']));
    expect(next).toEqual([{ one: 1 }]);
  });
});

describe('a server that is restarted', () => {
  // One of its own: others would feel it.
  const server = opened(startOwnServer, (it) => it.stop());
  const rig = opened(
    () => replica(server.url),
    (it) => it.close(),
  );

  /** Tries until the database answers again. `failures` counts how often it did not. */
  const failures = { count: 0 };
  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code !== 'STORE_UNAVAILABLE' || tries > 1_000)
          throw error;
        failures.count += 1;
        await delay(50);
      }
    }
  }

  it('is a problem in every method while it is away, and answers again by itself', async () => {
    const { store } = rig;
    const { set } = await store.createSet(aSet(), someChanges('a', 1), PLAIN);
    const part = { setId: set.id, accountKey: 'a', owner: 'me' };
    await server.down();
    const calls = {
      ping: () => store.ping(),
      createSet: () => store.createSet(aSet(), someChanges('a', 1), PLAIN),
      startSet: () => store.startSet(set.id, APPLICANT, PLAIN),
      replay: () => store.replay({ principal: 'a', key: 'b', inputHash: 'c' }),
      set: () => store.set(set.id),
      sets: () => store.sets({}, null, 1),
      cancelSet: () => store.cancelSet(set.id, 'me'),
      finishSet: () => store.finishSet(set.id),
      carryOn: () =>
        store.carryOn(
          {
            seen: set,
            decided: [],
            added: [],
            problems: [],
            plannedCalls: 0,
            seatImpact: [],
            hash: set.hash,
          },
          false,
        ),
      addCalls: () => store.addCalls(set.id, 1),
      openChanges: () => store.openChanges('a', [{ kind: 'USER', externalId: 'x' }]),
      openSeatChanges: () => store.openSeatChanges('a', ['x']),
      openAssignees: () => store.openAssignees('a'),
      sentSince: () => store.sentSince('a', [], 0),
      laterChanges: () => store.laterChanges([set.id]),
      respell: () => store.respell('a', (_kind, id) => id),
      changesOf: () => store.changesOf(set.id, { limit: 1 }),
      requestsOf: () => store.requestsOf(set.id, { limit: 1 }),
      change: () => store.change('x'),
      progress: () => store.progress(set.id),
      markSending: () => store.markSending(part, ['x']),
      record: () => store.record(part, [result('x')]),
      backToPlanned: () => store.backToPlanned(part, ['x']),
      dueSettlements: () => store.dueSettlements(1),
      settle: () => store.settle([result('x')]),
      claimPart: () => store.claimPart(part, 1),
      renewPart: () => store.renewPart(part, 1),
      releasePart: () => store.releasePart(part),
      openParts: () => store.openParts(1),
      waitingParts: () => store.waitingParts(set.id),
      partsOf: () => store.partsOf(set.id),
      createSchedules: () => store.createSchedules([], 'me'),
      cancelSchedules: () => store.cancelSchedules([], 'me', null),
      dueSchedules: () => store.dueSchedules(1),
      fireSchedules: () => store.fireSchedules([], aSet(), [], false),
      schedulesOf: () => store.schedulesOf('a', []),
      schedules: () => store.schedules({}, null, 1),
      auditEvents: () => store.auditEvents({}, null, 1),
      verifyChain: () => store.verifyChain(),
      retain: () => store.retain({ idempotencyKeys: 1, finishedSets: 1, schedules: 1, audit: 1 }, 1),
      enqueueParts: () => store.enqueueParts([part]),
      figures: () => store.figures(),
      ...inventoryCalls(store),
    };
    // What is watched hears nothing while the server is away, and looks again when it is back: notices.test.ts.
    // A server does by itself what `tidy` does.
    const others = new Set([
      'startJobs',
      'startSweeps',
      'startFindings',
      'close',
      'watchSet',
      'watchEvents',
      'connections',
      'numbers',
      'tidy',
    ]);
    expect(Object.keys(calls).sort()).toEqual(
      Object.keys(store)
        .filter((name) => !others.has(name))
        .sort(),
    );
    for (const [name, call] of Object.entries(calls)) {
      const { code, retryable } = await problemOf(call());
      expect([name, code, retryable]).toEqual([name, 'STORE_UNAVAILABLE', true]);
    }
    await server.up();
    expect(await patiently(() => store.set(set.id))).toEqual(set);
  });

  it('loses nothing that was kept and keeps nothing half, when it happens in the middle of a set', async () => {
    const { store } = rig;
    const changes = someChanges('a', 300);
    const { set } = await patiently(() => store.createSet(aSet(), changes, PLAIN));
    const part = { setId: set.id, accountKey: 'a', owner: 'me' };
    await store.claimPart(part, 600_000);
    let restart: Promise<unknown> = Promise.resolve();
    failures.count = 0;
    for (const [index, { change }] of changes.entries()) {
      if (index === 60) restart = server.restart();
      // However fast the machine is: the server was away before the last of them.
      if (index === 299) await until(() => patiently(() => store.ping()).then(() => failures.count > 0));
      const ids = [change.id];
      await patiently(() => store.markSending(part, ids));
      await patiently(() => store.record(part, [result(change.id)]));
    }
    await restart;
    expect(await patiently(() => store.releasePart(part))).toMatchObject({
      done: true,
      set: { status: 'SUCCEEDED' },
    });
    expect(failures.count).toBeGreaterThan(0);
    const entries = await store.auditEvents({ setId: set.id, actions: ['ASSIGN'] }, null, 999);
    expect(new Set(entries.map(({ changeId }) => changeId)).size).toBe(300);
    expect(entries).toHaveLength(300);
    expect(await store.verifyChain()).toMatchObject({ ok: true });
  });

  it('gives its jobs to their workers again', async () => {
    const ran: string[] = [];
    const nothing = () => Promise.resolve();
    const jobs = await rig.store.startJobs(
      {
        runPart: ({ setId }) => Promise.resolve(void ran.push(setId)),
        resume: nothing,
        settle: nothing,
        fireSchedules: nothing,
        retention: nothing,
      },
      { resumeMs: 60_000, settleMs: 60_000, fireSchedulesMs: 60_000, retentionMs: 60_000 },
      1,
    );
    await server.restart();
    const options = { idempotency: null, enqueue: true };
    const { set } = await patiently(() => rig.store.createSet(aSet(), someChanges('a', 1), options));
    await until(() => ran.includes(set.id));
    expect(ran).toContain(set.id);
    await jobs.stop();
  });
});
