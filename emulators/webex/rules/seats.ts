// Whether a license has a seat left (webex contract 9).
import { isCalling, type License } from '../seed/catalogue.ts';
import { consumers, type WebexState } from '../state/state.ts';
import { text } from '../switches.ts';

/** Not a code of the vendor: it documents none for an empty pool (webex contract 5.3). */
export const NO_SEATS = 999_001;

/** Whether one more may be assigned. The switch `overage` says which licenses may go over their total. */
export function hasSeat(license: License, state: WebexState): boolean {
  if (license.kind !== 'paid') return true;
  const overage = text(state.switches, 'overage');
  if (overage === 'all' || (overage === 'calling' && isCalling(license))) return true;
  return consumers(state, license, 'latest').all < (state.totals.get(license.bit) ?? 0);
}
