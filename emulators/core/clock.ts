// An emulator's clock: real time, moved by an offset that the control port or a test sets.

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
export function createClock(real: () => number = Date.now): Clock {
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
