// An emulator's clock: real time that never goes back, moved by an offset that the control port or a test sets.

/** Tells and moves the time of one emulator. */
export interface Clock {
  /** Now, in milliseconds since the epoch. */
  now(): number;
  /** Moves the clock forward (or back) by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Back to real time. */
  reset(): void;
}

/** A clock that starts at real time. */
export function createClock(real: () => number = steadyTime()): Clock {
  let offset = 0;
  return {
    now: () => real() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    reset: () => {
      offset = 0;
    },
  };
}

/**
 * Time that does not follow the machine's when that is set back: it goes at half its pace until the two agree again. An expiry or a
 * lag that a test measures by moving the clock does not depend on what corrects the clock of the machine meanwhile.
 */
export function steadyTime(
  wall: () => number = Date.now,
  elapsed: () => number = () => performance.now(),
): () => number {
  let latest = wall();
  let since = elapsed();
  return () => {
    const at = elapsed();
    latest = Math.max(wall(), latest + (at - since) / 2);
    since = at;
    return Math.floor(latest);
  };
}
