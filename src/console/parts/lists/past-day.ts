// A day that is over, as a moment. Pure.

/** The end of a day that is over. Of today and later, null: as it is now. */
export function pastDay(day: string | null, today: string): string | null {
  return day === null || day >= today ? null : `${day}T23:59:59.999Z`;
}
