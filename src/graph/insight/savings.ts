// What could be saved: nothing is known of prices here.
import type { Finding } from '../../domain/insight/finding.ts';
import type { LicenseRef } from '../../domain/inventory/search.ts';
import type { GraphContext } from '../context.ts';
import type { LicenseMoney, LicenseSaving } from '../generated/resolvers.ts';

/** Seats of a license that come free, or could. */
export interface FreedSeats {
  readonly license: LicenseRef;
  readonly seats: number;
}

/** What the seats of a finding cost, and from when that could be saved; null where nobody knows, or the caller may not. */
export function savingOf(_finding: Finding, _context: GraphContext): Promise<LicenseSaving | null> {
  return Promise.resolve(null);
}

/** What seats cost a month, by currency; null where the caller may not know. */
export function savingsOf(
  _freed: readonly FreedSeats[],
  _context: GraphContext,
): Promise<LicenseMoney[] | null> {
  return Promise.resolve(null);
}
