// The time by which reads and writes are put in order, and that of the emulators, which share no code with src: the same promise of both.
import { describe, expect, it } from '@jest/globals';
import { steadyTime } from '../../emulators/core/clock.ts';
import { steadyClock } from '../../src/timers.ts';

describe.each([
  ['the process', steadyClock],
  ['an emulator', steadyTime],
])('the clock of %s', (_name, steady) => {
  it('never goes back, goes on at half its pace when the machine is set back, and joins it again', () => {
    const machine = { wall: 1_000_000, elapsed: 50 };
    const pass = (milliseconds: number): void => {
      machine.wall += milliseconds;
      machine.elapsed += milliseconds;
    };
    const now = steady(
      () => machine.wall,
      () => machine.elapsed,
    );
    pass(10);
    expect(now()).toBe(1_000_010);
    machine.wall -= 180_000;
    expect(now()).toBe(1_000_010);
    pass(1_000);
    expect(now()).toBe(1_000_510);
    pass(400_000);
    expect(now()).toBe(machine.wall);
    machine.wall += 3_600_000;
    expect(now()).toBe(machine.wall);
  });
});
