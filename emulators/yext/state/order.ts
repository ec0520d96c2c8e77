// The order of rows in every list.

/** Compares two ids by code unit. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
