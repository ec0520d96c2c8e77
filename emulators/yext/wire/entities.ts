// The JSON of entities, as much of it as the parameters ask for (yext contract 4).
import type { LiveSwitches } from '../../core/switches.ts';
import { ACCOUNT_ID } from '../auth.ts';
import type { Place } from '../seed/places.ts';
import type { YextState } from '../state/state.ts';
import { flag } from '../switches.ts';
import { oddness } from './odd-answers.ts';

/** Parameters that shape an entity without choosing it. */
export interface EntityView {
  /** Names of the fields to send, dots for members; all when undefined. */
  readonly fields: readonly string[] | undefined;
  readonly resolvePlaceholders: boolean;
  readonly languages: readonly string[];
}

/** An entity. */
export function wireEntity(state: YextState, place: Place, view: EntityView): Record<string, unknown> {
  // The first language asked for that has a profile; the primary profile when none has.
  const profiles = ['primary', 'en', ...(place.germanName === undefined ? [] : ['de'])];
  const german = view.languages.find((language) => profiles.includes(language)) === 'de';
  const name = german ? place.germanName : place.name;
  const shown = view.resolvePlaceholders ? name?.replaceAll('[[CITY]]', place.city) : name;
  const entity = {
    ...(shown !== undefined && { name: shown }),
    address: { line1: place.line1, city: place.city, countryCode: 'US' },
    meta: wireMeta(place, german ? 'de' : 'en'),
  };
  const sent = oddEntity(state.switches, place.id, entity);
  if (!view.fields) return sent;
  return selected(sent, flag(state.switches, 'fieldsKeepMeta') ? [...view.fields, 'meta'] : view.fields);
}

function oddEntity(
  live: LiveSwitches,
  id: string,
  entity: { readonly meta: Record<string, unknown> },
): Record<string, unknown> {
  const { id: _id, ...rest } = entity.meta;
  switch (oddness(live, id)) {
    case 'no-id':
      return { ...entity, meta: rest };
    case 'odd-fields':
      return { ...entity, name: 7, meta: { ...entity.meta, countryCode: ['US'], timestamp: 'yesterday' } };
    default:
      return entity;
  }
}

function wireMeta(place: Place, language: string): Record<string, unknown> {
  const created = new Date(place.createdAt).toISOString().slice(0, 19);
  return {
    id: place.id,
    accountId: ACCOUNT_ID,
    uid: place.uid,
    entityType: place.entityType,
    language,
    countryCode: 'US',
    folderId: '0',
    labels: place.labels,
    timestamp: created,
    createdTimestamp: created,
  };
}

/** Keeps the named members only; `address.city` keeps one member of a member. */
function selected(entity: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entity)) {
    if (fields.includes(name)) kept[name] = value;
    const inner = fields
      .filter((field) => field.startsWith(`${name}.`))
      .map((field) => field.slice(name.length + 1));
    if (inner.length > 0 && kept[name] === undefined && isRecord(value)) kept[name] = selected(value, inner);
  }
  return kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
