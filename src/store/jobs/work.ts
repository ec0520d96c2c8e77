// Works on jobs: those of parts, and the recurring ones.
import type { PgBoss } from 'pg-boss';
import type { Log } from '../../domain/log.ts';
import { processStops } from '../../domain/problem.ts';
import { lastingOf, storeError } from '../database/failure.ts';
import type { Outage } from '../outage.ts';
import type { JobHandlers, JobIntervals, Jobs } from './api.ts';
import type { Recurring } from './queue-names.ts';

export interface JobDeps {
  readonly log: Log;
  /** Told of a database that cannot be used. */
  readonly outage: Pick<Outage, 'failed'>;
  /** Calls `work` again and again; returns what stops it. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Hears of each job that has ended. */
  readonly worked?: ((queue: string, outcome: 'done' | 'failed', milliseconds: number) => void) | undefined;
}

/** What is to be worked on: jobs that are sent to one queue, so many at once, and recurring ones, how often. */
export interface Work<Data> {
  readonly sent?: {
    readonly queue: string;
    readonly handle: (data: Data, signal: AbortSignal) => Promise<void>;
    readonly concurrency: number;
  };
  readonly recurring: Readonly<Record<string, { readonly everyMs: number; readonly handle: Handle }>>;
}

/** Takes jobs from all these queues, and sends the recurring ones when it is time. */
export async function startWork<Data extends object>(
  boss: PgBoss,
  deps: JobDeps,
  { sent, recurring }: Work<Data>,
): Promise<Jobs> {
  const stopping = new AbortController();
  const run = reporting(deps, stopping.signal);
  if (sent !== undefined) {
    const { queue, handle, concurrency } = sent;
    const options = { localConcurrency: concurrency, pollingIntervalSeconds: 0.5 };
    await boss.work<Data>(queue, options, async (jobs) => {
      for (const { data, signal } of jobs) await run(queue, signal, (both) => handle(data, both));
    });
  }
  const stops: (() => void)[] = [];
  for (const [name, { everyMs, handle: handleRecurring }] of Object.entries(recurring)) {
    await boss.work(name, { pollingIntervalSeconds: pollSeconds(everyMs) }, async (jobs) => {
      for (const { signal } of jobs) await run(name, signal, handleRecurring);
    });
    stops.push(deps.every(everyMs, () => void sendRecurring(boss, deps, name, everyMs)));
  }
  return {
    async stop() {
      for (const stop of stops) stop();
      stopping.abort(processStops());
      const queues = [...(sent === undefined ? [] : [sent.queue]), ...Object.keys(recurring)];
      await Promise.all(queues.map((name) => boss.offWork(name, { wait: true })));
    },
  };
}

export type Handle = (signal: AbortSignal) => Promise<void>;

/** Runs a handler until it is done, its time is up or the process stops; a failure is logged and left to pg-boss. */
function reporting({ log, now, worked }: JobDeps, stopping: AbortSignal) {
  return async (name: string, signal: AbortSignal, handle: Handle): Promise<void> => {
    const started = now();
    try {
      await handle(AbortSignal.any([signal, stopping]));
      worked?.(name, 'done', now() - started);
    } catch (error) {
      worked?.(name, 'failed', now() - started);
      // Told by whoever asked the database.
      if (lastingOf(storeError(error)) === null) log.warn({ err: error, job: name }, 'a job failed');
      throw error;
    }
  };
}

/** The recurring jobs of the change engine. */
export function recurringJobs(
  handlers: JobHandlers,
  intervals: JobIntervals,
): Readonly<Record<Recurring, { readonly everyMs: number; readonly handle: Handle }>> {
  return {
    resume: { everyMs: intervals.resumeMs, handle: (signal) => handlers.resume(signal) },
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
async function sendRecurring(boss: PgBoss, deps: JobDeps, name: string, everyMs: number): Promise<void> {
  const singletonSeconds = Math.floor(everyMs / 1_000);
  try {
    await boss.send(name, {}, singletonSeconds > 0 ? { singletonSeconds } : {});
  } catch (error) {
    if (!isToldOf(error, deps)) deps.log.warn({ err: error, job: name }, 'a recurring job could not be sent');
  }
}

/** Whether it is the database that cannot be used: that is told once, whoever comes across it. */
export function isToldOf(error: unknown, { outage }: Pick<JobDeps, 'outage'>): boolean {
  const failure = storeError(error);
  if (lastingOf(failure) === null) return false;
  outage.failed(failure);
  return true;
}
