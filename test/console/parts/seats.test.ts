// Seats in numbers: what is not told is not 0, and what is over-booked fills no other license's seats.
import { describe, expect, it } from '@jest/globals';
import { groupBy, shareOf, sumOfSeats, type SeatNumbers } from '../../../src/console/parts/seats/seats.ts';

const seats = (assigned: number | null, total: number | null, countable = true): SeatNumbers => ({
  total,
  assigned,
  available: total === null || assigned === null ? null : total - assigned,
  countable,
});

describe('sumOfSeats', () => {
  it('adds up what is counted, and counts the rest apart', () => {
    const all = [seats(3, 10), seats(8, 5), seats(null, 4), seats(1, null), seats(9, 9, false)];
    expect(sumOfSeats([...all.map((one) => ({ seats: one })), { seats: null }])).toEqual({
      counted: 2,
      uncounted: 4,
      assigned: 11,
      total: 15,
      free: 7,
      over: 3,
    });
  });
});

describe('shareOf', () => {
  it.each([
    ['part of them', seats(3, 10), 0.3],
    ['over-booked', seats(8, 5), 1.6],
    ['none bought and none held', seats(0, 0), 0],
    ['held, and none bought', seats(2, 0), Number.POSITIVE_INFINITY],
    ['not told how many', seats(2, null), null],
    ['not countable', seats(2, 4, false), null],
    ['nothing told', null, null],
  ])('%s', (_what, told, share) => {
    expect(shareOf(told)).toBe(share);
  });
});

it('groups keep the order in which their keys come up', () => {
  expect([...groupBy(['b1', 'a1', 'b2'], (one) => one[0])]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});
