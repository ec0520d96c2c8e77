// Listing assignments: all of an account, or all of one license.
import type { User, Workspace } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import type { Page } from '../../domain/page.ts';
import { ProblemError } from '../../domain/problem.ts';
import { readAlone } from './assignees.ts';
import type { WebexContext } from './context.ts';
import { holdersCursor, holdersPlace, placeCursor, placeOf, type Place } from './cursors.ts';
import { externalsAmong, siteLicenses } from './externals.ts';
import { holding } from './holding.ts';
import { mayBeOnWorkspaces, toLicense } from './licenses.ts';
import { holderToUser, toUser } from './person.ts';
import { toWorkspace } from './workspaces.ts';

/** Every assignment once: what people hold, then what workspaces hold, then the site licenses of external users. */
export async function readAssignments(
  context: WebexContext,
  cursor: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  const place = placeOf(cursor);
  switch (place.part) {
    case 'people':
      return ofPeople(context, place.token, call);
    case 'workspaces':
      return ofWorkspaces(context, place.token, call);
    case 'external':
      return ofExternals(context, place, call);
  }
}

async function ofPeople(context: WebexContext, token: string | null, call: Call): Promise<Page<Assignment>> {
  const slice = await context.client.people(token, call);
  const users = slice.rows.map((person) => toUser(person, context.accountKey));
  const next: Place =
    slice.next === null ? { part: 'workspaces', token: null } : { part: 'people', token: slice.next };
  return page(await heldBy(context, users, call), placeCursor(next));
}

async function ofWorkspaces(
  context: WebexContext,
  token: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  const { workspaces, next } = await callingWorkspaces(context, token, call);
  const place: Place =
    next === null ? { part: 'external', licenses: null, token: null } : { part: 'workspaces', token: next };
  return page(await heldBy(context, workspaces, call), placeCursor(place));
}

async function ofExternals(
  context: WebexContext,
  place: Extract<Place, { part: 'external' }>,
  call: Call,
): Promise<Page<Assignment>> {
  const licenses = place.licenses ?? (await siteLicenses(context, call)).map((license) => license.id);
  const [current, ...later] = licenses;
  if (current === undefined) return page([], null);
  const following: Place | null =
    later.length === 0 ? null : { part: 'external', licenses: later, token: null };
  const slice = await context.client.holders(current, place.token, call);
  const next: Place | null = slice?.next ? { part: 'external', licenses, token: slice.next } : following;
  const cursor = next && placeCursor(next);
  if (slice === null) return page([], cursor);
  const license = toLicense(slice.license, context.accountKey);
  const users = await externalsAmong(context, slice.rows, call);
  return page(
    users.map((user) => holding(license.externalId, user, license)),
    cursor,
  );
}

/**
 * One license's users, then the workspaces that hold it, as the two are listed apart (webex contract 3.1, 7). Workspaces
 * are read when the license says that it may be on some.
 */
export async function readHolders(
  context: WebexContext,
  licenseId: string,
  cursor: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  const { part, token } = holdersPlace(cursor);
  if (part === 'workspaces') return workspacesHolding(context, licenseId, token, call);
  const slice = await context.client.holders(licenseId, token, call);
  if (slice === null) return page([], null);
  const license = toLicense(slice.license, context.accountKey);
  const items = slice.rows.map((row) =>
    holding(license.externalId, holderToUser(row, context.accountKey), license),
  );
  // Every page repeats the license itself (webex contract 3.1), so that the last one tells what is still to come.
  if (slice.next !== null) return page(items, holdersCursor({ part: 'users', token: slice.next }));
  return page(
    items,
    mayBeOnWorkspaces(slice.license) ? holdersCursor({ part: 'workspaces', token: null }) : null,
  );
}

async function workspacesHolding(
  context: WebexContext,
  licenseId: string,
  token: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  const { workspaces, next } = await callingWorkspaces(context, token, call);
  const held = await heldBy(context, workspaces, call);
  return page(
    held.filter((assignment) => assignment.licenseId === licenseId),
    next === null ? null : holdersCursor({ part: 'workspaces', token: next }),
  );
}

async function callingWorkspaces(
  context: WebexContext,
  token: string | null,
  call: Call,
): Promise<{ readonly workspaces: readonly Workspace[]; readonly next: string | null }> {
  const slice = await context.client.callingWorkspaces(token, call);
  return { workspaces: slice.rows.map((row) => toWorkspace(row, context.accountKey)), next: slice.next };
}

/**
 * What the assignees of a list hold; those of whom it did not tell are read alone. A failure fails the page: a part of it
 * would pass for the whole.
 */
async function heldBy(
  context: WebexContext,
  assignees: readonly (User | Workspace)[],
  call: Call,
): Promise<readonly Assignment[]> {
  const untold = assignees.filter((assignee) => !assignee.assignments);
  const read = await readAlone(context, untold, call);
  return assignees.flatMap((assignee) => {
    const slot = assignee.assignments ?? read.get(assignee.externalId) ?? [];
    if (slot instanceof ProblemError) throw slot;
    return slot.map((assignment) => ({ ...assignment, assignee }));
  });
}

function page(items: readonly Assignment[], next: string | null): Page<Assignment> {
  return { items, next, total: null };
}
