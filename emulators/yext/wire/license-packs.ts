// State to wire: envelope, packs, groups and entities, with the member names of yext contract 3 to 5.
import { randomUUID } from 'node:crypto';
import type { Reply } from '../../core/http.ts';
import { ACCOUNT_ID } from '../auth.ts';
import { problems, type Refused } from '../errors.ts';
import type { Place } from '../state/entities.ts';
import type { Pack, Row } from '../state/license-packs.ts';
import type { YextState } from '../state/state.ts';
import type { Settings } from '../switches.ts';

/** One row as it is sent. */
type WireRow = Readonly<Record<string, unknown>>;

export interface WireGroup {
  readonly licensePack: WireRow;
  readonly assignedEntities: readonly WireRow[];
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

/** The `response` of a list, with its rows under `name` where the switch lets them be sent. */
export function wireList(
  settings: Settings,
  name: string,
  rows: readonly unknown[],
  rest: WireRow,
): WireRow | undefined {
  switch (settings.text('collections')) {
    case 'no-response':
      return undefined;
    case 'never':
      return rest;
    case 'unless-empty':
      return rows.length === 0 ? rest : { [name]: rows, ...rest };
    default:
      return { [name]: rows, ...rest };
  }
}

export function wirePack(settings: Settings, pack: Pack): WireRow {
  const assigned = pack.assigned() + settings.count('assignedSurplus');
  const { id, name, total, notes } = pack;
  const row = { name, total, assigned, available: total - assigned, ...(notes !== undefined && { notes }) };
  switch (oddness(settings, id)) {
    case 'no-id':
      return row;
    case 'odd-fields':
      return { id, ...row, name: 7, total: 'many', notes: ['?'] };
    default:
      return { id, ...row };
  }
}

export function wireGroup(settings: Settings, pack: Pack, rows: readonly Row[]): WireGroup {
  const unset = { omit: {}, null: { expirationDate: null }, 'empty-string': { expirationDate: '' } };
  const kind = settings.text('unsetExpiration');
  const none = kind === 'null' || kind === 'empty-string' ? unset[kind] : unset.omit;
  const licensePack = wirePack(settings, pack);
  return {
    licensePack: settings.on('notesInGroups') ? licensePack : { ...licensePack, notes: '' },
    assignedEntities: rows.map(({ entityId, expirationDate }) => {
      const date = expirationDate === undefined ? none : { expirationDate };
      switch (oddness(settings, entityId)) {
        case 'no-id':
          return date;
        case 'odd-fields':
          return { entityId, expirationDate: 'soon' };
        default:
          return { entityId, ...date };
      }
    }),
  };
}

/** What is odd about the rows of a thing, if anything is. */
function oddness(settings: Settings, id: string): string | undefined {
  return id === settings.text('oddThing') ? settings.text('oddForm') : undefined;
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
  const sent = oddEntity(state.settings, place.id, entity);
  if (!view.fields) return sent;
  return selected(sent, state.settings.on('fieldsKeepMeta') ? [...view.fields, 'meta'] : view.fields);
}

function oddEntity(
  settings: Settings,
  id: string,
  entity: { readonly meta: Record<string, unknown> },
): Record<string, unknown> {
  const { id: _id, ...rest } = entity.meta;
  switch (oddness(settings, id)) {
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
