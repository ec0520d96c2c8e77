// What given people and workspaces hold, in the fewest reads.
import { slotOf } from '../../../batching/align.ts';
import { heldByRows, type Assignee, type User, type Workspace } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, problem } from '../../../domain/problem.ts';
import type { Context } from '../context.ts';
import { unread } from '../failures.ts';
import { readEachPerson } from './user-lookup.ts';
import { readInFull } from './users-in-full.ts';
import { LICENSED_CALLING, readEach, readWorkspaces } from './workspaces.ts';

type Holdings = Slot<readonly Assignment[]>;

/** What a user that was read holds; undefined when the read did not tell. */
type RowsOf<Row> = (user: User) => readonly Row[] | undefined;

/**
 * Everything each assignee holds, by its id. What came along with a value is used without a call; `rowsOf` may make more of
 * what was read.
 */
export async function readHoldings<Row>(
  context: Context,
  assignees: readonly Assignee[],
  call: Call,
  rowsOf: RowsOf<Row>,
): Promise<Slots<readonly (Assignment | Row)[]>> {
  const { told, untold } = heldByRows(assignees);
  const slots = new Map<string, Slot<readonly (Assignment | Row)[]>>(told);
  const users = untold.filter((assignee) => assignee.kind === 'USER');
  const workspaces = untold.filter((assignee) => assignee.kind === 'WORKSPACE');
  for (const [id, slot] of await ofUsers(context, users, call, rowsOf)) slots.set(id, slot);
  for (const [id, slot] of await ofWorkspaces(context, workspaces, call)) slots.set(id, slot);
  return slots;
}

/** The same by one read for each, for those of whom a list did not tell it. */
export async function readAlone(
  context: Context,
  assignees: readonly (User | Workspace)[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const users = assignees.filter(({ kind }) => kind === 'USER').map(({ externalId }) => externalId);
  const workspaces = assignees.filter(({ kind }) => kind === 'WORKSPACE').map(({ externalId }) => externalId);
  return new Map([
    ...holdingsIn(context, await readEachPerson(context, users, call)),
    ...holdingsIn(context, await readEach(context, workspaces, call)),
  ]);
}

function holdingsIn(context: Context, found: Slots<User | Workspace>): ReadonlyMap<string, Holdings> {
  const slots = new Map<string, Holdings>();
  for (const [id, slot] of found) {
    const isRead = slot !== null && !(slot instanceof ProblemError);
    slots.set(id, isRead ? (slot.assignments ?? untold(context, slot)) : slot);
  }
  return slots;
}

async function ofUsers<Row>(
  context: Context,
  users: readonly User[],
  call: Call,
  rowsOf: RowsOf<Row>,
): Promise<Slots<readonly Row[]>> {
  const slots = new Map<string, Slot<readonly Row[]>>();
  const people = await readInFull(context, users, call);
  for (const { externalId, userKind } of users) {
    const slot = slotOf(people, externalId);
    if (slot instanceof ProblemError) slots.set(externalId, slot);
    // A user of another organisation who holds no license here any more still exists there.
    else if (slot === null) slots.set(externalId, userKind === 'EXTERNAL' ? [] : null);
    else slots.set(externalId, rowsOf(slot) ?? untold(context, slot));
  }
  return slots;
}

/** Licenses are for administrators' eyes, and may be left out when something behind Webex fails (webex contract 6, 9.6). */
function untold({ accountKey }: Context, holder: User | Workspace): ProblemError {
  if (holder.kind === 'USER' && holder.userKind !== 'INTERNAL') return unread(accountKey);
  return new ProblemError(
    problem('UPSTREAM_FORBIDDEN', 'PROVIDER', 'The provider does not tell which licenses this holds.', {
      accountKey,
      hint: 'Give the token the scopes spark-admin:people_read and workspaces_read and an administrator role; if it has them, try again.',
    }),
  );
}

async function ofWorkspaces(
  context: Context,
  workspaces: readonly Workspace[],
  call: Call,
): Promise<ReadonlyMap<string, Holdings>> {
  const slots = new Map<string, Holdings>();
  const wanted: string[] = [];
  for (const { externalId, callingType } of workspaces) {
    if (callingType && callingType !== LICENSED_CALLING) slots.set(externalId, []);
    else wanted.push(externalId);
  }
  const found = await readWorkspaces(context, wanted, call);
  const isUntold = (id: string): boolean => {
    const slot = found.listed.get(id);
    return slot !== undefined && slot !== null && !(slot instanceof ProblemError) && !slot.assignments;
  };
  // Lists may lack what a workspace holds, where single reads have it (webex contract 7).
  const alone = await readEach(context, wanted.filter(isUntold), call);
  for (const [id, slot] of holdingsIn(context, new Map([...found.slots, ...alone]))) slots.set(id, slot);
  return slots;
}
