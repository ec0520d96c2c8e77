// What given entities hold: one read each, or a walk through all assignments where that is no slower.
import { oneByOne } from '../../../batching/chunk.ts';
import type { Assignee } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { asProblemError } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { keyOfAssignment, type AssignmentRow } from '../wire/assignments.ts';
import { assignmentOf, readAssignments } from './assignment-pages.ts';
import { isShort, type Tally } from './moved-rows.ts';
import { rowsAbout, walk, walkToEnd } from './walk.ts';

/** What each of these entities holds; asks only for those of which no row has told it yet. */
export async function readHoldings(
  context: Context,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const known = new Map<string, readonly Assignment[]>();
  const unknown = new Set<string>();
  for (const { externalId, assignments } of assignees) {
    if (assignments === undefined) unknown.add(externalId);
    else known.set(externalId, assignments);
  }
  const ids = [...unknown].filter((id) => !known.has(id));
  const read = await readOfEntities(context, ids, call);
  return new Map<string, Slot<readonly Assignment[]>>([...known, ...read]);
}

async function readOfEntities(
  context: Context,
  ids: readonly string[],
  call: Call,
): Promise<Slots<Assignment[]>> {
  if (ids.length > LIMITS.readsAtOnce) {
    try {
      const walked = await walkForEntities(context, ids, call);
      if (walked !== null) return walked;
    } catch (error) {
      const failure = asProblemError(error);
      return new Map(ids.map((id) => [id, failure]));
    }
  }
  return oneByOne(ids, LIMITS.readsAtOnce, (id) => readOfEntity(context, id, call));
}

async function readOfEntity(context: Context, id: string, call: Call): Promise<Assignment[]> {
  const { accountKey } = context;
  const { rows, leftOut } = await walkToEnd<AssignmentRow>({
    accountKey,
    maxPages: LIMITS.pagesOfEntity,
    keyOf: keyOfAssignment,
    fetch: (position) => readAssignments(context, { entityId: id }, position, call),
  });
  // All of the answer is about this entity: what cannot be read of it may be any license.
  if (leftOut > 0) throw badResponse(accountKey, 'The provider sent an assignment that cannot be read.');
  const own = rowsAbout([...rows.values()], [id], ({ entityId }) => entityId, accountKey);
  return own.map((row) => assignmentOf(row, accountKey));
}

/** Null when the account has too many assignments for this to pay, or some of them were missed. */
async function walkForEntities(
  context: Context,
  ids: readonly string[],
  call: Call,
): Promise<Slots<Assignment[]> | null> {
  const { accountKey } = context;
  const { rows, leftOut, complete } = await walk<AssignmentRow>({
    accountKey,
    // In the time of this many pages the single reads, several at once, would be done as well.
    maxPages: Math.ceil(ids.length / LIMITS.readsAtOnce),
    keyOf: keyOfAssignment,
    fetch: (position) => readAssignments(context, {}, position, call),
  });
  if (!complete || leftOut > 0 || !addsUp(rows.values())) return null;
  const held = new Map<string, Assignment[]>(ids.map((id) => [id, []]));
  for (const row of rows.values()) held.get(row.entityId)?.push(assignmentOf(row, accountKey));
  return held;
}

/** Whether the rows of each pack are as many as it counts, and it did not count fewer from page to page. */
function addsUp(rows: Iterable<AssignmentRow>): boolean {
  const packs = new Map<string, Pick<Tally, 'told' | 'seen'>>();
  for (const { pack } of rows) {
    const { told, seen } = packs.get(pack.id) ?? { told: null, seen: 0 };
    if (told !== null && pack.assigned !== null && pack.assigned < told) return false;
    packs.set(pack.id, { told: pack.assigned ?? told, seen: seen + 1 });
  }
  return ![...packs.values()].some(isShort);
}
