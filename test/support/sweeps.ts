// Sweeps of one provider's account into a store, for their tests: queued and run to their end in this process, with clocks that jump over waits.
import { beforeEach } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { SectionStatus, SweepReason, SweepStatus } from '../../src/domain/inventory/accounts.ts';
import { silentTracer } from '../../src/domain/telemetry/tracer.ts';
import { createSweeper } from '../../src/inventory/sweeper.ts';
import type { SweepDeps } from '../../src/inventory/sweep-port.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present } from './assertions.ts';
import type { DatabaseKind } from './databases.ts';
import { useProvider, type BenchOptions, type ProviderName } from './provider.ts';
import { useStore, type Rig } from './store.ts';

/** How a sweep ended. */
export interface SweptTo {
  readonly id: number;
  readonly status: SweepStatus;
  readonly sections: Readonly<Record<string, SectionStatus>>;
  readonly rows: number;
  readonly calls: number;
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly heldBack: number;
  /** Codes of problems, by the names of sections. */
  readonly problems: Readonly<Record<string, string>>;
  /** Milliseconds of each wait between two runs of it. */
  readonly waits: readonly number[];
}

/** The inventory by the provider's ids, without surrogate keys and times; each list is sorted. */
export interface Tables {
  readonly licenses: readonly string[];
  readonly assignees: readonly string[];
  readonly holdings: readonly string[];
  readonly history: readonly string[];
}

export interface ToldEvent {
  readonly what: string;
  readonly origin: string;
  readonly license: string | null;
  readonly assignee: string | null;
  readonly at: Date;
  readonly notBefore: Date | null;
}

type Options = Omit<BenchOptions, 'runtime' | 'now' | 'jump'> & {
  /** How large the seeded company is. */
  readonly scale?: number;
};

/** A store, and the provider's emulator with an account at it, for the tests of the `describe` this is called in; all have one clock. */
export function useSweeps<Name extends ProviderName>(
  kind: DatabaseKind,
  name: Name,
  { scale = 1, ...options }: Options = {},
) {
  const rig = useStore(kind);
  const { clock } = rig;
  const bench = useProvider(name, {
    ...options,
    now: () => clock.now,
    runtime: () => ({
      now: () => clock.now,
      // The circuit breaker knows another clock.
      limits: { breakerFailures: 1_000_000 },
      sleep(milliseconds, signal) {
        signal.throwIfAborted();
        clock.now += milliseconds;
        return Promise.resolve();
      },
    }),
  });
  if (scale !== 1) beforeEach(() => bench.emulator.reset(scale));
  const deps = (account: ProviderAccount = bench.account): SweepDeps => sweepDeps(rig, [account]);
  return {
    ...rig,
    clock,
    bench,
    deps,
    /** Queues a sweep and runs it to its end. */
    sweep: (why: SweepReason = 'DUE', account: ProviderAccount = bench.account) =>
      sweepOf(rig, deps(account), why),
    tables: () => tablesOf(rig),
    events: () => eventsOf(rig),
  };
}

type Store = Pick<Rig, 'store' | 'clock' | 'query'>;

/** What a sweeper works with over this store. Two readings of the clock are never the same. */
export function sweepDeps({ store, clock }: Store, accounts: readonly ProviderAccount[]): SweepDeps {
  const silent = (): void => undefined;
  return {
    store,
    accounts: () => new Map(accounts.map((account) => [account.account.key, account])),
    settingsOf: () => ({ everyMinutes: null, off: false }),
    now: () => (clock.now += 1),
    newId: randomUUID,
    log: { info: silent, warn: silent, error: silent },
    meter: { called: silent, swept: silent },
    tracer: silentTracer,
    every: () => silent,
    enqueue: () => Promise.resolve(),
  };
}

/** Runs of one sweep at most: one that has not ended then never does. */
const RUNS = 2_000;

async function sweepOf(rig: Store, deps: SweepDeps, why: SweepReason): Promise<SweptTo> {
  const accounts = [...deps.accounts().values()].map(({ account }) => account);
  const [{ key }] = [present(accounts[0], 'an account')];
  await rig.store.keepAccounts(accounts);
  const { sweepId } = present(await rig.store.queueSweep(key, why), 'a sweep');
  return await toItsEnd(rig, deps, sweepId);
}

