// Who holds which pack: by page, by pack, by entity.
import { inChunks } from '../../batching/chunk.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import type { Log } from '../../domain/log.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import { asProblemError, callerError } from '../../domain/problem.ts';
import type { ProviderAccount } from '../provider.ts';
import { keyOfAssignment, type AssignmentsOf, type YextClient } from './client.ts';
import { isId } from './ids.ts';
import { licenseOf } from './licenses.ts';
import { positionAt, rowsAbout, toPage, walk, walkToEnd, type PageAnswer, type Position } from './paging.ts';
import type { AssignmentRow } from './wire.ts';

/**
 * Single reads side by side: the concurrency the contract proposes against the burst limiter (yext contract 8).
 *
 * There is no batch read by entity. What this many entities hold takes the time of one call, one call each. For more, all
 * assignments are walked, 50 a call, as long as that is no slower than the single reads; they follow when it is. So N
 * entities cost between 1 and N / 4 calls in an account of up to 12.5 N assignments, and at most 1.25 N in any.
 */
const WIDTH = 4;
/** A thousand packs on one entity. */
const MAX_PAGES_OF_ENTITY = 20;

/** The assignments of one account. */
export function createAssignments(
  client: YextClient,
  accountKey: string,
  log: Log,
): ProviderAccount['assignments'] {
  async function list(of: AssignmentsOf, position: Position, call: Call): Promise<PageAnswer<AssignmentRow>> {
    const answer = await client.listAssignments(of, position, call);
    if (answer.kind === 'PAGE' && answer.rows.some(({ status }) => status === 'UNKNOWN')) {
      log.warn({ account: accountKey }, 'the day of a scheduled removal cannot be read');
    }
    return answer;
  }

  function assignmentOf(row: AssignmentRow): Assignment {
    return {
      accountKey,
      licenseId: row.pack.id,
      license: licenseOf(row.pack, accountKey),
      assignee: { kind: 'ENTITY', accountKey, externalId: row.entityId },
      status: row.status,
      assignedAt: null,
      removalOn: row.removalOn,
    };
  }

  async function ofEntity(id: string, call: Call): Promise<Assignment[]> {
    const rows = await walkToEnd<AssignmentRow>({
      accountKey,
      maxPages: MAX_PAGES_OF_ENTITY,
      keyOf: keyOfAssignment,
      fetch: (position) => list({ entityId: id }, position, call),
    });
    return rowsAbout([...rows.values()], [id], ({ entityId }) => entityId, accountKey).map(assignmentOf);
  }

  /** Null when the account has too many assignments for this to pay. */
  async function ofEntitiesByWalk(ids: readonly string[], call: Call): Promise<Slots<Assignment[]> | null> {
    const { rows, complete } = await walk<AssignmentRow>({
      accountKey,
      // In the time of this many pages the single reads, WIDTH at once, would be done as well.
      maxPages: Math.ceil(ids.length / WIDTH),
      keyOf: keyOfAssignment,
      fetch: (position) => list({}, position, call),
    });
    if (!complete) return null;
    const held = new Map<string, Assignment[]>(ids.map((id) => [id, []]));
    for (const row of rows.values()) held.get(row.entityId)?.push(assignmentOf(row));
    return held;
  }

  async function ofEntities(ids: readonly string[], call: Call): Promise<Slots<Assignment[]>> {
    if (ids.length > WIDTH) {
      try {
        const walked = await ofEntitiesByWalk(ids, call);
        if (walked !== null) return walked;
      } catch (error) {
        const failure = asProblemError(error);
        return new Map(ids.map((id) => [id, failure]));
      }
    }
    return inChunks(ids, { size: 1, width: WIDTH }, async (piece) => {
      const held = new Map<string, Assignment[]>();
      for (const id of piece) held.set(id, await ofEntity(id, call));
      return held;
    });
  }

  return {
    page: async (cursor, call) => toPage('a', await list({}, positionAt('a', cursor), call), assignmentOf),
    ofLicense: async (licenseId, cursor, call) => {
      // The wildcard would pass everybody's assignments off as those of one license.
      if (!isId(licenseId)) throw callerError('BAD_ID', 'This cannot be the id of a license pack.');
      const answer = await list({ packId: licenseId }, positionAt('p', cursor), call);
      if (answer.kind !== 'PAGE') return toPage('p', answer, assignmentOf);
      const rows = rowsAbout(answer.rows, [licenseId], ({ pack }) => pack.id, accountKey);
      return toPage('p', { ...answer, rows }, assignmentOf);
    },
    ofAssignees: async (assignees, call) => {
      const known = new Map<string, readonly Assignment[]>();
      const unknown = new Set<string>();
      for (const { externalId, assignments } of assignees) {
        if (assignments === undefined) unknown.add(externalId);
        else known.set(externalId, assignments);
      }
      const ids = [...unknown].filter((id) => !known.has(id));
      return new Map<string, Slot<readonly Assignment[]>>([...known, ...(await ofEntities(ids, call))]);
    },
  };
}
