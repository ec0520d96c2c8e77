// What given entities hold: one read each, or a walk through all assignments where that is no slower.
import { oneByOne } from '../../../batching/chunk.ts';
import type { Assignee } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slots } from '../../../domain/page.ts';
import { asProblemError } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { keyOfAssignment, type AssignmentRow } from '../wire/assignments.ts';
import { assignmentOf, readAssignments } from './assignment-pages.ts';
import { isShort, type Tally } from './moved-rows.ts';
import { rowsAbout, walk, walkToEnd } from './walk.ts';

/** What each of these entities holds. */
export async function readHoldings(
  context: Context,
  entities: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const ids = [...new Set(entities.map(({ externalId }) => externalId))];
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
  // The whole answer is about this entity: a row that cannot be read may be any license it holds.
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
    // Reading this many pages takes as long as the single reads would, several at once.
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
