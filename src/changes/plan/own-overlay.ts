// Current state as a provider's reads show it, with what License Graph itself has done and no read shows yet laid over it.
import type { Assignment } from '../../domain/assignment.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey, isAbout, subjectKey, type Change, type ChangeWorld } from '../../domain/change.ts';
import { heldBy, isInEffect } from '../in-effect.ts';

/** Own changes that may bear on what is judged, in the order they were sent. */
export interface Own {
  /** Open ones about the same assignees. */
  readonly open: readonly ChangeRecord[];
  /** Open ones that take or free seats of the same licenses. */
  readonly ofSeats: readonly ChangeRecord[];
  /** What is taken for done although nothing of it is sent: the rest of a plan. */
  readonly assumed: readonly Change[];
}

export interface OwnWorld {
  readonly world: ChangeWorld;
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
export function withOwn(read: ChangeWorld, { open, ofSeats, assumed }: Own): OwnWorld {
  const held = new Map(read.held);
  const inTheWay = new Map<string, ChangeRecord>();
  const unseen = new Map<string, ChangeRecord>();
  for (const record of open) {
    const { change } = record;
    if (isShown(record, read)) continue;
    if (record.phase === 'DONE' && record.outcome === 'ACCEPTED_UNVERIFIED') {
      unseen.set(subjectKey(change), record);
      lay(change, held);
    } else inTheWay.set(subjectKey(change), record);
  }
  for (const change of assumed) lay(change, held);
  const taking = ofSeats.filter((record) => !isShown(record, read)).map(({ change }) => change);
  return {
    world: { ...read, held },
    inTheWay,
    unseen,
    seatsTaken: (licenseId) => takenOf(licenseId, taking),
    seatsAssumed: (licenseId) => takenOf(licenseId, assumed),
  };
}

/** Not of one that was not sent: whatever is so was done by somebody else, and it is still to come. */
function isShown({ phase, change }: ChangeRecord, read: ChangeWorld): boolean {
  if (phase === 'PLANNED' || !read.held.has(assigneeKey(change.assignee))) return false;
  return isInEffect(change, heldBy(change, read), read.today);
}

function takenOf(licenseId: string, changes: readonly Change[]): number {
  const own = changes.filter((one) => one.site === null && one.licenseId === licenseId);
  const count = (wanted: Change['action']): number => own.filter(({ action }) => action === wanted).length;
  return count('ASSIGN') - count('REMOVE');
}

/** Makes what a change wants so, of an assignee that was read. */
function lay(change: Change, held: Map<string, readonly Assignment[]>): void {
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
      if (!row) held.set(key, [...rows, newRow(change, rows)]);
      return;
    case 'SCHEDULE_REMOVAL':
    case 'CANCEL_REMOVAL':
      if (row) held.set(key, [...others, { ...row, removalOn: change.removalOn }]);
  }
}

function newRow({ accountKey, licenseId, assignee, site }: Change, rows: readonly Assignment[]): Assignment {
  return {
    accountKey,
    licenseId: site === null ? licenseId : '',
    ...(site !== null && { attends: site.siteUrl }),
    // What is known of the assignee stands on its other assignments.
    assignee: rows[0]?.assignee ?? { ...assignee, accountKey },
    status: 'UNKNOWN',
    assignedAt: null,
    removalOn: null,
  };
}
