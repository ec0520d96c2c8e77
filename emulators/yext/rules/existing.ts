// Finds what a path names, or refuses with the provider's not-found code.
import { Refused } from '../errors.ts';
import type { Place } from '../state/entities.ts';
import type { Pack } from '../state/license-packs.ts';
import type { YextState } from '../state/state.ts';

/** The packs an assignment operation knows. */
export function packsInReach(state: YextState): readonly Pack[] {
  const all = state.settings.text('inactivePacks') === 'assignments-only';
  return state.licenses.packs.filter((pack) => all || pack.active);
}

export function existingPack(state: YextState, packId: string): Pack {
  const pack = state.licenses.find(packId);
  if (pack && packsInReach(state).includes(pack)) return pack;
  throw notFound(state, `License pack not found: ${packId}`);
}

export function existingPlace(state: YextState, entityId: string): Place {
  const place = state.places.byId(entityId);
  if (place) return place;
  throw notFound(state, `Entity not found: ${entityId}`);
}

function notFound(state: YextState, message: string): Refused {
  return new Refused('notFound', message, { status: state.settings.count('notFoundStatus') });
}
