// What a renewal comes to. Pure.
import { daysBetween } from '../../kit/days.ts';

interface Amount {
  readonly minorUnits: number;
  readonly currency: string;
}

export interface RenewalNumbers {
  readonly seats: number | null;
  readonly suggestedSeats: number | null;
  readonly monthly: Amount | null;
}

/** What fewer seats would save a month, in the currency of the contract; null where it is nothing or not known. */
export function savingOf({ seats, suggestedSeats, monthly }: RenewalNumbers): Amount | null {
  if (seats === null || suggestedSeats === null || monthly === null || seats === 0) return null;
  const spare = seats - suggestedSeats;
  if (spare <= 0) return null;
  return { minorUnits: Math.round((monthly.minorUnits / seats) * spare), currency: monthly.currency };
}

/** How near a day is: within a week, within a month, or later. Both are calendar days. */
export function urgencyOf(day: string, today: string): 'over' | 'warning' | '' {
  const days = daysBetween(today, day);
  if (days <= 7) return 'over';
  return days <= 30 ? 'warning' : '';
}
