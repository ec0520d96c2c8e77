// Which licenses cannot be removed, and which an over-assigned account loses (thingspace contract 4.4 and 4.6).
import { deviceIndex, type Account } from '../seed/accounts.ts';
import { isUpgrading, upgradedAtOf } from '../seed/devices.ts';
import { assignment, licensesBelow, remove, totalLicenses } from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { flag } from '../switches.ts';

/** What uses a license, so that it cannot be removed (thingspace contract 4.6). */
export function usedBy(
  state: ThingspaceState,
  account: Account,
  index: number,
): 'upgrade' | 'running' | undefined {
  if (isUpgrading(index) && !state.changes.licenses.has(index)) return 'running';
  const since = assignment(state, account, index)?.at;
  const upgraded = upgradedAtOf(index, state.seededAt);
  return since !== undefined && upgraded !== undefined && upgraded > since ? 'upgrade' : undefined;
}

/** Takes licenses back from an over-assigned account: listed candidates first, then the oldest (thingspace contract 4.4). */
export function reclaim(state: ThingspaceState, account: Account): void {
  if (!flag(state.switches, 'reclaimLicenses')) return;
  let over = licensesBelow(state, account) - totalLicenses(state, account);
  if (over <= 0) return;
  const listed =
    state.changes.cancellations.get(account.name)?.devices.map((value) => deviceIndex(account, value)) ?? [];
  for (const index of new Set([...listed, ...oldestFirst(state, account)])) {
    if (over <= 0) return;
    if (index < 0 || assignment(state, account, index) === undefined) continue;
    if (usedBy(state, account, index) === 'running') continue;
    remove(state, index);
    over -= 1;
  }
}

function oldestFirst(state: ThingspaceState, account: Account): number[] {
  const held: { index: number; since: number }[] = [];
  for (let index = account.from; index < account.to; index += 1) {
    const since = assignment(state, account, index)?.at;
    if (since !== undefined) held.push({ index, since });
  }
  return held.sort((a, b) => a.since - b.since).map(({ index }) => index);
}
