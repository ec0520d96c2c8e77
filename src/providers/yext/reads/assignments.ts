// Who holds which pack: by page, by pack, by entity.
import { oneByOne } from '../../../batching/chunk.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Log } from '../../../domain/log.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { asProblemError, callerError } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { ProviderAccount } from '../../provider.ts';
import { keyOfAssignment, type AssignmentsOf, type YextClient } from '../client.ts';
import { placeAt, type CursorKind, type Position } from './cursors.ts';
import { isId } from '../ids.ts';
import { partOf, readPacks } from './licenses.ts';
import { readPage, type PageAnswer, type Pageful, type PagedList } from './paging.ts';
import type { AssignmentRow } from '../wire/rows.ts';
import { fingerprint, isShort, type Tally } from './moved-rows.ts';
import { rowsAbout, walk, walkToEnd } from './walk.ts';

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
      license: partOf(row.pack, accountKey),
      assignee: { kind: 'ENTITY', accountKey, externalId: row.entityId },
      status: row.status,
      assignedAt: null,
      removalOn: row.removalOn,
    };
  }

  async function ofEntity(id: string, call: Call): Promise<Assignment[]> {
    const { rows, leftOut } = await walkToEnd<AssignmentRow>({
      accountKey,
      maxPages: MAX_PAGES_OF_ENTITY,
      keyOf: keyOfAssignment,
      fetch: (position) => list({ entityId: id }, position, call),
    });
    // All of the answer is about this entity: what cannot be read of it may be any license.
    if (leftOut > 0) throw badResponse(accountKey, 'The provider sent an assignment that cannot be read.');
    return rowsAbout([...rows.values()], [id], ({ entityId }) => entityId, accountKey).map(assignmentOf);
  }

  /** Null when the account has too many assignments for this to pay, or some of them were missed. */
  async function ofEntitiesByWalk(ids: readonly string[], call: Call): Promise<Slots<Assignment[]> | null> {
    const { rows, leftOut, complete } = await walk<AssignmentRow>({
      accountKey,
      // In the time of this many pages the single reads, WIDTH at once, would be done as well.
      maxPages: Math.ceil(ids.length / WIDTH),
      keyOf: keyOfAssignment,
      fetch: (position) => list({}, position, call),
    });
    if (!complete || leftOut > 0 || !addsUp(rows.values())) return null;
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
    return oneByOne(ids, WIDTH, (id) => ofEntity(id, call));
  }

  function listed(
    kind: CursorKind,
    fetch: (position: Position) => Promise<PageAnswer<AssignmentRow>>,
  ): PagedList<AssignmentRow, Assignment> {
    return { kind, keyOf: keyOfAssignment, tally: tallyOf, fetch, rename: assignmentOf };
  }

  /** Whether a pack counts fewer assignments than when it was read. */
  async function hasShrunk(tallies: readonly Tally[], call: Call): Promise<boolean> {
    const { rows } = await readPacks(client, accountKey, call);
    const counted = new Map([...rows.values()].map(({ id, assigned }) => [fingerprint(id), assigned]));
    return tallies.some(({ key, told }) => told !== null && (counted.get(key) ?? told) < told);
  }

  return {
    page: async (cursor, call) => {
      const all = listed('a', (position) => list({}, position, call));
      return readPage({ ...all, hasShrunk: (tallies) => hasShrunk(tallies, call) }, placeAt('a', cursor));
    },
    ofLicense: async (licenseId, cursor, call) => {
      // The wildcard would pass everybody's assignments off as those of one license.
      if (!isId(licenseId)) throw callerError('BAD_ID', 'This cannot be the id of a license pack.');
      const ofPack = listed('p', async (position) => {
        const answer = await list({ packId: licenseId }, position, call);
        if (answer.kind !== 'PAGE') return answer;
        return { ...answer, rows: rowsAbout(answer.rows, [licenseId], ({ pack }) => pack.id, accountKey) };
      });
      return readPage(ofPack, placeAt('p', cursor));
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

/** What each pack on a page counts, in the order of the page. */
function tallyOf({ rows }: Pick<Pageful<AssignmentRow>, 'rows'>): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { pack } of rows) {
    const { key, seen } = tallies.get(pack.id) ?? { key: fingerprint(pack.id), seen: 0 };
    tallies.set(pack.id, { key, told: pack.assigned, seen: seen + 1 });
  }
  return [...tallies.values()];
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
