// Durable jobs: pg-boss over the same database. A job is a nudge; what there is to do stands in the tables, and a part's
// lease keeps two replicas from doing it twice. A lost job is made up for by the sweep.
import { PgBoss, fromKysely, type ConstructorOptions, type Queue } from 'pg-boss';
import type { Log } from '../../domain/log.ts';
import type { JobHandlers, JobIntervals, Jobs, PartKey } from './api.ts';
import type { Db } from '../context.ts';
import { storeError } from '../database/failure.ts';

export interface JobDeps {
  readonly log: Log;
  /** Calls `work` again and again; returns what stops it. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}

/** The queues of a database. */
export interface JobQueues {
  /** Sends a job for each part, in the transaction when `db` is one. */
  sendParts(db: Db, parts: readonly PartKey[]): Promise<void>;
  work(handlers: JobHandlers, intervals: JobIntervals, partConcurrency: number): Promise<Jobs>;
  close(): Promise<void>;
}

const RUN_PART = 'run-part';
const RECURRING = ['sweep', 'settle', 'fire-schedules', 'retention'] as const;
type Recurring = (typeof RECURRING)[number];

/** `short`: a job that waits in the queue is not queued twice, while one that is worked on, or lost with its worker, keeps nothing up. */
const QUEUES: readonly Queue[] = [
  {
    name: RUN_PART,
    policy: 'short',
    expireInSeconds: 3_600,
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
  },
  { name: 'sweep', policy: 'short', expireInSeconds: 120, retryLimit: 0 },
  { name: 'settle', policy: 'short', expireInSeconds: 600, retryLimit: 0 },
  { name: 'fire-schedules', policy: 'short', expireInSeconds: 600, retryLimit: 0 },
  { name: 'retention', policy: 'short', expireInSeconds: 3_600, retryLimit: 0 },
];

/** What is done is not looked at again. */
const DELETE_AFTER_SECONDS = 3_600;

/** Gets the queues ready: their tables, their names. Nothing is worked on yet. */
export async function openQueues(options: ConstructorOptions, deps: JobDeps): Promise<JobQueues> {
  const boss = new PgBoss({ ...options, schedule: false });
  boss.on('error', (error) => deps.log.warn({ error: error.message }, 'the job queue had a problem'));
  boss.on('warning', ({ message }) => deps.log.warn({}, message));
  try {
    await boss.start();
    for (const queue of QUEUES) {
      await boss.createQueue(queue.name, { ...queue, deleteAfterSeconds: DELETE_AFTER_SECONDS });
    }
    // pg-boss reads a queue's settings at its first use, over its own connection. PGlite has but one: within a
    // transaction that would wait for ever.
    await boss.insert(RUN_PART, []);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw storeError(error);
  }
  return {
    async sendParts(db, parts) {
      const jobs = parts.map(({ setId, accountKey }) => ({
        data: { setId, accountKey },
        singletonKey: `${setId} ${accountKey}`,
      }));
      if (jobs.length > 0) await boss.insert(RUN_PART, jobs, { db: fromKysely(db) });
    },
    work: (handlers, intervals, concurrency) => startWork(boss, deps, handlers, intervals, concurrency),
    close: () => boss.stop({ graceful: false }),
  };
}

async function startWork(
  boss: PgBoss,
  deps: JobDeps,
  handlers: JobHandlers,
  intervals: JobIntervals,
  partConcurrency: number,
): Promise<Jobs> {
  const stopping = new AbortController();
  const run = reporting(deps.log, stopping.signal);
  const options = { localConcurrency: partConcurrency, pollingIntervalSeconds: 0.5 };
  await boss.work<PartKey>(RUN_PART, options, async (jobs) => {
    for (const { data, signal } of jobs) await run(RUN_PART, signal, (both) => handlers.runPart(data, both));
  });
  const recurring = recurringJobs(handlers, intervals);
  const stops: (() => void)[] = [];
  for (const name of RECURRING) {
    const { everyMs, handle } = recurring[name];
    await boss.work(name, { pollingIntervalSeconds: pollSeconds(everyMs) }, async (jobs) => {
      for (const { signal } of jobs) await run(name, signal, handle);
    });
    stops.push(deps.every(everyMs, () => void sendRecurring(boss, deps.log, name, everyMs)));
  }
  return {
    async stop() {
      for (const stop of stops) stop();
      stopping.abort();
      await Promise.all([RUN_PART, ...RECURRING].map((name) => boss.offWork(name, { wait: true })));
    },
  };
}

type Handle = (signal: AbortSignal) => Promise<void>;

/** Runs a handler until it is done, its time is up or the process stops; a failure is logged and left to pg-boss. */
function reporting(log: Log, stopping: AbortSignal) {
  return async (name: string, signal: AbortSignal, handle: Handle): Promise<void> => {
    try {
      await handle(AbortSignal.any([signal, stopping]));
    } catch (error) {
      log.warn({ err: error, job: name }, 'a job failed');
      throw error;
    }
  };
}

function recurringJobs(
  handlers: JobHandlers,
  intervals: JobIntervals,
): Readonly<Record<Recurring, { readonly everyMs: number; readonly handle: Handle }>> {
  return {
    sweep: { everyMs: intervals.sweepMs, handle: (signal) => handlers.sweep(signal) },
    settle: { everyMs: intervals.settleMs, handle: (signal) => handlers.settle(signal) },
    'fire-schedules': {
      everyMs: intervals.fireSchedulesMs,
      handle: (signal) => handlers.fireSchedules(signal),
    },
    retention: { everyMs: intervals.retentionMs, handle: (signal) => handlers.retention(signal) },
  };
}

/** pg-boss polls every half second at most; a rare job need not be looked for that often. */
function pollSeconds(everyMs: number): number {
  return Math.max(0.5, Math.min(everyMs / 1_000, 10));
}

/** One job an interval over all replicas: whoever comes second in a slot sends nothing. */
async function sendRecurring(boss: PgBoss, log: Log, name: Recurring, everyMs: number): Promise<void> {
  const singletonSeconds = Math.floor(everyMs / 1_000);
  try {
    await boss.send(name, {}, singletonSeconds > 0 ? { singletonSeconds } : {});
  } catch (error) {
    log.warn({ err: error, job: name }, 'a recurring job could not be sent');
  }
}
