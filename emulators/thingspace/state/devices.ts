// The devices that an account has now: those of the seed, less the ones that have left (thingspace contract 5).
import { deviceIndex, type Account } from '../seed/accounts.ts';
import { names } from '../switches.ts';
import type { ThingspaceState } from './state.ts';

/** Index of a device that the account has; -1 for anything else. */
export function presentIndex(state: ThingspaceState, account: Account, value: string): number {
  return departed(state).has(value) ? -1 : deviceIndex(account, value);
}

/** Indexes of the devices that have left the account. */
export function goneIndexes(state: ThingspaceState, account: Account): ReadonlySet<number> {
  return new Set([...departed(state)].map((value) => deviceIndex(account, value)));
}

function departed({ switches, changes }: ThingspaceState): ReadonlySet<string> {
  return new Set([...names(switches, 'goneDevices'), ...changes.departed]);
}
