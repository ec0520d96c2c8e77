// What coverage says in words: a list that goes on is whole so far, and what is missing is said once for all accounts it holds for.
import { describe, expect, it } from '@jest/globals';
import type { CoverageFragment } from '../../../src/console/generated/documents.ts';
import {
  missingIn,
  nothingStandsOut,
  reasonsIn,
  staleIn,
  titleOf,
} from '../../../src/console/parts/answers/missing.ts';
import { unknownOf } from '../../../src/console/parts/answers/unknown.ts';

function coverage(name: string, told: Partial<CoverageFragment>): CoverageFragment {
  return {
    account: { key: name, name, provider: 'YEXT' },
    status: 'COMPLETE',
    reason: null,
    retryAt: null,
    observedAt: null,
    problem: null,
    ...told,
  };
}

const DOWN = {
  status: 'FAILED',
  reason: 'UPSTREAM_FAILURE',
  problem: {
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider failed.',
    hint: null,
    retryAt: null,
    path: null,
  },
} as const;
const say = { number: (value: number) => String(value) };

describe('what is missing', () => {
  it.each([
    ['whole', {}, false],
    ['more pages to come', { status: 'PARTIAL', reason: 'MORE_TO_COME' }, false],
    ['its turn comes later', { status: 'SKIPPED', reason: 'NOT_REACHED' }, false],
    ['the vendor has none of it', { status: 'SKIPPED', reason: 'NOT_SUPPORTED' }, false],
    ['down', DOWN, true],
    ['odd rows left out', { status: 'PARTIAL', reason: 'ROWS_LEFT_OUT' }, true],
    ['in its first sweep', { status: 'PARTIAL', reason: 'FIRST_SWEEP' }, true],
    ['old', { status: 'STALE', reason: 'SWEEP_OVERDUE' }, false],
  ] as const)('%s', (_what, told, isMissing) => {
    expect(missingIn([coverage('a', told)])).toHaveLength(isMissing ? 1 : 0);
  });

  it('is nothing before there is an answer', () => {
    expect([missingIn(undefined), staleIn(undefined)]).toEqual([[], []]);
  });
});

describe('a list without rows', () => {
  const whole = coverage('a', {});
  const first = coverage('b', { status: 'PARTIAL', reason: 'FIRST_SWEEP' });
  const before = coverage('c', { status: 'SKIPPED', reason: 'BEFORE_HISTORY' });
  const off = coverage('d', { status: 'SKIPPED', reason: 'SWEEPS_OFF' });
  const none = coverage('e', { status: 'SKIPPED', reason: 'NOT_SUPPORTED' });
  it.each([
    ['all is read', [whole, none], null],
    ['nothing was asked yet', [], null],
    ['one is not read', [whole, before], 'IN_PART'],
    ['the day is before all that is known', [before, none], 'BEFORE_HISTORY'],
    ['all are being read', [first, none], 'BEING_READ'],
    ['none could be read', [off, coverage('f', DOWN)], 'NOT_READ'],
    ['some rows were left out', [coverage('g', { status: 'PARTIAL', reason: 'ROWS_LEFT_OUT' })], 'IN_PART'],
  ] as const)('when %s', (_when, lines, unknown) => {
    expect(unknownOf(lines)).toBe(unknown);
  });
});

describe('in words', () => {
  it('says once of all accounts that begin later that they do', () => {
    const later = ['a', 'b'].map((name, place) =>
      coverage(name, {
        status: 'PARTIAL',
        reason: 'BEFORE_HISTORY',
        observedAt: `2026-11-26T10:00:0${place}.000Z`,
        problem: { ...DOWN.problem, code: 'BEFORE_HISTORY' },
      }),
    );
    expect(titleOf([...later, coverage('c', {})], say)).toContain(
      '2 of 3 accounts are known only from later on',
    );
    expect(reasonsIn(later)).toEqual([
      expect.objectContaining({ accounts: ['a', 'b'], problemCode: null, observedAt: null }),
    ]);
  });

  it('says that more comes by itself only while nothing else is wrong', () => {
    const first = coverage('a', { status: 'PARTIAL', reason: 'FIRST_SWEEP' });
    expect(titleOf([first, coverage('b', {})], say)).toContain(
      '1 of 2 accounts is being read for the first time',
    );
    expect(titleOf([first, coverage('b', DOWN)], say)).toContain('2 of 2 accounts are not all here');
    expect(titleOf([coverage('b', { status: 'STALE', reason: 'SWEEP_OVERDUE' })], say)).toContain(
      'a while ago',
    );
  });

  it('says a reason once, for all accounts it holds for', () => {
    expect(reasonsIn([coverage('a', DOWN), coverage('b', DOWN)])).toEqual([
      {
        accounts: ['a', 'b'],
        text: 'The provider failed.',
        hint: null,
        problemCode: 'UPSTREAM_UNAVAILABLE',
        observedAt: null,
      },
    ]);
  });

  it('keeps hints that are queries from people', () => {
    const hint = 'See `inventory { accounts { status } }`.';
    const [reason] = reasonsIn([coverage('a', { ...DOWN, problem: { ...DOWN.problem, hint } })]);
    expect(reason?.hint).toBeNull();
  });
});

describe('where there is no finding', () => {
  const first = { status: 'PARTIAL', reason: 'FIRST_SWEEP' } as const;

  it.each([
    ['of accounts that were looked at', [coverage('a', {})], undefined, 'Nothing stands out.'],
    ['while all are read', [coverage('a', first)], undefined, 'worked out once the first sweep is done'],
    [
      'while some are read',
      [coverage('a', first), coverage('b', {})],
      undefined,
      'Nothing stands out so far.',
    ],
    ['in one of them that was read', [coverage('a', first), coverage('b', {})], ['b'], 'Nothing stands out.'],
    ['in one that is read', [coverage('a', first), coverage('b', {})], ['a'], 'once the first sweep is done'],
    ['in accounts that fail', [coverage('a', DOWN), coverage('b', {})], undefined, 'in what was read'],
  ])('%s', (_what, lines, accountKeys, expected) => {
    expect(nothingStandsOut(lines, accountKeys)).toContain(expected);
  });
});
