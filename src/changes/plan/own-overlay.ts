// Current state as a provider's reads show it, with what License Graph itself has done and no read shows yet laid over it.
import type { Assignee } from '../../domain/assignee.ts';
import type { Holding } from '../../domain/assignment.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import {
  assigneeKey,
  isAbout,
  isAboutLicense,
  subjectKey,
  type Change,
  type CurrentState,
} from '../../domain/change.ts';
import { heldBy, isInEffect } from '../in-effect.ts';

/** License Graph's own changes that bear on what is validated, in the order they were sent. */
export interface OwnChangesSeen {
  /** Open ones about the same assignees. */
  readonly open: readonly ChangeRecord[];
  /** Open ones that take or free seats of the same licenses. */
  readonly ofSeats: readonly ChangeRecord[];
  /** What is taken for done although nothing of it is sent: the rest of a plan. */
  readonly assumed: readonly Change[];
}

export interface OverlaidState {
  readonly current: CurrentState;
  /** By what they are about: changes of which nobody can tell yet what they come to. */
  readonly inTheWay: ReadonlyMap<string, ChangeRecord>;
  /** By what they are about: changes the provider has accepted, and no read shows. The last of each. */
  readonly unseen: ReadonlyMap<string, ChangeRecord>;
  /** Seats of a license that open changes take, less those they free, as far as no read shows it. */
  readonly seatsTaken: (licenseId: string) => number;
  /** The same of what is taken for done. */
  readonly seatsAssumed: (licenseId: string) => number;
}

/** What a read shows of an own change counts as done, as if there were no such change. */
export function withOwnChanges(
  read: CurrentState,
  { open, ofSeats, assumed }: OwnChangesSeen,
): OverlaidState {
  const held = new Map(read.held);
  const inTheWay = new Map<string, ChangeRecord>();
  const unseen = new Map<string, ChangeRecord>();
  for (const record of open) {
    const { change } = record;
    if (isShownBy(read, record)) continue;
    if (record.phase === 'DONE' && record.outcome === 'ACCEPTED_UNVERIFIED') {
      unseen.set(subjectKey(change), record);
      putInEffect(change, held, read.assignees);
    } else inTheWay.set(subjectKey(change), record);
  }
  for (const change of assumed) putInEffect(change, held, read.assignees);
  const taking = ofSeats.filter((record) => !isShownBy(read, record)).map(({ change }) => change);
  return {
    current: { ...read, held },
    inTheWay,
    unseen,
    seatsTaken: (licenseId) => takenOf(licenseId, taking),
    seatsAssumed: (licenseId) => takenOf(licenseId, assumed),
  };
}

/** Never of one that was not sent: if it is in effect, somebody else did it, and this one is still to come. */
function isShownBy(read: CurrentState, { phase, change }: ChangeRecord): boolean {
  if (phase === 'PLANNED' || !read.held.has(assigneeKey(change.assignee))) return false;
  return isInEffect(change, heldBy(change, read), read.today);
}

function takenOf(licenseId: string, changes: readonly Change[]): number {
  const own = changes.filter((one) => isAboutLicense(one) && one.licenseId === licenseId);
  const count = (wanted: Change['action']): number => own.filter(({ action }) => action === wanted).length;
  return count('ASSIGN') - count('REMOVE');
}

/** Puts a change into effect, of an assignee that was read. */
function putInEffect(
  change: Change,
  held: Map<string, readonly Holding[]>,
  assignees: CurrentState['assignees'],
): void {
  const key = assigneeKey(change.assignee);
  const rows = held.get(key);
  if (rows === undefined) return;
  const others = rows.filter((row) => !isAbout(change, row));
  const row = rows.find((one) => isAbout(change, one));
  switch (change.action) {
    case 'REMOVE':
      held.set(key, others);
      return;
    case 'ASSIGN':
      if (!row) held.set(key, [...rows, newRow(change, rows[0]?.assignee ?? assignees.get(key))]);
      return;
    case 'SCHEDULE_REMOVAL':
    case 'CANCEL_REMOVAL':
      if (row) held.set(key, [...others, { ...row, removalOn: change.removalOn }]);
  }
}

function newRow({ accountKey, licenseId, assignee, target }: Change, found: Assignee | undefined): Holding {
  return {
    accountKey,
    ...(target.kind === 'LICENSE' ? { licenseId } : { siteUrl: target.siteUrl }),
    assignee: found ?? { ...assignee, accountKey },
    status: 'UNKNOWN',
    assignedAt: null,
    removalOn: null,
  };
}
