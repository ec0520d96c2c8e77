// Processes killed in the middle of small sets of one sort.
import { invitationsAmong, movesFor } from '../../support/many-changes.ts';
import { HASTY, killedProcesses } from './kills.ts';

/** Half of the requests there may be at once are writes. */
const AT_ONCE = 4;

/** Sets that invite people from outside, and withdraw what others were offered: no read shows either. */
export function killedAmongInvitations(kills: number): void {
  killedProcesses({
    kills,
    changes: invitationsAmong(2),
    processes: { ...HASTY, limits: { ...HASTY.limits, concurrency: AT_ONCE } },
    lastMs: 1_500,
    mostWrites: 8,
    unseen: AT_ONCE / 2,
  });
}

/** Sets in which every removal waits for an assignment of another provider. */
export function killedAmongMoves(kills: number): void {
  killedProcesses({ kills, changes: movesFor(40), processes: HASTY, lastMs: 1_500, mostWrites: 12 });
}
