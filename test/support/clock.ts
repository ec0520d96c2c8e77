// A clock that stands still until somebody waits or a test moves it.

export interface TestClock {
  /** Milliseconds since the epoch. */
  now: number;
  /** The length of each wait. */
  readonly waits: readonly number[];
  /** Returns at once: the clock moves instead. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createTestClock(now = Date.UTC(2026, 0, 31)): TestClock {
  const waits: number[] = [];
  const clock: TestClock = {
    now,
    waits,
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      waits.push(milliseconds);
      clock.now += milliseconds;
      await Promise.resolve();
    },
  };
  return clock;
}
