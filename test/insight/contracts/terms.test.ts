// The terms of contracts: by days of the calendar, over leap years and the ends of months.
import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, nextMonth } from '../../../src/domain/insight/days.ts';
import { termOn, termToDecide } from '../../../src/insight/contracts/terms.ts';
import { contractWith } from '../made-contracts.ts';

type Term = readonly [start: string, end: string] | null;

function termAt(start: string, end: string, day: string, renews = true): Term {
  const term = termOn(contractWith({ start, end, noticeDays: 0, renews }), day);
  return term && [term.start, term.end];
}

describe('a term', () => {
  it.each([
    ['begins tomorrow', '2025-12-31', null],
    ['begins today', '2026-01-01', ['2026-01-01', '2026-12-31']],
    ['ends today', '2026-12-31', ['2026-01-01', '2026-12-31']],
    ['has ended yesterday', '2027-01-01', null],
  ] as const)('of a contract that does not renew %s', (_what, day, term) => {
    expect(termAt('2026-01-01', '2026-12-31', day, false)).toEqual(term);
  });

  it.each([
    ['a year, on the day after', ['2026-01-01', '2026-12-31'], '2027-01-01', ['2027-01-01', '2027-12-31']],
    ['a year, over a leap year', ['2026-01-01', '2026-12-31'], '2028-12-31', ['2028-01-01', '2028-12-31']],
    ['a year, in its middle', ['2025-07-15', '2026-07-14'], '2030-07-14', ['2029-07-15', '2030-07-14']],
    ['a year from a leap day', ['2024-02-29', '2025-02-28'], '2025-03-01', ['2025-03-01', '2026-02-28']],
    ['the same, four years on', ['2024-02-29', '2025-02-28'], '2028-02-29', ['2028-02-29', '2029-02-28']],
    ['the same, a day before', ['2024-02-29', '2025-02-28'], '2028-02-28', ['2027-03-01', '2028-02-28']],
    ['a year up to a leap day', ['2023-03-01', '2024-02-29'], '2027-12-01', ['2027-03-01', '2028-02-29']],
    ['a month', ['2026-01-01', '2026-01-31'], '2026-02-28', ['2026-02-01', '2026-02-28']],
    ['a month from the 31st', ['2026-01-31', '2026-02-28'], '2026-04-30', ['2026-03-31', '2026-04-30']],
    ['a quarter', ['2026-01-01', '2026-03-31'], '2026-11-26', ['2026-10-01', '2026-12-31']],
    ['three years', ['2023-04-01', '2026-03-31'], '2031-01-01', ['2029-04-01', '2032-03-31']],
    ['thirty days', ['2026-01-01', '2026-01-30'], '2026-03-02', ['2026-03-02', '2026-03-31']],
    ['a single day', ['2026-01-01', '2026-01-01'], '2026-05-05', ['2026-05-05', '2026-05-05']],
  ] as const)('that follows is as long: %s', (_what, [start, end], day, term) => {
    expect(termAt(start, end, day)).toEqual(term);
  });

  it('follows the one before without a day between, whatever the contract', () => {
    for (const [start, end] of [
      ['2024-02-29', '2025-02-28'],
      ['2026-01-31', '2026-02-28'],
      ['2026-08-31', '2026-11-30'],
      ['2026-01-01', '2026-01-30'],
      ['2026-03-15', '2026-09-14'],
    ] as const) {
      let after = addDays(end, 1);
      for (let number = 0; number < 40; number += 1) {
        const term = termAt(start, end, after);
        expect(term?.[0]).toBe(after);
        const last = term?.[1] ?? '';
        expect(termAt(start, end, last)).toEqual(term);
        after = addDays(last, 1);
      }
    }
  });
});

describe('the last day on which it can be ended', () => {
  it.each([
    ['90 days before the end', '2026-12-31', 90, '2026-10-02'],
    ['a month before, over the end of one', '2026-03-31', 31, '2026-02-28'],
    ['over a leap day', '2028-03-30', 30, '2028-02-29'],
    ['the end itself', '2026-12-31', 0, '2026-12-31'],
  ] as const)('is %s', (_what, end, noticeDays, decideBy) => {
    expect(termOn(contractWith({ end, noticeDays }), '2026-01-01')).toMatchObject({ decideBy });
  });

  it('is that of the term that is to be decided on', () => {
    const yearly = contractWith();
    expect(termToDecide(yearly, '2025-06-01')).toMatchObject({ end: '2026-12-31', decideBy: '2026-10-02' });
    expect(termToDecide(yearly, '2026-10-02')).toMatchObject({ end: '2026-12-31' });
    expect(termToDecide(yearly, '2026-10-03')).toMatchObject({ end: '2027-12-31', decideBy: '2027-10-02' });
    const once = contractWith({ renews: false });
    expect(termToDecide(once, '2026-10-03')).toMatchObject({ end: '2026-12-31', decideBy: '2026-10-02' });
    expect(termToDecide(once, '2027-01-01')).toBeNull();
  });
});

it('counts months where they are short', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-03-01');
  expect(addMonths('2026-12-31', 1)).toBe('2027-01-31');
  expect(nextMonth('2026-12-31')).toBe('2027-01-01');
  expect(nextMonth('2026-01-31')).toBe('2026-02-01');
});
