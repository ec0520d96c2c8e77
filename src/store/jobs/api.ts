// What runs by itself, as the engine sees it: jobs over the parts of sets, and recurring ones.
import type { PartKey } from '../sets/api.ts';

/** What runs when a job comes. One that throws is tried again later. The signal aborts when the process stops. */
export interface JobHandlers {
  runPart(part: PartKey, signal: AbortSignal): Promise<void>;
  resume(signal: AbortSignal): Promise<void>;
  settle(signal: AbortSignal): Promise<void>;
  fireSchedules(signal: AbortSignal): Promise<void>;
  retention(signal: AbortSignal): Promise<void>;
}

/** What runs when a job of the inventory comes, as those above. */
export interface SweepHandlers {
  planSweeps(signal: AbortSignal): Promise<void>;
  runSweep(sweepId: number, signal: AbortSignal): Promise<void>;
}

/** How often the recurring jobs run, over all replicas together; milliseconds. */
export interface JobIntervals {
  readonly resumeMs: number;
  readonly settleMs: number;
  readonly fireSchedulesMs: number;
  readonly retentionMs: number;
}

export interface Jobs {
  /** Takes no more jobs and waits for those under way. */
  stop(): Promise<void>;
}

export interface JobRunner {
  /** Starts working on jobs. `partConcurrency`: parts this process works on at once. */
  startJobs(handlers: JobHandlers, intervals: JobIntervals, partConcurrency: number): Promise<Jobs>;
  /** Sends jobs for parts anew, as the job `resume` does. */
  enqueueParts(parts: readonly PartKey[]): Promise<void>;
  /** Starts working on jobs of the inventory. `concurrency`: sweeps this process works on at once. */
  startSweeps(handlers: SweepHandlers, planMs: number, concurrency: number): Promise<Jobs>;
  /** Starts working findings out, so often over all replicas together; `handle` as the handlers above. */
  startFindings(handle: (signal: AbortSignal) => Promise<void>, everyMs: number): Promise<Jobs>;
  /** Sends a job for a sweep, unless one waits. */
  enqueueSweep(sweepId: number): Promise<void>;
}