/** Runs a sweep until it has ended. The clock moves over what it waits for. */
export async function toItsEnd(rig: Store, deps: SweepDeps, sweepId: number): Promise<SweptTo> {
  const { runSweep } = createSweeper(deps);
  const waits: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await runSweep(sweepId, new AbortController().signal);
    const row = await sweepRow(rig, sweepId);
    if (row.finishedAt !== null) return { ...(await endOf(rig, sweepId)), waits };
    const wait = Math.max(
      0,
      ...[row.notBefore, row.leaseUntil].map((at) => (at?.getTime() ?? 0) - rig.clock.now),
    );
    if (wait > 0) waits.push(wait);
    rig.clock.now += wait;
  }
  throw new Error(`sweep ${sweepId} does not end`);
}

async function sweepRow({ query }: Store, sweepId: number) {
  const [row] = await query(`select finished_at, not_before, lease_until from sweeps where id = ${sweepId}`);
  const {
    finished_at: finishedAt,
    not_before: notBefore,
    lease_until: leaseUntil,
  } = present(row, 'the sweep');
  return { finishedAt, notBefore: dateOf(notBefore), leaseUntil: dateOf(leaseUntil) };
}

/** How a sweep has ended. */
async function endOf({ query }: Store, sweepId: number): Promise<Omit<SweptTo, 'waits'>> {
  const [row] = await query(`select to_jsonb(s) as sweep, (
      select jsonb_agg(jsonb_build_object('name', name, 'status', status, 'code', problem ->> 'code') order by position)
      from sweep_sections where sweep_id = s.id) as sections from sweeps s where id = ${sweepId}`);
  const { sweep, sections } = present(row) as unknown as EndedRow; // as the statement builds it
  const { status, rows, calls, added, changed, closed, held_back: heldBack } = sweep;
  const all = sections ?? [];
  return {
    id: sweepId,
    status,
    rows,
    calls,
    added,
    changed,
    closed,
    heldBack,
    sections: Object.fromEntries(all.map((section) => [section.name, section.status])),
    problems: Object.fromEntries(all.flatMap(({ name, code }) => (code === null ? [] : [[name, code]]))),
  };
}

interface EndedRow {
  readonly sweep: Omit<SweptTo, 'id' | 'sections' | 'problems' | 'waits' | 'heldBack'> & {
    readonly held_back: number;
  };
  /** null where there are none. */
  readonly sections: readonly SectionRow[] | null;
}

interface SectionRow {
  readonly name: string;
  readonly status: SectionStatus;
  readonly code: string | null;
}

/** The inventory of an account that is to be compared with another copy of it. */
export async function tablesOf({ query }: Pick<Rig, 'query'>): Promise<Tables> {
  const lines = async (statement: string): Promise<readonly string[]> =>
    (await query(statement)).map(({ line }) => String(line));
  const pair = `l.external_id || ' ' || a.kind || ' ' || a.external_id || ' ' || h.status || ' ' ||
    coalesce(h.removal_on::text, '-') || ' ' || coalesce(h.assigned_at::text, '-')`;
  const joined =
    'h join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id order by 1';
  return {
    licenses:
      await lines(`select external_id || ' ' || (gone_at is not null) || ' ' || held || ' ' || (missed_in is not null) || ' ' ||
      facts::text as line from licenses order by 1`),
    assignees:
      await lines(`select kind || ' ' || external_id || ' ' || (gone_at is not null) || ' ' || holds || ' ' ||
      (missed_in is not null) || ' ' || facts::text as line from assignees order by 1`),
    holdings: await lines(
      `select ${pair} || ' ' || (h.missed_in is not null) as line from holdings ${joined}`,
    ),
    history: await lines(`select ${pair} || ' ' || h.closed_origin as line from holding_history ${joined}`),
  };
}

async function eventsOf({ query }: Pick<Rig, 'query'>): Promise<readonly ToldEvent[]> {
  const rows =
    await query(`select e.what, e.origin, l.external_id as license, a.external_id as assignee, e.at, e.not_before
    from license_events e left join licenses l on l.id = e.license_id left join assignees a on a.id = e.assignee_id
    order by e.seq`);
  return rows.map((row) => ({
    what: String(row['what']),
    origin: String(row['origin']),
    license: textOf(row['license']),
    assignee: textOf(row['assignee']),
    at: present(dateOf(row['at'])),
    notBefore: dateOf(row['not_before']),
  }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function dateOf(value: unknown): Date | null {
  return value instanceof Date ? value : null;
}
