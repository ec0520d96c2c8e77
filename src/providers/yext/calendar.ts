// Days and instants as Yext writes them.

/** A day that exists, as `YYYY-MM-DD`; null for any other text. */
export function calendarDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  // Date rolls 30 February over to March: only a day that survives the round trip exists.
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text ? null : text;
}

/**
 * An instant as RFC 3339 UTC; null when unreadable. Numbers are epoch milliseconds (yext contract 7); texts without a zone
 * (`2025-05-02T10:11:12`, yext contract 4) are taken as UTC, because the machine's own zone would be a coincidence.
 */
export function instant(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const zoned = typeof value === 'string' && /T[\d:.]+$/.test(value) ? `${value}Z` : value;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
