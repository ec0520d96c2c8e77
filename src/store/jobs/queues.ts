// Durable jobs: pg-boss over the same database. A job only says that there may be something to do: what it is stands in the tables,
// and a part's lease keeps two replicas from doing it twice. `resume` makes up for a lost job.
import { PgBoss, fromKysely, type ConstructorOptions, type Queue } from 'pg-boss';
import { storeError } from '../database/failure.ts';
import type { Db } from '../database/tables.ts';
import type { PartKey } from '../sets/api.ts';
import type { JobHandlers, JobIntervals, Jobs } from './api.ts';
import { RUN_PART } from './queue-names.ts';
import { isToldOf, startWork, type JobDeps } from './work.ts';

/** The queues of a database. */
export interface JobQueues {
  /** Sends a job for each part, in the transaction when `db` is one. */
  sendParts(db: Db, parts: readonly PartKey[]): Promise<void>;
  work(handlers: JobHandlers, intervals: JobIntervals, partConcurrency: number): Promise<Jobs>;
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
    work: (handlers, intervals, partConcurrency) =>
      startWork(boss, deps, { handlers, intervals, partConcurrency }),
    close: () => boss.stop({ graceful: false }),
  };
}
