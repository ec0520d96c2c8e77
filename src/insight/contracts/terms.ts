// The terms of a contract: the one that is written down, and those that follow it where it renews.
import type { Contract, ContractTerm } from '../../domain/insight/contract.ts';
import { addDays, addMonths, daysBetween, monthsBetween } from '../../domain/insight/days.ts';

/** The term that a day is in; null before the first, and after the last. */
export function termOn(contract: Contract, day: string): ContractTerm | null {
  const { start, end, renews } = contract;
  if (day < start || (day > end && !renews)) return null;
  return day <= end ? termOf(contract, start, end) : laterTerm(contract, day);
}

/**
 * The term that is to be decided on: the first one that can still be ended, or the one that is written down where it ends by itself. null
 * after the last.
 */
export function termToDecide(contract: Contract, today: string): ContractTerm | null {
  const term = termOn(contract, today < contract.start ? contract.start : today);
  if (term === null || !contract.renews || term.decideBy >= today) return term;
  return termOn(contract, addDays(term.end, 1));
}

/** The first day after a term. */
export function dayAfter({ end }: ContractTerm): string {
  return addDays(end, 1);
}

function termOf(contract: Contract, start: string, end: string): ContractTerm {
  return { contract, start, end, decideBy: addDays(end, -contract.noticeDays) };
}

/** Terms of whole months stay terms of whole months: a year begins on the same day of each year, leap year or not. */
function laterTerm(contract: Contract, day: string): ContractTerm {
  const { start, end } = contract;
  const months = monthsOf(contract);
  if (months === null) {
    const length = daysBetween(start, end) + 1;
    const begin = addDays(start, Math.floor(daysBetween(start, day) / length) * length);
    return termOf(contract, begin, addDays(begin, length - 1));
  }
  const startOf = (number: number): string => addMonths(start, number * months);
  const latest = Math.floor(monthsBetween(start, day) / months);
  const number = startOf(latest) > day ? latest - 1 : latest;
  return termOf(contract, startOf(number), addDays(startOf(number + 1), -1));
}

/** How many months the term has; null when it ends at another day than one before the day of the month it began with. */
function monthsOf({ start, end }: Contract): number | null {
  const after = addDays(end, 1);
  const months = monthsBetween(start, after);
  // One that began on the 31st goes on from the first of the month after one that has no such day.
  return [months, months - 1].find((some) => some > 0 && addMonths(start, some) === after) ?? null;
}
