// Amounts of money: whole numbers of the smallest units, never of two currencies together, and never more than a number holds exactly.
import type { Money } from '../../domain/insight/contract.ts';
import { ProblemError, problem } from '../../domain/problem.ts';

/** Throws AMOUNT_TOO_LARGE beyond 2^53 - 1. */
export function times({ minorUnits, currency }: Money, count: number): Money {
  return checked(minorUnits * count, currency);
}

/** One amount a currency, by its code. Throws AMOUNT_TOO_LARGE beyond 2^53 - 1. */
export function sums(amounts: readonly Money[]): readonly Money[] {
  const found = new Map<string, Money>();
  for (const { minorUnits, currency } of amounts) {
    const before = found.get(currency)?.minorUnits ?? 0;
    found.set(currency, checked(before + minorUnits, currency));
  }
  return [...found.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** Whole numbers give whole numbers: one that is no safe integer has lost some of its digits. */
function checked(minorUnits: number, currency: string): Money {
  if (Number.isSafeInteger(minorUnits)) return { minorUnits, currency };
  throw new ProblemError(
    problem(
      'AMOUNT_TOO_LARGE',
      'PLATFORM',
      `An amount of ${currency} is more than 2^53 - 1 of its smallest units.`,
      {
        hint: 'Ask for fewer licenses or accounts at once, or look whether a price in `contracts` is right.',
      },
    ),
  );
}
