// A plan and its progress in words and lengths, and problems put together.
import { describe, expect, it } from '@jest/globals';
import type { SetProgressFragment } from '../../../src/console/generated/documents.ts';
import { createFormat } from '../../../src/console/kit/format.ts';
import { groupProblems } from '../../../src/console/parts/changing/plan/group-problems.ts';
import {
  endSentence,
  freeSeats,
  isOver,
  moneySentence,
  nextPause,
  outcomeWords,
  planSentence,
  seatShares,
  segmentsOf,
  signOf,
  type Impact,
} from '../../../src/console/parts/changing/plan/plan-words.ts';

const format = createFormat({ languages: ['en-GB'], now: () => 0 });
type Counts = SetProgressFragment['progress'];

const NONE: Counts = {
  total: 0,
  pending: 0,
  underWay: 0,
  verified: 0,
  acceptedUnverified: 0,
  noChange: 0,
  rejected: 0,
  unknown: 0,
  skipped: 0,
  cancelled: 0,
};

describe('the sentence of a plan', () => {
  it.each([
    [{ pending: 2, noChange: 1, rejected: 2 }, '2 changes will be made, 1 already so, 2 refused'],
    [{ pending: 1 }, '1 change will be made'],
    [{ rejected: 1_200, skipped: 3 }, 'No changes will be made, 1,200 refused, 3 left out'],
  ])('%j', (counts, sentence) => {
    expect(planSentence({ ...NONE, ...counts }, format)).toBe(sentence);
  });
});

describe('progress', () => {
  it('has a part for each outcome that there is, all of them together the total', () => {
    const counts = {
      ...NONE,
      total: 12,
      verified: 3,
      noChange: 1,
      acceptedUnverified: 2,
      unknown: 1,
      rejected: 1,
      skipped: 1,
      cancelled: 1,
      pending: 2,
    };
    const segments = segmentsOf(counts);
    expect(segments.map(({ title, count }) => `${count} ${title}`)).toEqual([
      '3 done and seen',
      '1 already so',
      '2 accepted and not seen yet',
      '1 not known yet',
      '1 refused',
      '1 left out',
      '1 cancelled',
      '2 to come',
    ]);
    expect(segments.reduce((sum, { count }) => sum + count, 0)).toBe(counts.total);
  });

  it.each([
    ['RUNNING', false, 'Under way: 4 of 5 as wanted', false],
    ['RUNNING', true, 'Being stopped: 4 of 5 as wanted', false],
    ['UNSETTLED', false, 'All was sent, and not all was seen yet: 4 of 5 as wanted', false],
    ['SUCCEEDED', false, 'Done: 4 of 5 as wanted', true],
    ['PARTIAL', false, 'Partly done: 4 of 5 as wanted', true],
    ['FAILED', false, 'Nothing was changed', true],
    ['CANCELLED', false, 'Cancelled before anything was sent', true],
  ] as const)('%s, to be stopped: %s', (status, cancelRequested, sentence, over) => {
    // What the sentence goes by.
    const set = {
      status,
      cancelRequested,
      progress: { ...NONE, total: 5, verified: 3, noChange: 1 },
    } as SetProgressFragment;
    expect(endSentence(set, format)).toBe(sentence);
    expect(isOver(status)).toBe(over);
  });

  it('is looked at less and less often, and every ten seconds at least', () => {
    expect(nextPause(700)).toBe(910);
    expect(nextPause(9_000)).toBe(10_000);
  });
});

describe('seats', () => {
  const impact = (
    total: number | null,
    before: number | null,
    after: number | null,
    rest: object = {},
  ): Impact => ({
    before,
    after,
    shortBy: 0,
    license: {
      id: 'l',
      name: 'L',
      account: { key: 'a', name: 'A', provider: 'YEXT' },
      seats: { total, assigned: null, available: null, countable: true },
      contract: null,
      ...rest,
    },
  });
  const contract = (pays: 'PURCHASED' | 'ASSIGNED') => ({
    contract: { pays, end: '2031-01-31', pricePerSeatMonth: { minorUnits: 1_250, currency: 'EUR' } },
  });

  it('before and after are on one scale, which ends beyond what was bought where more is held', () => {
    expect(seatShares(impact(20, 5, 2))).toEqual({ before: 0.75, after: 0.9, scale: 1 });
    expect(seatShares(impact(20, 0, -10))).toEqual({ before: 1, after: 1.5, scale: 1.5 });
    expect(seatShares(impact(null, null, null))).toBeNull();
    expect([freeSeats(19, format), freeSeats(-3, format)]).toEqual(['19 free', '3 over']);
  });

  it('come to money by price and count, saved only where held seats are paid for', () => {
    expect(moneySentence(impact(20, 5, 8, contract('ASSIGNED')), format)).toBe(
      'Saves €37.50 a month: 3 seats at €12.50.',
    );
    expect(moneySentence(impact(20, 5, 4, contract('ASSIGNED')), format)).toBe(
      'Costs €12.50 more a month: 1 seat at €12.50.',
    );
    expect(moneySentence(impact(20, 5, 8, contract('PURCHASED')), format)).toBe(
      'Worth €37.50 a month: 3 seats at €12.50, paid for until the contract ends on 31 Jan 2031.',
    );
    expect(moneySentence(impact(20, 5, 4, contract('PURCHASED')), format)).toMatch(/paid for already/);
    expect(moneySentence(impact(20, 5, 4), format)).toBeNull();
    expect(moneySentence(impact(20, null, null, contract('ASSIGNED')), format)).toBeNull();
  });
});

describe('rows', () => {
  it('have the sign of a difference', () => {
    expect(signOf('ASSIGN', 'PENDING').sign).toBe('+');
    expect(signOf('REMOVE', 'PENDING').sign).toBe('−');
    expect(signOf('SCHEDULE_REMOVAL', 'PENDING')).toMatchObject({ sign: '−', says: 'ends' });
    expect(signOf('CANCEL_REMOVAL', 'PENDING')).toMatchObject({ sign: '+', says: 'is kept' });
    expect(signOf('REMOVE', 'NO_CHANGE').sign).toBe('=');
    expect(outcomeWords('PENDING', true).text).toBe('Will be done');
    expect(outcomeWords('PENDING').text).toBe('To come');
  });

  it('with the same problem are one line, with every name', () => {
    const seats = { code: 'NO_SEATS', message: 'No seat.', hint: null, retryAt: null };
    const missing = { code: 'NO_SUCH_ASSIGNEE', message: 'Nobody.', hint: 'Check.', retryAt: null };
    expect(
      groupProblems([
        { name: 'a', problem: seats },
        { name: 'b', problem: missing },
        { name: null, problem: seats },
        { name: 'c', problem: seats },
      ]),
    ).toEqual([
      { names: ['a', 'c'], of: 3, problem: seats },
      { names: ['b'], of: 1, problem: missing },
    ]);
  });

  it('can be tried again once the last of them can', () => {
    const wait = (minute: number) => ({
      code: 'UPSTREAM_THROTTLED',
      message: 'A pause.',
      hint: null,
      retryAt: `2031-05-01T10:0${minute}:00Z`,
    });
    const [group, ...others] = groupProblems(
      [1, 3, 2].map((minute) => ({ name: null, problem: wait(minute) })),
    );
    expect([group?.of, group?.problem.retryAt, others]).toEqual([3, '2031-05-01T10:03:00Z', []]);
  });
});
