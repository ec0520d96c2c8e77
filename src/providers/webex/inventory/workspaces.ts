// The section of workspaces, with the calling licenses that they hold.
import { z } from 'zod';
import type { Call } from '../../../domain/call.ts';
import type { SightingPage } from '../../../domain/inventory/sighting.ts';
import { ProblemError, type ProblemCode } from '../../../domain/problem.ts';
import { gapOf } from '../../../upstream/parse.ts';
import {
  NOT_BEGUN,
  advance,
  countsBy,
  cursorOf,
  expectedHoldings,
  placeIn,
  refuseEarlyEnd,
  sumOf,
  type Counts,
} from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import { fetchWorkspace, listWorkspaces } from '../client.ts';
import type { Context } from '../context.ts';
import { countOnWorkspaces } from '../reads/licenses.ts';
import { toWorkspace } from '../reads/workspaces.ts';
import { Ids, Place } from './cursors.ts';
import { isUntold, sightingsOf, withHeld } from './sightings.ts';

/**
 * A place in the list of workspaces. Before it goes on, those `alone` are read one by one, of which the list did not tell what they
 * hold. `isOver`: nothing comes after them.
 */
const WorkspacePlace = Place.extend({ alone: Ids, isOver: z.boolean() });
type WorkspacePlace = z.output<typeof WorkspacePlace>;

const START: WorkspacePlace = { token: null, progress: NOT_BEGUN, alone: [], isOver: false };

/** What a page of the section is made of. */
interface Reading {
  readonly context: Context;
  readonly counts: Counts;
  readonly call: Call;
}

/** Every workspace; only what they hold for calling is told of any (webex contract 7). */
export function workspaces(context: Context): InventorySection {
  return {
    name: 'workspaces',
    lists: [
      { what: 'ASSIGNEES', kind: 'WORKSPACE' },
      { what: 'HOLDINGS', kind: 'WORKSPACE' },
    ],
    async page(cursor, call, known) {
      const place = placeIn(WorkspacePlace, cursor, START);
      const reading = { context, counts: countsBy(await known.licenses(), countOnWorkspaces), call };
      const [one] = place.alone;
      return one === undefined ? ofTheList(reading, place) : ofOne(reading, place, one);
    },
  };
}

async function ofTheList({ context, counts, call }: Reading, place: WorkspacePlace): Promise<SightingPage> {
  const { accountKey } = context;
  const { token } = place;
  const slice = await listWorkspaces(context, { token }, call);
  const ids = slice.rows.map(({ id }) => id);
  const rows = slice.rows.map((row) => toWorkspace(row, accountKey));
  const told = rows.filter((row) => !isUntold(row));
  const read = advance(place.progress, { token, ids }, accountKey);
  const progress = withHeld(read, told, counts);
  const alone = rows.filter(isUntold).map(({ externalId }) => externalId);
  if (ids.length === 0) refuseEarlyEnd(progress, sumOf(counts), accountKey);
  const onwards = { token: slice.next, progress, alone, isOver: slice.next === null };
  return { ...sightingsOf(told), gap: gapOf(slice), ...endOrNext(onwards, counts) };
}

/** Lists may lack what a workspace holds, where single reads have it (webex contract 7). */
async function ofOne(
  { context, counts, call }: Reading,
  place: WorkspacePlace,
  id: string,
): Promise<SightingPage> {
  const row = await fetchWorkspace(context, id, call).catch(unreadable);
  const found = row === null || row === 'UNREADABLE' ? [] : [toWorkspace(row, context.accountKey)];
  const { items, leftOut = [] } = sightingsOf(found);
  const there = row === 'UNREADABLE' ? [{ kind: 'WORKSPACE' as const, externalId: id }] : leftOut;
  const progress = withHeld(place.progress, found, counts);
  return {
    items,
    leftOut: there,
    ...endOrNext({ ...place, progress, alone: place.alone.slice(1) }, counts),
  };
}

/** What it is called when an answer came and tells nothing. */
const TELLS_NOTHING: ReadonlySet<ProblemCode> = new Set(['UPSTREAM_FORBIDDEN', 'UPSTREAM_BAD_RESPONSE']);

/** One odd workspace is one odd workspace: it was listed, so that it is there. */
function unreadable(error: unknown): 'UNREADABLE' {
  if (error instanceof ProblemError && TELLS_NOTHING.has(error.problem.code)) return 'UNREADABLE';
  throw error;
}

function endOrNext(
  place: WorkspacePlace,
  counts: Counts,
): Pick<SightingPage, 'next' | 'total' | 'totalHoldings'> {
  const isLast = place.isOver && place.alone.length === 0;
  return {
    next: isLast ? null : cursorOf(place),
    total: null,
    totalHoldings: isLast ? expectedHoldings(place.progress, counts) : null,
  };
}
