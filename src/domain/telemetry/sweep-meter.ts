// What sweeps tell of what they do, for metrics.
import type { SweepReason } from '../inventory/accounts.ts';

/** A sweep that has ended, with all that it came to. */
export interface EndedSweep {
  readonly accountKey: string;
  readonly why: SweepReason;
  readonly status: 'COMPLETE' | 'INCOMPLETE' | 'HELD';
  /** Milliseconds since it began, its waits included. */
  readonly ms: number;
  /** Upstream calls whose answers were kept. */
  readonly calls: number;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  /** Rows that it would have closed. */
  readonly heldBack: number;
}

export interface SweepMeter {
  /** A page was read, or could not be, with so many upstream calls. */
  readonly called: (accountKey: string, calls: number) => void;
  readonly swept: (sweep: EndedSweep) => void;
}
