// What sweeping works with.
import type { HiddenNumbers } from '../domain/inventory/hidden-number.ts';
import type { Log } from '../domain/log.ts';
import type { SweepMeter } from '../domain/telemetry/sweep-meter.ts';
import type { Tracer } from '../domain/telemetry/tracer.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { Sweeping } from '../store/inventory/sweeping/api.ts';
import type { JobRunner } from '../store/jobs/api.ts';

/** The store, with the jobs. */
export type SweepStore = Sweeping & Pick<JobRunner, 'startSweeps' | 'enqueueSweep'>;

/** How an account is swept. */
export interface SweepSettings {
  /** Minutes from one sweep to the next; null: by how long one takes. */
  readonly everyMinutes: number | null;
  readonly off: boolean;
}

export interface SweepDeps {
  readonly store: Sweeping & { readonly numbers: HiddenNumbers };
  /** The accounts of the configuration in force, by key. */
  readonly accounts: () => ReadonlyMap<string, ProviderAccount>;
  readonly settingsOf: (accountKey: string) => SweepSettings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new uuid. */
  readonly newId: () => string;
  readonly log: Log;
  readonly meter: SweepMeter;
  readonly tracer: Tracer;
  /** Calls work again and again; returns what stops it. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
  /** Begins to keep the heap small, and returns what ends it; absent where nobody minds. */
  readonly keepHeapSmall?: () => () => void;
  /** Sends a job for a sweep. */
  readonly enqueue: (sweepId: number) => Promise<void>;
}

/** The longest that a page may take, waiting for a place included. */
export const CALL_MS = 120_000;
/** So long one job works on a sweep: the next one goes on, because jobs expire. */
export const JOB_MS = 600_000;
