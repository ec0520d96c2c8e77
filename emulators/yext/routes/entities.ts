// Operations 6 and 7: the list of entities and single ones, which names come from.
import type { EmulatedRequest } from '../../core/http.ts';
import type { Operation } from '../call.ts';
import { issueToken, readToken } from '../pages.ts';
import { choose, readView, readWindow } from '../requests/entity-query.ts';
import { existingPlace } from '../rules/existing.ts';
import type { YextState } from '../state/state.ts';
import { flag } from '../switches.ts';
import { wireEntity } from '../wire/entities.ts';
import { wireList } from '../wire/envelope.ts';

/** The token of the next page is called `pageToken` here; sorted lists have none (yext contract 4). */
function listEntities(request: EmulatedRequest, state: YextState): unknown {
  const { query } = request;
  const { limit, offset } = readWindow(query);
  const list = [
    'entities',
    ...['filter', 'entityTypes', 'sortBy'].map((name) => query.get(name) ?? undefined),
  ];
  const [after] = readToken(state, list, query.get('pageToken')) ?? [];
  const chosen = choose(state, query);
  const byOffset = flag(state.switches, 'tokensByOffset');
  const start = after === undefined ? offset : byOffset ? Number(after) : firstAbove(chosen, Number(after));
  const page = chosen.slice(start, start + limit);
  const last = page.at(-1);
  const more = last !== undefined && start + limit < chosen.length && !query.has('sortBy');
  const view = readView(request);
  return wireList(
    state.switches,
    'entities',
    page.flatMap((number) => state.places.get(number) ?? []).map((place) => wireEntity(state, place, view)),
    {
      count: chosen.length,
      ...(more && { pageToken: issueToken(state, list, [String(byOffset ? start + limit : last)]) }),
    },
  );
}

function firstAbove(numbers: readonly number[], position: number): number {
  const found = numbers.findIndex((number) => number > position);
  return found < 0 ? numbers.length : found;
}

function getEntity(request: EmulatedRequest, state: YextState): unknown {
  const place = existingPlace(state, request.params['entityId'] ?? '');
  return wireEntity(state, place, readView(request));
}

/** Reads of entities. */
export const entityOperations: readonly Operation[] = [
  { method: 'GET', path: '/entities', need: 'entities', run: listEntities },
  { method: 'GET', path: '/entities/:entityId', need: 'entities', run: getEntity },
];
