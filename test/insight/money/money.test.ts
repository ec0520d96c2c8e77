// Amounts, costs and savings: whole numbers, no currency with another one, and nothing that a number does not hold exactly.
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../../src/domain/problem.ts';
import { FINDING_CODES, HOLDER_CODES } from '../../../src/domain/insight/finding.ts';
import type { Contract } from '../../../src/domain/insight/contract.ts';
import { termOn } from '../../../src/insight/contracts/terms.ts';
import { sums, times } from '../../../src/insight/money/amounts.ts';
import { licenseCost, savingOf } from '../../../src/insight/money/costs.ts';
import { present } from '../../support/assertions.ts';
import { contractWith } from '../made-contracts.ts';

const usd = (minorUnits: number) => ({ minorUnits, currency: 'USD' });
const MOST = Number.MAX_SAFE_INTEGER;

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'no problem';
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : 'another error';
  }
}

describe('amounts', () => {
  it('are added up by currency, yen beside cents', () => {
    const yen = { minorUnits: 120_000, currency: 'JPY' };
    const eur = { minorUnits: 5, currency: 'EUR' };
    expect(sums([usd(100), yen, usd(23), eur, yen])).toEqual([
      eur,
      { ...yen, minorUnits: 240_000 },
      usd(123),
    ]);
    expect(sums([])).toEqual([]);
  });

  it('are exact beyond 2^31, up to 2^53 - 1, and refused beyond', () => {
    expect(times(usd(3_000_000), 1_000)).toEqual(usd(3_000_000_000));
    expect(times(usd(MOST), 1)).toEqual(usd(MOST));
    expect(sums([usd(MOST - 1), usd(1)])).toEqual([usd(MOST)]);
    expect(codeOf(() => times(usd(MOST), 2))).toBe('AMOUNT_TOO_LARGE');
    expect(codeOf(() => sums([usd(MOST), usd(1)]))).toBe('AMOUNT_TOO_LARGE');
    expect(codeOf(() => sums([usd(MOST), { minorUnits: 1, currency: 'EUR' }]))).toBe('no problem');
  });
});

function costOf(more: Partial<Contract>, seats: { total: number | null; held: number | null }) {
  const term = present(termOn(contractWith(more), '2026-05-01'));
  return licenseCost(term, seats, { unused: 7, idle: 3 });
}

describe('the cost of a license', () => {
  it('is that of what was bought: by the contract, else by the provider', () => {
    const seats = { total: 20, held: 13 };
    expect(costOf({ seats: 30 }, seats)).toEqual({
      monthly: usd(30 * 1350),
      wasted: usd(10 * 1350),
      wastedSeats: 10,
    });
    expect(costOf({}, seats)?.monthly).toEqual(usd(20 * 1350));
    expect(costOf({ seats: 0 }, seats)?.monthly).toEqual(usd(0));
  });

  it('is that of what is held, of which only idle holders waste something', () => {
    expect(costOf({ pays: 'ASSIGNED', seats: 30 }, { total: 20, held: 13 })).toEqual({
      monthly: usd(13 * 1350),
      wasted: usd(3 * 1350),
      wastedSeats: 3,
    });
  });

  it('is not known where nobody tells the seats, and no waste is more than all', () => {
    expect(costOf({}, { total: null, held: 13 })).toBeNull();
    expect(costOf({ pays: 'ASSIGNED' }, { total: 20, held: null })).toBeNull();
    expect(costOf({ seats: 4 }, { total: null, held: 13 })).toMatchObject({ wastedSeats: 4 });
  });
});

function savedBy(code: (typeof FINDING_CODES)[number], more: Partial<Contract> = {}, today = '2026-05-31') {
  const term = present(termOn(contractWith(more), today));
  return savingOf({ code, seats: 2, closedAt: null }, term, today);
}

describe('what a finding saves', () => {
  it('is saved from the day after the term where seats are bought, from the next month where those held are paid', () => {
    expect(savedBy('IDLE_HOLDER')).toEqual({ amount: usd(2700), from: '2027-01-01' });
    expect(savedBy('IDLE_HOLDER', { pays: 'ASSIGNED' })).toEqual({ amount: usd(2700), from: '2026-06-01' });
    expect(savedBy('IDLE_HOLDER', {}, '2026-10-02')).toMatchObject({ from: '2027-01-01' });
  });

  it('is saved a term later where it is too late to end this one', () => {
    expect(savedBy('UNUSED_SEATS', {}, '2026-10-03')).toMatchObject({ from: '2028-01-01' });
    expect(savedBy('UNUSED_SEATS', { renews: false }, '2026-12-31')).toMatchObject({ from: '2027-01-01' });
  });

  it('is nothing unless fewer holders or fewer seats would end it', () => {
    const saving = FINDING_CODES.filter((code) => savedBy(code) !== null);
    expect(saving.toSorted()).toEqual([...HOLDER_CODES, 'UNUSED_SEATS'].toSorted());
    const ofHeld = FINDING_CODES.filter((code) => savedBy(code, { pays: 'ASSIGNED' }) !== null);
    expect(ofHeld.toSorted()).toEqual([...HOLDER_CODES].toSorted());
    const closed = { code: 'IDLE_HOLDER', seats: 1, closedAt: '2026-05-01T00:00:00.000Z' } as const;
    expect(savingOf(closed, present(termOn(contractWith(), '2026-05-31')), '2026-05-31')).toBeNull();
  });
});
