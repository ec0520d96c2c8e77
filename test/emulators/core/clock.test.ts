// The time of an emulator.
import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../../emulators/core/clock.ts';

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
