// The rows of Yext's lists. Only what tells a row apart must be there (yext contract 7); what else is odd about it is counted,
// and null.
import { z } from 'zod';
import type { AssignmentStatus } from '../../../domain/assignment.ts';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import { calendarDate, moment } from '../calendar.ts';

// Ids are text even where they look like numbers (yext contract 6.10).
export const Id = z.preprocess((id) => (Number.isSafeInteger(id) ? String(id) : id), z.string().min(1));
// An absent text and an empty one mean the same: `notes` is either, for one and the same pack (yext contract 3).
export const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));
const Count = z
  .int()
  .nullish()
  .transform((count) => count ?? null);

/** One license pack. */
export interface LicensePack {
  readonly id: string;
  readonly name: string | null;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly notes: string | null;
}

/** When a license goes: the day, or null with UNKNOWN when there is one that cannot be read. */
interface Removal {
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
}

/** One entity's hold on one pack: the groups come apart here, because only the pair is a key (yext contract 6.2). */
export interface AssignmentRow extends Removal {
  readonly pack: LicensePack;
  readonly entityId: string;
}

/** One entity, with what `fields=name` leaves of it. */
export interface EntityRow {
  readonly id: string;
  readonly name: string | null;
  readonly entityType: string | null;
  readonly countryCode: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** A list. A single thing that has this member stands for a list of one (yext contract 8); nothing stands for an empty one. */
export function listOf(member: string) {
  return z.preprocess((value) => (has(value, member) ? [value] : value), z.array(z.unknown()));
}

export function has(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

/** Fields of a list that may be lost alone: null, and counted, where they are odd. */
export function fieldsOf(list: string, drift: DriftCounter) {
  function orNull<T>(schema: z.ZodType<T>, field: string, kind: string) {
    return schema.nullable().catch(() => {
      drift.note(`${list}.${field}`, kind);
      return null;
    });
  }
  return {
    text: (field: string) => orNull(Text, field, 'not a text'),
    count: (field: string) => orNull(Count, field, 'not a whole number'),
    moment: (field: string) => orNull(Moment, field, 'not a moment'),
    removal: (field: string) =>
      RemovalText.catch((): Removal => {
        drift.note(`${list}.${field}`, 'not a day');
        return { status: 'UNKNOWN', removalOn: null };
      }),
  };
}

export function packIn(list: string, drift: DriftCounter): z.ZodType<LicensePack> {
  const { text, count } = fieldsOf(list, drift);
  return z.object({
    id: Id,
    name: text('name'),
    total: count('total'),
    assigned: count('assigned'),
    available: count('available'),
    notes: text('notes'),
  });
}

/** The rows of one pack. */
export function groupIn(list: string, reader: RowReader): z.ZodType<ParsedRows<AssignmentRow>> {
  const entities = `${list}.assignedEntities`;
  const { removal } = fieldsOf(entities, reader.drift);
  const Row = z.object({ entityId: Id, expirationDate: removal('expirationDate') });
  return z
    .object({
      licensePack: packIn(`${list}.licensePack`, reader.drift),
      assignedEntities: listOf('entityId'),
    })
    .transform(({ licensePack: pack, assignedEntities }) => {
      const { rows, leftOut } = parseRows(Row, assignedEntities, entities, reader);
      return {
        rows: rows.map(({ entityId, expirationDate }) => ({ pack, entityId, ...expirationDate })),
        leftOut,
      };
    });
}

export function entityIn(list: string, drift: DriftCounter): z.ZodType<EntityRow> {
  const fields = fieldsOf(list, drift);
  return z
    .object({
      name: fields.text('name'),
      meta: z.object({
        id: Id,
        entityType: fields.text('meta.entityType'),
        countryCode: fields.text('meta.countryCode'),
        timestamp: fields.moment('meta.timestamp'),
        createdTimestamp: fields.moment('meta.createdTimestamp'),
      }),
    })
    .transform(({ name, meta: { id, entityType, countryCode, timestamp, createdTimestamp } }) => ({
      id,
      name,
      entityType,
      countryCode,
      createdAt: createdTimestamp,
      updatedAt: timestamp,
    }));
}

/** Absent, or a moment. */
const Moment = z
  .unknown()
  .optional()
  .transform((value, { addIssue }) => {
    if (value === undefined || value === null) return null;
    const found = moment(value);
    if (found === null) addIssue('no moment');
    return found;
  });

/** `expirationDate` in every form it may have (yext contract 7). */
const RemovalText = z
  .unknown()
  .optional()
  .transform((value, { addIssue }): Removal => {
    if (value === undefined || value === null || value === '') return { status: 'ACTIVE', removalOn: null };
    const day = dayIn(value);
    if (day === null) addIssue('no day');
    return { status: 'REMOVAL_SCHEDULED', removalOn: day };
  });

/** Of a moment the day as it is written there, whatever its zone; of a number the day in UTC. */
function dayIn(value: unknown): string | null {
  const at = moment(value);
  if (at === null) return null;
  return calendarDate((typeof value === 'string' ? value.trim() : at).slice(0, 10));
}
