// The packs and entities that a path may name; an unknown one is refused with the provider's not-found code.
import type { Refusal } from '../../core/refusal.ts';
import { refusal } from '../errors.ts';
import type { Place } from '../seed/places.ts';
import type { Pack } from '../state/license-packs.ts';
import type { YextState } from '../state/state.ts';
import { amount, text } from '../switches.ts';

/** The packs that assignment operations know. */
export function packsInReach(state: YextState): readonly Pack[] {
  const all = text(state.switches, 'inactivePacks') === 'assignments-only';
  return state.licenses.packs.filter((pack) => all || pack.active);
}

/** The pack with this id. */
export function existingPack(state: YextState, packId: string): Pack {
  const pack = state.licenses.find(packId);
  if (pack && packsInReach(state).includes(pack)) return pack;
  throw notFound(state, `License pack not found: ${packId}`);
}

/** The entity with this id. */
export function existingPlace(state: YextState, entityId: string): Place {
  const place = state.places.byId(entityId);
  if (place) return place;
  throw notFound(state, `Entity not found: ${entityId}`);
}

function notFound(state: YextState, message: string): Refusal {
  return refusal('notFound', message, { status: amount(state.switches, 'notFoundStatus') });
}
