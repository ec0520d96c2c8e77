// Entities as Yext sends them (yext contract 4).
import { z } from 'zod';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { Text } from '../../../upstream/fields.ts';
import { parseRows, type RowReader } from '../../../upstream/parse.ts';
import { fieldsOf, Id, type PageBody } from './fields.ts';

/** One entity, with what `fields=name` leaves of it. */
export interface EntityRow {
  readonly id: string;
  readonly name: string | null;
  readonly entityType: string | null;
  readonly countryCode: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

function entityIn(list: string, drift: DriftCounter): z.ZodType<EntityRow> {
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

/** Of "Entities: list". */
export function entities(reader: RowReader): z.ZodType<PageBody<EntityRow>> {
  const rowsOf = entityReader(reader);
  const { count } = fieldsOf('entities', reader.drift);
  // Its token is called `pageToken`, unlike that of licenses (yext contract 6.1).
  return z
    .object({ count: count('count'), entities: z.array(z.unknown()), pageToken: Text })
    .transform((body) => ({ ...rowsOf(body.entities), next: body.pageToken, count: body.count }));
}

/** Of "Entities: get", as a list of one. */
export function entity(reader: RowReader): z.ZodType<PageBody<EntityRow>> {
  const rowsOf = entityReader(reader);
  return z.looseObject({}).transform((body) => ({ ...rowsOf([body]), next: null, count: null }));
}

/** Where asking for `fields` removes the ids, it removes all of them (yext contract 4): then no single row is odd. */
function entityReader(reader: RowReader) {
  const Entity = entityIn('entities', reader.drift);
  return (rows: readonly unknown[]) =>
    rows.length === 0 || rows.some(hasId)
      ? { ...parseRows(Entity, rows, 'entities', reader), nameless: false }
      : { rows: [], leftOut: rows.length, nameless: true };
}

function hasId(row: unknown): boolean {
  return z.object({ meta: z.object({ id: Id }) }).safeParse(row).success;
}
