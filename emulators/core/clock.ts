// The time an emulator lives in: the real one, moved by an offset that the control port or a test sets.

export interface Clock {
  /** Now, in milliseconds since the epoch. */
  now(): number;
  /** Moves the clock forward (or back) by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Back to real time. */
  reset(): void;
}

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
