// The parameters of the entity list, and the entities they select (yext contract 4).
import { z } from 'zod';
import type { EmulatedRequest } from '../../core/http.ts';
import { refusal } from '../errors.ts';
import type { Place } from '../seed/places.ts';
import { byCodeUnit } from '../state/order.ts';
import type { YextState } from '../state/state.ts';
import { amount, flag } from '../switches.ts';
import type { EntityView } from '../wire/entities.ts';
import { parseFilter } from './entity-filter.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 50;
/** Largest offset once a filter or a sort is used. */
const MAX_OFFSET = 9_950;

/** One sort: the field's name and the direction. */
const SortBy = z
  .array(z.partialRecord(z.enum(['name', 'meta.id', 'address.city']), z.enum(['ASCENDING', 'DESCENDING'])))
  .min(1);
type SortBy = z.output<typeof SortBy>;
type SortField = keyof SortBy[number];

const SORT_VALUES: Readonly<Record<SortField, (place: Place) => string>> = {
  name: (place) => place.name ?? '',
  'meta.id': (place) => place.id,
  'address.city': (place) => place.city,
};

/** Which rows of the list are asked for. */
interface PageWindow {
  readonly limit: number;
  readonly offset: number;
}

/** `limit` and `offset`, checked. */
export function readWindow(query: URLSearchParams): PageWindow {
  const limit = whole(query, 'limit', DEFAULT_LIMIT);
  const offset = whole(query, 'offset', 0);
  if (limit < 1 || limit > MAX_LIMIT) {
    throw refusal('invalidParameter', `Parameter limit must be between 1 and ${MAX_LIMIT}`);
  }
  if (query.has('offset') && query.has('pageToken')) {
    throw refusal('invalidParameter', 'Parameters offset and pageToken cannot be used together');
  }
  if (offset > MAX_OFFSET && (query.has('filter') || query.has('sortBy'))) {
    throw refusal('invalidParameter', `Parameter offset must not exceed ${MAX_OFFSET} with filter or sortBy`);
  }
  return { limit, offset };
}

/** The parameters that shape an entity. */
export function readView(request: EmulatedRequest): EntityView {
  const fields = request.query.get('fields');
  return {
    fields: fields === null || fields === '' ? undefined : commaList(fields),
    resolvePlaceholders: request.query.get('resolvePlaceholders') === 'true',
    languages: commaList(request.query.get('languages') ?? ''),
  };
}

/** Numbers of the places that the request selects, in the order it asks for. */
export function choose(state: YextState, query: URLSearchParams): readonly number[] {
  const sortBy = readSort(query.get('sortBy'));
  const found = matching(state, query);
  if (!sortBy) return found;
  const places = found.flatMap((number) => state.places.get(number) ?? []);
  return places.sort((a, b) => compare(sortBy, a, b)).map((place) => place.number);
}

function matching(state: YextState, query: URLSearchParams): readonly number[] {
  const { places, switches, clock } = state;
  const text = query.get('filter');
  const filter = text === null ? undefined : parseFilter(text, flag(switches, 'inIgnoresCase'));
  const types = commaList(query.get('entityTypes') ?? '');
  const lag = amount(switches, 'entityIndexLagMinutes') * 60_000;
  if (!filter && types.length === 0 && lag === 0) return places.numbers();

  const candidates = filter?.ids
    ? [...new Set(filter.ids.flatMap((id) => places.numberLike(id) ?? []))].sort((a, b) => a - b)
    : places.numbers();
  const indexedBefore = clock.now() - lag;
  return candidates.filter((number) => {
    const place = places.get(number);
    if (!place || (lag > 0 && place.createdAt > indexedBefore)) return false;
    return (types.length === 0 || types.includes(place.entityType)) && (filter?.test(place) ?? true);
  });
}

function readSort(text: string | null): SortBy | undefined {
  if (text === null) return undefined;
  try {
    return SortBy.parse(JSON.parse(text));
  } catch {
    throw refusal('invalidParameter', 'Invalid sortBy: expected e.g. [{"name":"ASCENDING"}]');
  }
}

function compare(sortBy: SortBy, a: Place, b: Place): number {
  for (const sort of sortBy) {
    for (const field of ['name', 'meta.id', 'address.city'] as const) {
      const direction = sort[field];
      if (!direction) continue;
      const order = byCodeUnit(SORT_VALUES[field](a), SORT_VALUES[field](b));
      if (order !== 0) return direction === 'ASCENDING' ? order : -order;
    }
  }
  return a.number - b.number;
}

function whole(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d{1,9}$/.test(text))
    throw refusal('invalidParameter', `Parameter ${name} must be a non-negative integer`);
  return Number(text);
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
