// Days in a time zone: which one it is, and the moment one starts.

/** The day it is, `YYYY-MM-DD`. `zone` is an IANA name. */
export function dayOf(milliseconds: number, zone: string): string {
  // The Swedish locale writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(milliseconds);
}

/** The moment a day starts, RFC 3339 UTC: midnight, or the first moment after it where clocks jump over midnight. */
export function startOfDay(day: string, zone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Zones lie between UTC-12 and UTC+14: the day begins somewhere in this window.
  let before = utc - 15 * 3_600_000;
  let after = utc + 13 * 3_600_000;
  while (after - before > 1_000) {
    const middle = Math.floor((before + after) / 2 / 1_000) * 1_000;
    if (middle === before) break;
    if (dayOf(middle, zone) < day) before = middle;
    else after = middle;
  }
  return new Date(after).toISOString();
}
