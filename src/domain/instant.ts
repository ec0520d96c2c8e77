// Times in the forms that providers write, converted to the one form of this graph.

/** ISO 8601, extended form: a day, or a day and a time, with or without a zone. */
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** RFC 3339 UTC, to the millisecond; null for a text that is no time. A time without a zone is UTC, never in this machine's zone. */
export function instantOf(text: string): string | null {
  const [, day, time = '00:00', zone = 'Z'] = MOMENT.exec(text.trim()) ?? [];
  if (day === undefined || !isCalendarDay(day)) return null;
  const milliseconds = Date.parse(`${day}T${inMilliseconds(time)}${offset(zone)}`);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

/** Whether a `YYYY-MM-DD` exists: `Date` turns a 31 February into a day of March. */
export function isCalendarDay(day: string): boolean {
  // There is no year 0 (and databases refuse it).
  if (day.startsWith('0000')) return false;
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}

/** Cuts off digits beyond milliseconds. */
function inMilliseconds(time: string): string {
  const [clock = '', fraction = ''] = time.split(/[.,]/);
  return `${clock.length === 5 ? `${clock}:00` : clock}.${fraction.padEnd(3, '0').slice(0, 3)}`;
}

/** The zone as `+02:00`, from `+02`, `+0200` or `+02:00`. */
function offset(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z';
  const minutes = zone.slice(3).replace(':', '') || '00';
  return `${zone.slice(0, 3)}:${minutes}`;
}

/** Before anything that happens. */
export const BEGINNING = '1970-01-01T00:00:00.000Z';
