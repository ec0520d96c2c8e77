// Who holds a license: people first, then external users. Workspaces are never listed (webex contract 3.1). A place is a position
// in the people list, or, after the last of them, the index of an external user.
import type { License } from '../seed/catalogue.ts';
import { flag } from '../switches.ts';
import { personUuid } from './members.ts';
import type { WebexState } from './state.ts';

/** The first places from `start` on, at most `most` of them, where somebody holds the license. */
export function holders(license: License, state: WebexState, start: number, most: number): number[] {
  const { members, externals, switches } = state;
  const found: number[] = [];
  const pendingToo = flag(switches, 'listPendingExternals');
  for (let place = start; place < members.count + externals.all.length && found.length < most; place += 1) {
    if ((setAt(place, state, pendingToo) & license.bit) !== 0) found.push(place);
  }
  return found;
}

function setAt(place: number, { members, externals }: WebexState, pendingToo: boolean): number {
  if (members.gone.has(place)) return 0;
  if (place < members.count) return members.visible(place).licenses;
  const { accepted, pending } = externals.visible(place - members.count);
  return accepted.licenses | (pendingToo ? pending.licenses : 0);
}

/** Uuid of whoever is at a place. */
export function uuidAt(place: number, { members, externals }: WebexState): string {
  const external = externals.all[place - members.count];
  return external?.uuid ?? personUuid(members.companyIndex(Math.max(place, 0)));
}

/** The place of the person or external user with this uuid. */
export function placeOfUuid(uuid: string, { members, externals }: WebexState): number | undefined {
  const position = members.placeOf(uuid);
  if (position !== undefined) return position;
  const external = externals.byUuid(uuid);
  return external === undefined ? undefined : members.count + external;
}
