// When an account is swept again.
import { describe, expect, it } from '@jest/globals';
import { dueReason, nextSweepAt } from '../../src/inventory/due.ts';

const START = Date.parse('2031-05-01T10:00:00.000Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const at = (milliseconds: number): string => new Date(START + milliseconds).toISOString();

/** Times of an account whose last sweep began at START and took so many minutes. */
function swept(minutes: number, changes: object = {}) {
  return {
    accountKey: 'a',
    startedAt: new Date(START).toISOString(),
    finishedAt: new Date(START + minutes * MINUTE).toISOString(),
    licensesAt: new Date(START).toISOString(),
    changedAt: null,
    askedAt: null,
    isOpen: false,
    ...changes,
  };
}

describe('the next sweep', () => {
  it.each([
    ['a quarter of an hour after a short one', 0.1, null, 15],
    ['twenty times as long after as it took', 3, null, 60],
    ['a day after a very long one', 600, null, 24 * 60],
    ['as often as is configured', 600, 5, 5],
    ['as seldom as is configured', 0.1, 10_000, 10_000],
    // The clock went back while it ran.
    ['a quarter of an hour after one that ended before it began', -60, null, 15],
  ])('is %s', (_when, took, everyMinutes, minutes) => {
    expect(nextSweepAt(swept(took), everyMinutes, START)).toBe(START + minutes * MINUTE);
  });

  it('is the first one at once', () => {
    expect(nextSweepAt({ startedAt: null, finishedAt: null }, 60, START)).toBe(0);
  });

  it('is one at once when the last began in a time to come', () => {
    expect(nextSweepAt(swept(3), 60, START - 16 * MINUTE)).toBe(0);
  });
});

describe('what is due', () => {
  const never = {
    startedAt: null,
    finishedAt: null,
    licensesAt: null,
  };
  it.each([
    ['a first sweep', never, 0, 'DUE'],
    ['nothing while one is open', { ...never, isOpen: true }, 0, null],
    ['nothing soon after a sweep', {}, 14 * MINUTE, null],
    ['a sweep when its time has come', {}, 60 * MINUTE, 'DUE'],
    ['the seats in between', {}, 15 * MINUTE, 'SEATS'],
    ['the seats a minute after a change of ours', { changedAt: at(30_000) }, MINUTE, 'SEATS'],
    ['nothing sooner after one', { changedAt: at(30_000) }, MINUTE - 1, null],
    [
      'nothing for a change from before the seats were read',
      { changedAt: at(30_000), licensesAt: at(MINUTE) },
      10 * MINUTE,
      null,
    ],
    [
      'nothing soon after the seats',
      { licensesAt: new Date(START + 15 * MINUTE).toISOString() },
      29 * MINUTE,
      null,
    ],
    ['the seats again', { licensesAt: new Date(START + 15 * MINUTE).toISOString() }, 30 * MINUTE, 'SEATS'],
    ['nothing when the clock went back by a little', {}, -14 * MINUTE, null],
    ['a sweep when the clock went back by more', {}, -16 * MINUTE, 'DUE'],
    ['the seats when they were read in a time to come', { licensesAt: at(DAY) }, 2 * MINUTE, 'SEATS'],
    ['nothing sooner for a change of ours in a time to come', { changedAt: at(DAY) }, 2 * MINUTE, null],
    ['nothing for who asks in a time to come: it would be due until then', { askedAt: at(2) }, 1, null],
    ['one that somebody asked for since, when that time has come', { askedAt: at(2) }, 2, 'ASKED'],
    ['a sweep for who asks while the last one began in a time to come', { askedAt: at(-DAY) }, -DAY, 'DUE'],
    ['one that somebody asked for while the seats were read', { askedAt: at(MINUTE) }, 2 * MINUTE, 'ASKED'],
    ['nothing for who asked before the last one', { askedAt: at(-MINUTE) }, 2 * MINUTE, null],
  ])('is %s', (_what, changes, later, why) => {
    expect(dueReason(swept(3, changes), null, START + later)).toBe(why);
  });
});
