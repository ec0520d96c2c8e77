// State to wire: envelope, packs, groups and entities, with the member names of yext contract 3 to 5.
import { randomUUID } from 'node:crypto';
import type { Reply } from '../core/http.ts';
import { ACCOUNT_ID } from './auth.ts';
import { problems, type Refused } from './errors.ts';
import type { Pack, Row } from './licenses.ts';
import type { Place } from './places.ts';
import type { YextState } from './state.ts';
import type { Settings } from './switches.ts';

interface WirePack {
  readonly id: string;
  readonly name: string;
  readonly total: number;
  readonly assigned: number;
  readonly available: number;
  readonly notes?: string;
}

export interface WireGroup {
  readonly licensePack: WirePack;
  readonly assignedEntities: readonly {
    readonly entityId: string;
    readonly expirationDate?: string | null;
  }[];
}

/** Parameters that shape an entity without choosing it. */
export interface EntityView {
  /** Names of the fields to send, dots for members; all when undefined. */
  readonly fields: readonly string[] | undefined;
  readonly resolvePlaceholders: boolean;
  readonly languages: readonly string[];
}

export function succeeded(settings: Settings, response: unknown): Reply {
  const warning = { code: 9100, type: 'WARNING', message: 'This request was accepted with a remark' };
  const errors = settings.on('successWarning') ? [warning] : [];
  const silent = errors.length === 0 && settings.text('successErrors') === 'omit';
  return { status: 200, body: { meta: { uuid: randomUUID(), ...(!silent && { errors }) }, response } };
}

export function failedWith(code: number, status: number, message: string): Reply {
  const errors = [{ code, type: 'FATAL_ERROR', message }];
  return { status, body: { meta: { uuid: randomUUID(), errors }, response: {} } };
}

export function refusal(refused: Refused): Reply {
  const reply = failedWith(problems[refused.problem].code, refused.status, refused.message);
  return { ...reply, headers: refused.headers };
}

export function wirePack(pack: Pack): WirePack {
  const assigned = pack.assigned();
  const { id, name, total, notes } = pack;
  return { id, name, total, assigned, available: total - assigned, ...(notes !== undefined && { notes }) };
}

export function wireGroup(settings: Settings, pack: Pack, rows: readonly Row[]): WireGroup {
  const unset = { omit: {}, null: { expirationDate: null }, 'empty-string': { expirationDate: '' } };
  const kind = settings.text('unsetExpiration');
  const none = kind === 'null' || kind === 'empty-string' ? unset[kind] : unset.omit;
  return {
    licensePack: wirePack(pack),
    assignedEntities: rows.map(({ entityId, expirationDate }) => ({
      entityId,
      ...(expirationDate === undefined ? none : { expirationDate }),
    })),
  };
}

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
  if (!view.fields) return entity;
  return selected(entity, state.settings.on('fieldsKeepMeta') ? [...view.fields, 'meta'] : view.fields);
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
