// What this process works on: parts of sets that it starts itself, parts that come as jobs, and the recurring jobs.
import type { ChangeSet } from '../domain/change-set.ts';
import { ProblemError, processStops } from '../domain/problem.ts';
import { asJob } from '../domain/telemetry/job-span.ts';
import type { Trace } from '../domain/telemetry/trace.ts';
import type { JobHandlers, Jobs } from '../store/jobs/api.ts';
import type { PartKey } from '../store/sets/api.ts';
import { RUN_PART } from '../store/jobs/queue-names.ts';
import type { EngineDeps } from './engine-port.ts';
import { fireDue } from './run/fire-due.ts';
import { logBegun } from './run/set-log.ts';
import { runPart } from './run/run-part.ts';
import { settleDue } from './run/settle.ts';

/** Parts handed out at a time. */
const TAKEN_UP = 100;
/** Rows of a kind that one run of retention deletes at most. */
const RETAINED = 1_000;
/** An inventory has many rows: that of a removed account goes within a day or two. */
const ROUNDS = 200;

export interface Worker {
  /** Aborts when this process stops. */
  readonly stopping: AbortSignal;
  /**
   * Starts a small set of so many changes here, at once, for a request: its jobs find nothing left, or take over. Larger ones are shared by
   * all processes. The log says that it begins.
   */
  begin(set: ChangeSet, size: number, request: Trace | undefined): Promise<void>;
  /** Resolves when nothing of a set that was begun here is worked on any more; null when nothing is. */
  endOf(setId: string): Promise<unknown> | null;
  /** `stop` waits for this work as well. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Starts taking jobs. */
  start(): Promise<void>;
  /** Lets what is under way finish, and hands the rest to other processes. */
  stop(): Promise<void>;
}

export function createWorker(deps: EngineDeps): Worker {
  const { store, log } = deps;
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const begun = new Map<string, Promise<unknown>>();
  const requests = new Map<string, Trace | undefined>();
  let jobs: Jobs | null = null;

  function track<T>(work: Promise<T>): Promise<T> {
    const ended = Promise.allSettled([work]);
    underWay.add(ended);
    void ended.then(() => underWay.delete(ended));
    return work;
  }

  /** What nobody works on is handed to whoever comes first, without waiting for the next run of `resume`. */
  async function takeUp(): Promise<void> {
    await store.enqueueParts(await store.openParts(TAKEN_UP));
  }

  return {
    stopping: stopping.signal,
    track,
    async begin(set, size, request) {
      const setId = set.id;
      await logBegun(set, size, request, deps);
      if (size > deps.inlineChanges) return;
      requests.set(setId, request);
      const parts = await store.partsOf(setId);
      const work = parts.map((part) => runHere(part, deps, stopping.signal, request));
      const end = track(Promise.all(work)).finally(() => {
        begun.delete(setId);
        requests.delete(setId);
      });
      begun.set(setId, end);
    },
    endOf: (setId) => begun.get(setId) ?? null,
    async start() {
      jobs = await store.startJobs(
        { ...recurring(deps), ...shared(deps, { stopping: stopping.signal, requests, takeUp }) },
        deps.intervals,
        deps.partConcurrency,
      );
      await takeUp();
    },
    async stop() {
      stopping.abort(processStops());
      while (underWay.size > 0) await Promise.all(underWay);
      await jobs?.stop();
      await takeUp().catch((error: unknown) => {
        log.warn({ problem: codeOf(error) }, 'unfinished sets are left to the next run of resume');
      });
    },
  };
}

/** Works on a part without a job; what goes wrong is left to its job. */
async function runHere(
  part: PartKey,
  deps: EngineDeps,
  stopping: AbortSignal,
  request: Trace | undefined,
): Promise<void> {
  try {
    await runPart(part, deps, stopping, { request });
  } catch (error) {
    const about = { set: deps.nameOfSet(part.setId), account: part.accountKey, problem: codeOf(error) };
    deps.log.warn(about, 'a part was left to its job');
  }
}

interface Sharing {
  readonly stopping: AbortSignal;
  /** What sets that are begun here were asked for by, by their ids: the job of one may be faster than its beginning. */
  readonly requests: ReadonlyMap<string, Trace | undefined>;
  readonly takeUp: () => Promise<void>;
}

/** What all processes share. */
function shared(
  deps: EngineDeps,
  { stopping, requests, takeUp }: Sharing,
): Pick<JobHandlers, 'runPart' | 'resume'> {
  return {
    runPart: (part, signal) =>
      asJob(RUN_PART, deps, (job) => {
        const origin = { job, request: requests.get(part.setId) };
        return runPart(part, deps, AbortSignal.any([signal, stopping]), origin);
      }),
    resume: () => asJob('resume', deps, takeUp),
  };
}

function recurring(deps: EngineDeps): Pick<JobHandlers, 'settle' | 'fireSchedules' | 'retention'> {
  return {
    settle: (signal) => asJob('settle', deps, (trace) => settleDue(deps, signal, trace)),
    fireSchedules: (signal) => asJob('fire-schedules', deps, (trace) => fireDue(deps, signal, trace)),
    retention: (signal) => asJob('retention', deps, () => retain(deps, signal)),
  };
}

/** What others record in between has its turn. */
async function retain(
  { store, retention, inventoryRetention }: EngineDeps,
  signal: AbortSignal,
): Promise<void> {
  await store.retain(retention, RETAINED);
  for (let round = 0; round < ROUNDS && !signal.aborted; round += 1) {
    const { more } = await store.retainInventory(inventoryRetention, RETAINED);
    if (!more) break;
  }
  if (!signal.aborted) await store.tidy();
}

function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : 'INTERNAL';
}
