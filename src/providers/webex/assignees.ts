// What given people and workspaces hold, by whichever reads are fewest.
import { inChunks } from '../../batching/chunk.ts';
import type { Assignee, User, Workspace } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import { ProblemError, asProblemError, problem } from '../../domain/problem.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import { ROWS_A_PAGE } from './client.ts';
import type { WebexContext } from './context.ts';
import { readExternals } from './externals.ts';
import { personId } from './ids.ts';
import { SPECULATIVE_PAGES } from './people.ts';
import { toUser } from './person.ts';
import { isOfTheList, walk } from './walk.ts';
import { LICENSED_CALLING, readEach, seek } from './workspaces.ts';

type Holdings = Slot<readonly Assignment[]>;

/** What a user that was read holds; undefined when the read did not tell. */
type RowsOf = (user: User) => readonly Assignment[] | undefined;

/**
 * Everything each assignee holds, by its id. What came along with a value is used without a call; `rowsOf` may make more of
 * what was read.
 */
export async function readHoldings(
  context: WebexContext,
  assignees: readonly Assignee[],
  call: Call,
  rowsOf: RowsOf = ({ assignments }) => assignments,
): Promise<Slots<readonly Assignment[]>> {
  const slots = new Map<string, Holdings>();
  const users: User[] = [];
  const workspaces: Workspace[] = [];
  for (const assignee of assignees) {
    if (assignee.assignments) slots.set(assignee.externalId, assignee.assignments);
    else if (assignee.kind === 'USER') users.push(assignee);
    else if (assignee.kind === 'WORKSPACE') workspaces.push(assignee);
  }
  for (const [id, slot] of await ofUsers(context, users, call, rowsOf)) slots.set(id, slot);
  for (const [id, slot] of await ofWorkspaces(context, workspaces, call)) slots.set(id, slot);
  return slots;
}

/** The same by one read for each, for those of whom a list did not tell it. */
export async function readAlone(
  context: WebexContext,
  assignees: readonly (User | Workspace)[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const users = assignees.filter(({ kind }) => kind === 'USER').map(({ externalId }) => externalId);
  const workspaces = assignees.filter(({ kind }) => kind === 'WORKSPACE').map(({ externalId }) => externalId);
  return new Map([
    ...holdingsIn(await readEachPerson(context, users, call), untold(context)),
    ...holdingsIn(await readEach(context, workspaces, call), untold(context)),
  ]);
}

function holdingsIn(found: Slots<User | Workspace>, otherwise: ProblemError): ReadonlyMap<string, Holdings> {
  const slots = new Map<string, Holdings>();
  for (const [id, slot] of found) {
    const isRead = slot !== null && !(slot instanceof ProblemError);
    slots.set(id, isRead ? (slot.assignments ?? otherwise) : slot);
  }
  return slots;
}

async function ofUsers(
  context: WebexContext,
  users: readonly User[],
  call: Call,
  rowsOf: RowsOf,
): Promise<ReadonlyMap<string, Holdings>> {
  const slots = new Map<string, Holdings>();
  const externals = users.filter((user) => user.userKind === 'EXTERNAL');
  const others = users.filter((user) => user.userKind !== 'EXTERNAL');
  const people = await readPeople(
    context,
    others.map((user) => user.externalId),
    call,
  );
  const unclear = [...externals];
  for (const user of others) {
    const person = people.get(user.externalId) ?? null;
    const rows = person instanceof ProblemError ? person : person && rowsOf(person);
    if (rows) slots.set(user.externalId, rows);
    else if (person === null && user.userKind === 'INTERNAL') slots.set(user.externalId, null);
    else unclear.push(user);
  }
  if (unclear.length === 0) return slots;
  try {
    const mostPages = externals.length > 0 ? Number.POSITIVE_INFINITY : SPECULATIVE_PAGES;
    const found = await readExternals(context, mostPages, call);
    for (const user of unclear) {
      const assignments = found.get(personId(user.externalId))?.assignments;
      slots.set(user.externalId, assignments ?? without(context, user, people.get(user.externalId) ?? null));
    }
  } catch (error) {
    for (const user of unclear) slots.set(user.externalId, asProblemError(error));
  }
  return slots;
}

/** What it means that no license names a user whose licenses were not told. */
function without(context: WebexContext, user: User, person: Slot<User>): Holdings {
  if (user.userKind === 'EXTERNAL') return [];
  return person === null ? null : untold(context);
}

/** Licenses are for administrators' eyes, and may be left out when something behind Webex fails (webex contract 6, 9.6). */
function untold(context: WebexContext): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_FORBIDDEN', 'PROVIDER', 'The provider does not tell which licenses this holds.', {
      accountKey: context.accountKey,
      hint: 'Give the token the scopes spark-admin:people_read and workspaces_read and an administrator role; if it has them, try again.',
    }),
  );
}

/**
 * People with their licenses: one by one, or through the list of all people where that takes fewer calls. How many people
 * there are is known once the catalogue was read: free licenses count them (webex contract 3, 6).
 */
async function readPeople(context: WebexContext, ids: readonly string[], call: Call): Promise<Slots<User>> {
  const people = context.catalogue.headCount();
  const pages = people === null ? Number.POSITIVE_INFINITY : Math.ceil(people / ROWS_A_PAGE);
  if (pages >= ids.length) return readEachPerson(context, ids, call);
  const found = new Map<string, User>();
  const missing = new Set(ids.map(personId));
  const slotsOf = (): Slots<User> => new Map(ids.map((id) => [id, found.get(personId(id)) ?? null]));
  try {
    for await (const { rows } of walk((token) => context.client.people(token, call), context.accountKey)) {
      for (const row of rows) {
        if (missing.delete(row.id)) found.set(row.id, toUser(row, context.accountKey));
      }
      if (missing.size === 0) break;
    }
  } catch (error) {
    const failure = asProblemError(error);
    const rest = ids.filter((id) => missing.has(personId(id)));
    if (isOfTheList(failure)) return new Map([...slotsOf(), ...(await readEachPerson(context, rest, call))]);
    return new Map<string, Slot<User>>([...slotsOf(), ...rest.map((id) => [id, failure] as const)]);
  }
  return slotsOf();
}

function readEachPerson(context: WebexContext, ids: readonly string[], call: Call): Promise<Slots<User>> {
  return inChunks(ids, { size: 1, width: context.width }, async (piece) => {
    const found = new Map<string, User>();
    for (const id of piece) {
      const person = await context.client.person(personId(id), call);
      if (person) found.set(id, toUser(person, context.accountKey));
    }
    return found;
  });
}

async function ofWorkspaces(
  context: WebexContext,
  workspaces: readonly Workspace[],
  call: Call,
): Promise<ReadonlyMap<string, Holdings>> {
  const slots = new Map<string, Holdings>();
  const wanted: string[] = [];
  for (const { externalId, callingType } of workspaces) {
    if (callingType && callingType !== LICENSED_CALLING) slots.set(externalId, []);
    else wanted.push(externalId);
  }
  const { slots: listed, missing } = await seek(context, 'callingWorkspaces', wanted, call);
  const alone = [...missing];
  for (const [id, slot] of listed) {
    if (slot === null) slots.set(id, []);
    else if (slot instanceof ProblemError) slots.set(id, slot);
    else if (slot.assignments) slots.set(id, slot.assignments);
    else alone.push(id);
  }
  for (const [id, slot] of holdingsIn(await readEach(context, alone, call), untold(context)))
    slots.set(id, slot);
  return slots;
}
