// Who may take how much of a request budget, as plain arithmetic.
import { describe, expect, it } from '@jest/globals';
import type { RequestBudget } from '../../../src/domain/account.ts';
import {
  openWindow,
  reservedOf,
  roomOf,
  roomOfSweep,
  shareOf,
  windowOf,
} from '../../../src/domain/budget/shares.ts';

const END = Date.parse('2031-05-01T10:01:00.000Z');
const TOLD = { limit: 300, remaining: 7, resetAt: '2031-05-01T10:01:00.000Z' };

/** Of a window whose end was told. */
function counts(limit: number, remaining: number) {
  return { limit, remaining, isEndTold: true, mayLook: false };
}

/** As it was told a moment before the end. */
function told(budget: RequestBudget | null) {
  return { budget, budgetToldAt: END - 10_000 };
}

describe('the room of a share', () => {
  it.each([
    // share, limit, remaining, room
    [0.5, 300, 300, 150],
    [0.5, 300, 151, 1],
    [0.5, 300, 150, 0],
    [0.5, 300, 0, 0],
    [0.8, 300, 61, 1],
    // 1 - 0.8 is a little more than 0.2 in binary.
    [0.8, 300, 60, 0],
    [0.8, 20, 4, 0],
    // A fraction of a request stays.
    [0.8, 21, 6, 1],
    [0.8, 21, 5, 0],
    [1, 300, 1, 1],
  ])('%d of %d, of which %d remain: %d', (share, limit, remaining, room) => {
    expect(roomOf(share, counts(limit, remaining))).toBe(room);
  });

  it.each([
    // remaining, taken, room: a share of a half of 300
    [300, 0, 150],
    [151, 149, 1],
    // Others have used the half: 15 all the same, for a sweep that has taken none.
    [150, 0, 15],
    [100, 14, 1],
    [100, 15, 0],
    // No further than to a tenth.
    [35, 0, 5],
    [31, 0, 1],
    [30, 0, 0],
    [0, 0, 0],
  ])('of a sweep, when %d remain and it has taken %d: %d', (remaining, taken, room) => {
    expect(roomOfSweep(0.5, counts(300, remaining), taken)).toBe(room);
  });
});

it.each([
  [100, 0.29, 29],
  [300, 0.8, 240],
  [21, 0.8, 16],
  [0, 0.5, 0],
])('of %d the share %d is %d', (limit, share, requests) => {
  expect(shareOf(limit, share)).toBe(requests);
});

describe('what nobody but people takes', () => {
  it.each([
    [300, 0.5, 45],
    [300, 0.8, 45],
    [300, 0.88, 30],
    [300, 0.95, 15],
    [5_000, 0.5, 750],
  ])('of %d, with %d for sweeps: %d', (limit, share, reserved) => {
    expect(reservedOf(limit, share)).toBe(reserved);
  });

  it('is left whatever sweeps and sets do, one after the other and together', () => {
    for (const limit of [1, 7, 20, 61, 300, 5_000]) {
      for (const share of [0.05, 0.3, 0.5, 0.8, 0.88, 0.95, 1]) {
        for (const order of ['sweeps first', 'sets first'] as const) {
          expect([limit, share, order, leftBy(limit, share, order)]).toEqual([
            limit,
            share,
            order,
            Math.max(leftBy(limit, share, order), reservedOf(limit, share)),
          ]);
        }
      }
    }
  });

  /** Requests that remain when both have taken all they may, the sweep being one that somebody asked for. */
  function leftBy(limit: number, share: number, order: 'sweeps first' | 'sets first'): number {
    let remaining = limit;
    let taken = 0;
    const sweep = (): void => {
      while (roomOfSweep(Math.max(share, 0.8), counts(limit, remaining), taken) > 0) {
        remaining -= 1;
        taken += 1;
      }
    };
    const sets = (): void => {
      while (roomOf(0.8, counts(limit, remaining)) > 0) remaining -= 1;
    };
    for (const take of order === 'sweeps first' ? [sweep, sets, sweep] : [sets, sweep]) take();
    return remaining;
  }
});

describe('a window', () => {
  it('is known when all of it was told, and ends a second later: resets are told in whole seconds', () => {
    expect(windowOf(told(TOLD))).toMatchObject({ limit: 300, remaining: 7, endsAt: END + 1_000 });
    for (const missing of ['limit', 'remaining']) {
      expect(windowOf(told({ ...TOLD, [missing]: null }))).toBeNull();
    }
    expect(windowOf(told(null))).toBeNull();
  });

  it('that is over tells nothing of what remains', () => {
    expect(openWindow(told(TOLD), END + 999)?.remaining).toBe(7);
    expect(openWindow(told(TOLD), END + 1_000)?.remaining).toBe(300);
    expect(openWindow(told(null), END)).toBeNull();
  });

  it('whose end was not told is looked at again after a minute, with one request', () => {
    const unknown = told({ ...TOLD, resetAt: null });
    const room = (now: number) => {
      const window = openWindow(unknown, now);
      return window && [roomOf(0.8, window), roomOfSweep(0.5, window, 0)];
    };
    expect(room(END + 49_999)).toEqual([0, 0]);
    expect(room(END + 50_000)).toEqual([1, 1]);
  });
});
