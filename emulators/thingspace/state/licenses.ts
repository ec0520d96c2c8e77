// Which devices have a license: those of the seed, with every change since. Counts never visit the devices one by one.
import { seededBelow, seededLicense, type Account } from '../seed/accounts.ts';
import { seededAssignmentAt, seededNanoseconds } from '../seed/devices.ts';
import { amount, text } from '../switches.ts';
import type { LicenseChange, ThingspaceState } from './state.ts';

/** The time as of which reads show licenses: without limit, unless a lag is switched on (thingspace contract 9.18). */
export function shownAt(state: ThingspaceState): number {
  const lag = amount(state.switches, 'summaryLagMs');
  return lag > 0 ? state.clock.now() - lag : Number.POSITIVE_INFINITY;
}

/** Whether an account is billed by event only: it has no licenses then (thingspace contract 9.13). */
export function isEventBilled(state: ThingspaceState, account: Account): boolean {
  return text(state.switches, 'eventBilledAccount') === account.name;
}

/** How many licenses the account has. */
export function totalLicenses(state: ThingspaceState, account: Account): number {
  if (isEventBilled(state, account)) return 0;
  const name =
    account.name === '0123456789-00001' ? 'totalLicenses:0123456789-00001' : 'totalLicenses:0123456789-00002';
  const switched = amount(state.switches, name);
  return switched < 0 ? account.totalLicenses : switched;
}

/** A license on a device: when it was assigned, with the nanoseconds below the millisecond. */
export interface Assignment {
  readonly at: number;
  readonly nanoseconds: number;
}

/** The license of a device; absent when it has none. */
export function assignment(
  state: ThingspaceState,
  account: Account,
  index: number,
  asOf = Number.POSITIVE_INFINITY,
): Assignment | undefined {
  if (isEventBilled(state, account)) return undefined;
  const change = state.changes.licenses.get(index)?.findLast(({ at }) => at <= asOf);
  if (change) return change.assignedAt === undefined ? undefined : { at: change.assignedAt, nanoseconds: 0 };
  if (!seededLicense(account, index)) return undefined;
  return { at: seededAssignmentAt(index, state.seededAt), nanoseconds: seededNanoseconds(index) };
}

/** Licenses in use below a device index; all of the account's when no index is given. */
export function licensesBelow(
  state: ThingspaceState,
  account: Account,
  index = account.to,
  asOf = Number.POSITIVE_INFINITY,
): number {
  if (isEventBilled(state, account)) return 0;
  let count = seededBelow(account, index);
  for (const changed of state.changes.licenses.keys()) {
    if (changed < account.from || changed >= index) continue;
    count += Number(assignment(state, account, changed, asOf) !== undefined);
    count -= Number(seededLicense(account, changed));
  }
  return count;
}

/** Index of the licensed device with this many licensed ones before it. */
export function licensedAtOffset(
  state: ThingspaceState,
  account: Account,
  offset: number,
  asOf: number,
): number {
  let low = account.from;
  let high = account.to;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (licensesBelow(state, account, middle + 1, asOf) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Gives a device a license now. */
export function assign(state: ThingspaceState, index: number): void {
  const now = state.clock.now();
  record(state, index, { at: now, assignedAt: now });
}

/** Takes the license of a device away now. */
export function remove(state: ThingspaceState, index: number): void {
  record(state, index, { at: state.clock.now() });
}

function record(state: ThingspaceState, index: number, change: LicenseChange): void {
  state.changes.licenses.set(index, [...(state.changes.licenses.get(index) ?? []), change]);
}
