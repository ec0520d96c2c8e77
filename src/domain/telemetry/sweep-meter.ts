// What sweeps tell of what they do, for metrics.
import type { Sweep } from '../inventory/accounts.ts';

/** A sweep that has ended, with all that it came to. */
export interface EndedSweep extends Pick<
  Sweep,
  'why' | 'calls' | 'rows' | 'added' | 'changed' | 'closed' | 'heldBack'
> {
  readonly accountKey: string;
  readonly status: 'COMPLETE' | 'INCOMPLETE' | 'HELD';
  /** Milliseconds since it began, its waits included. */
  readonly ms: number;
}

export interface SweepMeter {
  /** A page was read, or could not be, with so many upstream calls. */
  readonly called: (accountKey: string, calls: number) => void;
  readonly swept: (sweep: EndedSweep) => void;
}
