// Days of the calendar, `YYYY-MM-DD`, counted on and back. No zone: which day it is, is decided before.

const DAY_MS = 86_400_000;

/** Days are counted from 1970 on. */
export function dayNumber(day: string): number {
  return Date.parse(day) / DAY_MS;
}

/** `YYYY-MM-DD`. */
export function dayOf(number: number): string {
  return textOf(number * DAY_MS);
}

/** So many days later; earlier where it is negative. */
export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days);
}

/** From a day to another one; negative where that is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day of the month so many months later; where that month has no such day, the first of the next one. */
export function addMonths(day: string, months: number): string {
  const start = new Date(day);
  const [year, month, date] = [start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()];
  const daysIn = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return textOf(date > daysIn ? Date.UTC(year, month + 1, 1) : Date.UTC(year, month, date));
}

/** From the month of a day to that of another one. */
export function monthsBetween(from: string, to: string): number {
  const [one, other] = [new Date(from), new Date(to)];
  return (other.getUTCFullYear() - one.getUTCFullYear()) * 12 + other.getUTCMonth() - one.getUTCMonth();
}

/** The first day of the month after the one that a day is in. */
export function nextMonth(day: string): string {
  return addMonths(`${day.slice(0, 7)}-01`, 1);
}

function textOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
