// Moments as texts (RFC 3339 UTC) and as numbers (milliseconds since the epoch).

/** null stays null. */
export function toMoment(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

/** The later one of the two, in milliseconds; the first where there is no other. */
export function laterOf(moment: number, other: string | null): number {
  return other === null ? moment : Math.max(moment, Date.parse(other));
}
