// Which writes of assignments are refused (yext contract 3 and 8).
import type { Refusal } from '../../core/refusal.ts';
import { refusal } from '../errors.ts';
import type { Pack } from '../state/license-packs.ts';
import type { YextState } from '../state/state.ts';
import { amount, flag, text } from '../switches.ts';
import { existingPlace } from './existing.ts';

const CONFLICTS: Readonly<Record<string, string>> = {
  'entity-type': 'The type of this entity is not eligible for license pack',
  'saved-filter': 'Assignments are controlled by a saved filter in license pack',
};

/** Refuses every write of a pack, while the switch `writeConflict` gives a reason. */
export function checkWritable(state: YextState, pack: Pack): void {
  const conflict = CONFLICTS[text(state.switches, 'writeConflict')];
  if (conflict) throw refusal('impossibleNow', `${conflict} ${pack.id}`);
}

/** Refuses a pack that has no license left. */
export function checkAvailable(state: YextState, pack: Pack): void {
  if (pack.total - pack.assigned() > 0) return;
  const status = amount(state.switches, 'createFullStatus');
  throw refusal('packExhausted', `No licenses available in license pack ${pack.id}`, { status });
}

/** Refuses a removal date in the past. */
export function checkDate(state: YextState, date: string | undefined): void {
  if (date === undefined || date >= state.today() || flag(state.switches, 'acceptPastExpiration')) return;
  throw refusal('invalidBody', `expirationDate ${date} is in the past`);
}

/** The refusal of an assignment that does not exist; an unknown entity is refused as such. */
export function absent(
  state: YextState,
  pack: Pack,
  entityId: string,
  statusSwitch: 'absentUpdateStatus' | 'absentDeleteStatus',
): Refusal {
  existingPlace(state, entityId);
  const message = `Entity ${entityId} is not assigned to license pack ${pack.id}`;
  return refusal('notFound', message, { status: amount(state.switches, statusSwitch) });
}
