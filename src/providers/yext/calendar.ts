// Days and moments as Yext writes them.
import { instantOf, isCalendarDay } from '../../domain/instant.ts';

/** A day that exists, as `YYYY-MM-DD`; null for any other text. */
export function calendarDate(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text) ? text : null;
}

/** A moment as RFC 3339 UTC; null when unreadable. Numbers are epoch milliseconds (yext contract 7). */
export function moment(value: unknown): string | null {
  if (typeof value === 'string') return instantOf(value);
  if (typeof value !== 'number') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
