// What was seen of things, and by which way: one thing, one value.
import { isDeepStrictEqual } from 'node:util';
import { decodeId } from '../../../src/graph/nodes/ids.ts';
import { at } from '../../support/json.ts';
import type { Lead } from './leads.ts';

/** A thing of the graph as one way shows it. */
export interface Sighting {
  readonly type: string;
  readonly id: string;
  /** The account of a thing that belongs to one. */
  readonly accountKey: string | null;
  /** The field, and the response that had it. */
  readonly field: string;
  readonly query: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A field of a thing that has several values. */
export interface Difference {
  readonly id: string;
  readonly field: string;
  /** Ways to the value first seen, and to the other one. */
  readonly ways: readonly [string, string];
  readonly values: readonly [unknown, unknown];
}

/** Everything in an answer that is a thing with all of its fields. Throws for one that no lead of the query leads to. */
export function sightingsIn(data: unknown, query: string, leads: readonly Lead[]): Sighting[] {
  const fieldAt = new Map(leads.map(({ place, field }) => [place, field]));
  const found: Sighting[] = [];
  const look = (value: unknown, place: readonly string[]): void => {
    if (Array.isArray(value)) for (const one of value) look(one, place);
    else if (typeof value === 'object' && value !== null) {
      const thing = thingOf(value);
      if (thing !== null) {
        const field = fieldAt.get(place.join('.'));
        if (field === undefined) throw new Error(`nothing leads to ${place.join('.')}`);
        found.push({ ...thing, field, query });
      }
      for (const [key, inner] of Object.entries(value)) look(inner, [...place, key]);
    }
  };
  look(data, []);
  return found;
}

function thingOf(value: object): Omit<Sighting, 'field' | 'query'> | null {
  const type = at(value, '__typename');
  if (typeof type !== 'string') return null;
  const id = at(value, `${type}_id`) ?? at(value, `${type}_email`);
  if (typeof id !== 'string') return null;
  // What else is there was asked for besides, and is looked at by itself.
  const own = Object.entries(value).filter(([key]) => key.startsWith(`${type}_`));
  return { type, id, accountKey: accountOf(id), facts: Object.fromEntries(own) };
}

/** The account of what has this id; null for what belongs to none. */
export function accountOf(id: string): string | null {
  if (id.includes('@')) return null;
  const parts = decodeId(id);
  return 'accountKey' in parts ? parts.accountKey : null;
}

/** The fields that do not have one value, each with the first thing of an account that shows it. */
export function differencesIn(sightings: readonly Sighting[]): Difference[] {
  const first = new Map<string, Sighting>();
  const found = new Map<string, Difference>();
  for (const sighting of sightings) {
    const usual = first.get(sighting.id) ?? sighting;
    first.set(sighting.id, usual);
    for (const [field, value] of Object.entries(sighting.facts)) {
      const expected = at(usual.facts, field);
      const which = `${sighting.accountKey} ${field}`;
      if (found.has(which) || isDeepStrictEqual(value, expected)) continue;
      const ways = [wayOf(usual), wayOf(sighting)] as const;
      found.set(which, { id: nameOf(sighting.id), field, ways, values: [expected, value] });
    }
  }
  return [...found.values()];
}

function wayOf({ query, field }: Sighting): string {
  return `${field} of ${query}`;
}

function nameOf(id: string): string {
  return id.includes('@') ? id : Object.values(decodeId(id)).join(' ');
}
