// The day that a list is asked for, as a moment. Pure.

export interface AskedDay {
  /** The end of a day that is over; null for a list as it is now. */
  readonly asOf: string | null;
  /** A day of which nothing is known, because it is still to come. */
  readonly toCome: string | null;
}

/** What a day of the address asks for. Today is now. */
export function askedDay(day: string | null, today: string): AskedDay {
  if (day === null || day === today) return { asOf: null, toCome: null };
  return day < today ? { asOf: `${day}T23:59:59.999Z`, toCome: null } : { asOf: null, toCome: day };
}
