// Whether a license has a seat left (webex contract 9).
import { isCalling, type License } from '../seed/catalogue.ts';
import { consumers, type WebexState } from '../state/state.ts';
import { text } from '../switches.ts';

/** A made-up code: the vendor documents none for a license without seats (webex contract 5.3). */
export const NO_SEATS = 999_001;

/** Whether a license can be assigned once more. The switch `overage` says which licenses may go over their total. */
export function hasSeat(license: License, state: WebexState): boolean {
  if (license.kind !== 'paid') return true;
  const overage = text(state.switches, 'overage');
  if (overage === 'all' || (overage === 'calling' && isCalling(license))) return true;
  return consumers(state, license, 'latest').all < (state.totals.get(license.bit) ?? 0);
}
