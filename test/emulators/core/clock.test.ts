// The time of an emulator.
import { describe, expect, it } from '@jest/globals';
import { createClock, steadyTime } from '../../../emulators/core/clock.ts';

describe('the clock', () => {
  it('is the real time, moved', () => {
    let real = 1000;
    const clock = createClock(() => real);
    clock.advance(500);
    expect(clock.now()).toBe(1500);
    real = 2000;
    expect(clock.now()).toBe(2500);
    clock.advance(-700);
    expect(clock.now()).toBe(1800);
    clock.reset();
    expect(clock.now()).toBe(2000);
  });
});

describe('steady time', () => {
  it('never goes back, goes on at half its pace when the machine is set back, and joins it again', () => {
    const machine = { wall: 1_000_000, elapsed: 50 };
    const pass = (milliseconds: number): void => {
      machine.wall += milliseconds;
      machine.elapsed += milliseconds;
    };
    const now = steadyTime(
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
