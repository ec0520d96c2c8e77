// Calendar days as `YYYY-MM-DD`, which compare as text.

/** Tells which day it is in a time zone. */
export interface Calendar {
  dateIn(zone: string, milliseconds: number): string;
}

/** A calendar that keeps one formatter for each zone: making one costs far more than a request. */
export function createCalendar(): Calendar {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return {
    dateIn(zone, milliseconds) {
      let format = formats.get(zone);
      if (!format) {
        // The Swedish short date is ISO 8601.
        format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
        formats.set(zone, format);
      }
      return format.format(milliseconds);
    },
  };
}

/** True for a day that exists: 2026-02-30 does not. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day so many days after another. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
