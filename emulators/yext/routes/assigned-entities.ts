// Operation 2: lists assignments in order of pack and entity, grouped by pack on each page.
import type { EmulatedRequest } from '../../core/http.ts';
import type { Operation } from '../call.ts';
import { refusal } from '../errors.ts';
import { issueToken, readPageSize, readToken } from '../pages.ts';
import { existingPack, packsInReach } from '../rules/existing.ts';
import type { Pack, Row } from '../state/license-packs.ts';
import { byCodeUnit } from '../state/order.ts';
import type { YextState } from '../state/state.ts';
import { flag, text } from '../switches.ts';
import { wireList } from '../wire/envelope.ts';
import { wireGroup, type WireGroup } from '../wire/license-packs.ts';

interface Located {
  readonly pack: Pack;
  readonly row: Row;
}

function listAssignments({ query, params }: EmulatedRequest, state: YextState): unknown {
  const packId = params['packId'] ?? '';
  const packs = packId === '-' ? packsInReach(state) : [existingPack(state, packId)];
  const entityId = query.get('assignedEntity') ?? undefined;
  const size = readPageSize(state.switches, query);
  const list = ['assigned-entities', packId, entityId];
  const after = readToken(state, list, query.get('pageToken'));
  refuseUnknown(state, entityId);

  const select = (from: readonly string[] | undefined, count: number): Located[] =>
    entityId === undefined ? take(packs, from, count) : takeEntity(packs, entityId, from, count);
  const offset = flag(state.switches, 'tokensByOffset') ? Number(after?.[0] ?? 0) : null;
  const rows = offset === null ? select(after, size + 1) : select(undefined, offset + size + 1).slice(offset);
  const page = rows.slice(0, size);
  const groups = grouped(state, page);
  if (packId !== '-' && entityId === undefined) groups.push(...emptyGroup(state, packs, groups.length));
  const more = rows.length > size;
  const next = offset === null ? positionOf(page.at(-1)) : [String(offset + size)];
  return asList(state, groups, more ? { nextPageToken: issueToken(state, list, next) } : {});
}

function positionOf(last: Located | undefined): string[] {
  return last === undefined ? [] : [last.pack.id, last.row.entityId];
}

/** The next rows after a position, at most `count`. */
function take(packs: readonly Pack[], after: readonly string[] | undefined, count: number): Located[] {
  const [afterPack = '', afterEntity = ''] = after ?? [];
  const rows: Located[] = [];
  for (const pack of packs) {
    if (rows.length >= count) break;
    if (pack.id < afterPack) continue;
    const ids = pack.entityIds();
    const from = pack.id === afterPack ? firstAfter(ids, afterEntity) : 0;
    for (const entityId of ids.slice(from, from + count - rows.length)) rows.push(located(pack, entityId));
  }
  return rows;
}

function takeEntity(
  packs: readonly Pack[],
  entityId: string,
  after: readonly string[] | undefined,
  count: number,
): Located[] {
  const [afterPack] = after ?? [];
  return packs
    .filter((pack) => (afterPack === undefined || pack.id > afterPack) && pack.row(entityId))
    .slice(0, count)
    .map((pack) => located(pack, entityId));
}

function located(pack: Pack, entityId: string): Located {
  return { pack, row: pack.row(entityId) ?? { entityId, expirationDate: undefined } };
}

/** Index of the first id after `position`, whether or not that id is still there. */
function firstAfter(ids: readonly string[], position: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCodeUnit(ids[middle] ?? '', position) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function grouped(state: YextState, rows: readonly Located[]): WireGroup[] {
  const byPack = new Map<Pack, Row[]>();
  for (const { pack, row } of rows) byPack.set(pack, [...(byPack.get(pack) ?? []), row]);
  return [...byPack].map(([pack, own]) => wireGroup(state.switches, pack, own));
}

function emptyGroup(state: YextState, packs: readonly Pack[], groups: number): WireGroup[] {
  if (groups > 0 || text(state.switches, 'emptyPack') !== 'empty-group') return [];
  return packs.map((pack) => wireGroup(state.switches, pack, []));
}

function asList(state: YextState, groups: readonly WireGroup[], rest: { readonly nextPageToken?: string }) {
  const listed = wireList(state.switches, 'licenseAssignments', groups, rest);
  const bare = text(state.switches, 'assignmentList') === 'bare' && groups.length === 1;
  return bare && listed && 'licenseAssignments' in listed
    ? { ...listed, licenseAssignments: groups[0] }
    : listed;
}

function refuseUnknown(state: YextState, entityId: string | undefined): void {
  if (entityId === undefined || text(state.switches, 'unknownAssignedEntity') !== 'not-found') return;
  const known = state.places.byId(entityId) ?? state.licenses.packs.find((pack) => pack.row(entityId));
  if (!known) throw refusal('notFound', `Entity not found: ${entityId}`);
}

/** The list of assignments. */
export const assignedEntityOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/license-packs/:packId/assigned-entities',
    need: 'read-licenses',
    run: listAssignments,
  },
];
