// A time that stands still, but when somebody waits or a test moves it.

export interface TestClock {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long it was waited for, each time. */
  readonly waits: readonly number[];
  /** Is over at once: the time moves instead. */
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
