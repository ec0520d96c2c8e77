// Current state: what assignees hold now, as the provider's reads show it, with the dates of removal that License Graph keeps itself.
import type { AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import { isLicense, type HeldNow, type Holding } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import type { AssignmentState } from '../../domain/change-set.ts';
import { assigneeKey, isAboutLicense, type Change } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import type { Listed, Slot, Slots } from '../../domain/page.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { LicensesAskedAbout, ProviderAccount } from '../../providers/provider.ts';
import type { Schedules } from '../../store/schedules/api.ts';
import { rowOf } from '../in-effect.ts';
import { keptDates } from '../schedules/kept-removals.ts';
import { slotIn } from '../../batching/slots.ts';

/** What assignees hold, by `assigneeKey`, or why it could not be read. One that does not exist is absent. */
export type Held = ReadonlyMap<string, readonly Holding[] | ProblemError>;

/** The same with the assignees, as the reads showed them. */
export type Shown = ReadonlyMap<string, HeldNow | ProblemError>;

/** Assignees as a look-up found them, by `assigneeKey`. */
export type Found = ReadonlyMap<string, Assignee>;

/** What was read while the targets of changes were looked for, as far as it is current still. */
export interface ReadBefore {
  /** Assignees whose look-up may tell already what they hold; none when absent. */
  readonly found?: Found;
  /** Of the account; absent where it may be another one by now. */
  readonly catalogue?: Listed<License>;
}

export interface Known extends ReadBefore {
  /** Where License Graph keeps dates of removal. */
  readonly schedules: Pick<Schedules, 'schedulesOf'>;
}

/** Reads what the assignees of these changes hold, in the batches of the read side or in fewer. */
export async function readHeld(
  account: ProviderAccount,
  changes: readonly Change[],
  known: Known,
  call: Call,
): Promise<Held> {
  const shown = await readShown(account, changes, known, call);
  return new Map([...shown].map(([key, slot]) => [key, slot instanceof ProblemError ? slot : slot.rows]));
}

/** The same, with what the reads show of the assignees themselves. */
export async function readShown(
  account: ProviderAccount,
  changes: readonly Change[],
  { schedules, ...before }: Known,
  call: Call,
): Promise<Shown> {
  const { key, capabilities } = account.account;
  const isDatedThere = capabilities.nativeScheduledRemoval;
  const shown = new Map<string, HeldNow | ProblemError>();
  for (const [kind, asked] of askedByKind(changes)) {
    const assignees = [...asked.keys()].map((externalId) => ({ kind, accountKey: key, externalId }));
    const slots = await readSlots(account, assignees, { asked, ...before }, call);
    const dateOf = isDatedThere ? () => null : await keptDates(schedules, key, assignees);
    for (const assignee of assignees) {
      const slot = slotIn(slots, assignee.externalId, key);
      // The provider's word that there is nobody.
      if (slot === null) continue;
      // The status of a row with a kept date stays: the provider knows nothing of that removal.
      const dated = (row: Holding): Holding =>
        isLicense(row) ? { ...row, removalOn: dateOf(row) ?? row.removalOn } : row;
      shown.set(
        assigneeKey(assignee),
        slot instanceof ProblemError ? slot : { ...slot, rows: slot.rows.map(dated) },
      );
    }
  }
  return shown;
}

async function readSlots(
  { writes, assignments }: ProviderAccount,
  assignees: readonly Assignee[],
  { asked, found, catalogue }: ReadBefore & { readonly asked: LicensesAskedAbout },
  call: Call,
): Promise<Slots<HeldNow>> {
  const told = new Map<string, Slot<HeldNow>>();
  const listed = new Set(catalogue?.items.map(({ externalId }) => externalId));
  for (const assignee of assignees) {
    const value = found?.get(assigneeKey(assignee));
    const unlisted = [...(asked.get(assignee.externalId) ?? [])].filter((id) => !listed.has(id));
    const rows = value && writes?.heldAsFound?.(value, unlisted);
    if (rows) told.set(assignee.externalId, { rows });
  }
  const untold = assignees.filter(({ externalId }) => !told.has(externalId));
  if (untold.length === 0) return told;
  if (writes?.readBack) return new Map([...told, ...(await writes.readBack(untold, call, asked, catalogue))]);
  for (const [id, slot] of await assignments.ofAssignees(untold, call)) {
    told.set(id, slot === null || slot instanceof ProblemError ? slot : { rows: slot });
  }
  return told;
}

/** The state of the assignment a change is about. */
export function stateOf(change: Change, assignments: readonly Holding[]): AssignmentState {
  const row = rowOf(change, assignments);
  return row
    ? { held: true, status: row.status, assignedAt: row.assignedAt, removalOn: row.removalOn }
    : stateOfStatus(null);
}

/** The state of something of which nothing but the status is told; null when it is not held. */
export function stateOfStatus(status: AssignmentState['status']): AssignmentState {
  return { held: status !== null, status, assignedAt: null, removalOn: null };
}

function askedByKind(changes: readonly Change[]): ReadonlyMap<AssigneeKind, LicensesAskedAbout> {
  const byKind = new Map<AssigneeKind, Map<string, Set<string>>>();
  for (const change of changes) {
    const { assignee, licenseId } = change;
    const asked = byKind.get(assignee.kind) ?? new Map<string, Set<string>>();
    const licenseIds = asked.get(assignee.externalId) ?? new Set();
    if (isAboutLicense(change)) licenseIds.add(licenseId);
    byKind.set(assignee.kind, asked.set(assignee.externalId, licenseIds));
  }
  return byKind;
}
