// Moments and calendar days (UTC) so many days from another moment. Pure.

const DAY_MS = 86_400_000;

/** In ISO 8601; before `at`, in milliseconds since 1970, where `days` is negative. */
export function momentIn(days: number, at: number): string {
  return new Date(at + days * DAY_MS).toISOString();
}

/** As `2026-11-25`. */
export function dayIn(days: number, at: number): string {
  return momentIn(days, at).slice(0, 10);
}

/** From a calendar day to another one; negative where that is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
