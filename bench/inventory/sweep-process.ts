// Sweeps a synthetic account into an empty database, again and again, alone in its process: `node --expose-gc sweep-process.ts WHERE`.
// It sends one message with what it measured.
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { sql } from 'kysely';
import { z } from 'zod';
import { silentLog } from '../../src/domain/log.ts';
import { silentTracer } from '../../src/domain/telemetry/tracer.ts';
import { heapKeeper } from '../../src/heap.ts';
import { createSweeper } from '../../src/inventory/sweeper.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { storeOver } from '../../src/store/store.ts';
import { every } from '../../src/timers.ts';
import { openAt, type StoreAt } from './databases.ts';
import { HELD, syntheticSections } from './synthetic.ts';

/** What it is to do. */
const SweepTask = z.object({
  store: z.object({ url: z.string() }).or(z.object({ directory: z.string() })),
  devices: z.int(),
  /** Sweeps after the first one: nothing has changed. */
  again: z.int(),
});

/** What it measured. Bytes; disk without `pg_wal`, which is that of the embedded database. */
export const SweepFigures = z.object({
  /** Rows of assignees and holdings that one sweep reads. */
  rows: z.int(),
  seconds: z.array(z.number()),
  /** Processor time of this process, without a server's. */
  cpuSeconds: z.array(z.number()),
  /** Memory of the process without the young generation of V8: before the first sweep, and the most while each was under way. */
  idle: z.number(),
  peaks: z.array(z.number()),
  /** What was still in use after the second sweep and after the last but one. */
  kept: z.array(z.number()),
  diskBefore: z.number(),
  diskAfter: z.number(),
  wal: z.number().nullable(),
});
export type SweepFigures = z.output<typeof SweepFigures>;

const ACCOUNT = 'synthetic';
const SAMPLE_MS = 20;

process.send?.(await sweep(SweepTask.parse(JSON.parse(process.argv[2] ?? ''))));
process.disconnect?.();

async function sweep({ store: at, devices, again }: z.output<typeof SweepTask>): Promise<SweepFigures> {
  const database = await openAt(at);
  const deps = { log: silentLog, now: Date.now, newId: randomUUID, every };
  const store = await storeOver(database, deps);
  const account = accountOf(devices);
  const sweeper = createSweeper({
    ...deps,
    store,
    accounts: () => new Map([[ACCOUNT, account]]),
    settingsOf: () => ({ everyMinutes: null, off: false }),
    enqueue: () => Promise.resolve(),
    meter: { called: () => undefined, swept: () => undefined },
    tracer: silentTracer,
    keepHeapSmall: heapKeeper(setFlagsFromString),
  });
  await store.keepAccounts([{ key: ACCOUNT, provider: 'THINGSPACE' }]);
  await collected();
  const idle = resident();
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  const peaks: number[] = [];
  const kept: number[] = [];
  let wal: number | null = null;
  let [diskBefore, diskAfter] = [0, 0];
  for (let round = 0; round <= again; round += 1) {
    const queued = await store.queueSweep(ACCOUNT, 'DUE');
    if (queued === null) throw new Error('the account is not known');
    let peak = 0;
    const stop = every(SAMPLE_MS, () => {
      peak = Math.max(peak, resident());
    });
    const started = performance.now();
    const before = process.cpuUsage();
    await sweeper.runSweep(queued.sweepId, new AbortController().signal);
    seconds.push((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(before);
    cpuSeconds.push((user + system) / 1e6);
    stop();
    peaks.push(peak);
    // Only then is anything collected that V8 would not collect by itself.
    if (round === 1 || round === again - 1) kept.push(await collected());
    if ('directory' in at) wal = Math.max(wal ?? 0, bytesIn(join(at.directory, 'postgres', 'pg_wal')));
    await database.maintenance.checkpoint?.();
    // A server does it by itself, within minutes: sweeps are not as close together as here.
    if ('url' in at) await sql`vacuum`.execute(database.db);
    diskAfter = await diskOf(at, database.db);
    if (round === 0) diskBefore = diskAfter;
  }
  const [state] = await store.inventoryAccounts([ACCOUNT]);
  if (state?.sweep?.status !== 'COMPLETE') throw new Error('the last sweep is not complete');
  await store.close();
  return { rows: devices * (1 + HELD), seconds, cpuSeconds, idle, peaks, kept, diskBefore, diskAfter, wal };
}

/** An account of which a sweep uses nothing else. */
function accountOf(devices: number): ProviderAccount {
  const capabilities = { lookupBatchSize: 1_000, assignmentBatchSize: 1_000 };
  return {
    account: { key: ACCOUNT, provider: 'THINGSPACE', name: ACCOUNT, capabilities },
    inventory: syntheticSections({ accountKey: ACCOUNT, devices }),
    // Nothing is unseen in these sweeps, so that nothing is looked up.
  } as unknown as ProviderAccount;
}

/**
 * Memory of the process without V8's young generation. V8 makes that as large as it may be, 134 MB, in any process where something outlives
 * the answer to one question, whatever the process is busy with, and never gives it back.
 */
function resident(): number {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return process.memoryUsage.rss() - (young?.physical_space_size ?? 0);
}

/** Collects garbage. Gives what is in use then, buffers and the memory of an embedded database with it. */
async function collected(): Promise<number> {
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc?.();
    await delay(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function diskOf(at: StoreAt, db: Awaited<ReturnType<typeof openAt>>['db']): Promise<number> {
  if ('directory' in at) {
    const files = join(at.directory, 'postgres');
    return bytesIn(files) - bytesIn(join(files, 'pg_wal'));
  }
  const { rows } = await sql<{ size: string }>`
    select pg_database_size(current_database())::text as size`.execute(db);
  return Number(rows[0]?.size);
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
