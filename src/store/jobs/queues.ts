// Durable jobs: pg-boss over the same database. A job only says that there may be something to do: what it is stands in the tables,
// and a part's lease keeps two replicas from doing it twice. `resume` makes up for a lost job.
import { PgBoss, fromKysely, type ConstructorOptions, type Queue } from 'pg-boss';
import { storeError } from '../database/failure.ts';
import type { Db } from '../database/tables.ts';
import type { PartKey } from '../sets/api.ts';
import type { JobHandlers, JobIntervals, Jobs, SweepHandlers } from './api.ts';
import { PLAN_SWEEPS, RUN_PART, RUN_SWEEP, WORK_OUT_FINDINGS } from './queue-names.ts';
import { isToldOf, recurringJobs, startWork, type Handle, type JobDeps } from './work.ts';

interface SweepJob {
  readonly sweepId: number;
}

/** The queues of a database. */
export interface JobQueues {
  /** Sends a job for each part, in the transaction when `db` is one. */
  sendParts(db: Db, parts: readonly PartKey[]): Promise<void>;
  /** Sends a job for a sweep, unless one waits. */
  sendSweep(sweepId: number): Promise<void>;
  work(handlers: JobHandlers, intervals: JobIntervals, partConcurrency: number): Promise<Jobs>;
  workOnSweeps(handlers: SweepHandlers, planMs: number, concurrency: number): Promise<Jobs>;
  workOnFindings(handle: Handle, everyMs: number): Promise<Jobs>;
  close(): Promise<void>;
}

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
  { name: 'resume', policy: 'short', expireInSeconds: 120, retryLimit: 0 },
  { name: 'settle', policy: 'short', expireInSeconds: 600, retryLimit: 0 },
  { name: 'fire-schedules', policy: 'short', expireInSeconds: 600, retryLimit: 0 },
  { name: 'retention', policy: 'short', expireInSeconds: 3_600, retryLimit: 0 },
  { name: RUN_SWEEP, policy: 'short', expireInSeconds: 3_600, retryLimit: 0 },
  { name: PLAN_SWEEPS, policy: 'short', expireInSeconds: 120, retryLimit: 0 },
  { name: WORK_OUT_FINDINGS, policy: 'short', expireInSeconds: 3_600, retryLimit: 0 },
];

/** What is done is not looked at again. */
const DELETE_AFTER_SECONDS = 3_600;

/** Gets the queues ready: their tables, their names. Nothing is worked on yet. */
export async function openQueues(options: ConstructorOptions, deps: JobDeps): Promise<JobQueues> {
  const boss = new PgBoss({ ...options, schedule: false });
  boss.on('error', (error) => {
    if (isToldOf(error, deps)) return;
    // Each worker adds an id that tells nobody anything and makes equal lines differ.
    const message = error.message.replace(/ \(Queue: ([^,)]*), Worker: [^)]*\)$/, ' ($1)');
    deps.log.warn({ error: message }, 'the job queue had a problem');
  });
  boss.on('warning', ({ message }) => deps.log.warn({}, message));
  try {
    await boss.start();
    for (const queue of QUEUES) {
      await boss.createQueue(queue.name, { ...queue, deleteAfterSeconds: DELETE_AFTER_SECONDS });
    }
    // pg-boss reads a queue's settings at its first use, over its own connection. PGlite has but one: within a
    // transaction that would wait for ever.
    await boss.insert(RUN_PART, []);
    await boss.insert(RUN_SWEEP, []);
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
      if (jobs.length > 0) await boss.insert(RUN_PART, jobs, { db: fromKysely(db.withoutPlugins()) });
    },
    async sendSweep(sweepId) {
      await boss.insert(RUN_SWEEP, [{ data: { sweepId }, singletonKey: String(sweepId) }]);
    },
    work: (handlers, intervals, partConcurrency) =>
      startWork<PartKey>(boss, deps, {
        sent: {
          queue: RUN_PART,
          handle: (part, signal) => handlers.runPart(part, signal),
          concurrency: partConcurrency,
        },
        recurring: recurringJobs(handlers, intervals),
      }),
    workOnSweeps: (handlers, planMs, concurrency) =>
      startWork<SweepJob>(boss, deps, {
        sent: {
          queue: RUN_SWEEP,
          handle: ({ sweepId }, signal) => handlers.runSweep(sweepId, signal),
          concurrency,
        },
        recurring: { [PLAN_SWEEPS]: { everyMs: planMs, handle: (signal) => handlers.planSweeps(signal) } },
      }),
    workOnFindings: (handle, everyMs) =>
      startWork(boss, deps, { recurring: { [WORK_OUT_FINDINGS]: { everyMs, handle } } }),
    close: () => boss.stop({ graceful: false }),
  };
}
