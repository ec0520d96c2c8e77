// Yext's bodies, as far as they are used.
import { z } from 'zod';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import {
  entityIn,
  fieldsOf,
  groupIn,
  has,
  Id,
  listOf,
  packIn,
  Text,
  type AssignmentRow,
  type EntityRow,
  type LicensePack,
} from './rows.ts';

const Complaint = z.object({
  code: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .catch(null),
  type: z.enum(['FATAL_ERROR', 'NON_FATAL_ERROR', 'WARNING', 'UNKNOWN']).catch('UNKNOWN'),
  message: z.string().catch(''),
});

const Meta = z
  .object({
    uuid: z.string().nullable().catch(null),
    // Where all is well there may be no such list (yext contract 5).
    errors: z.preprocess(
      (errors) => errors ?? [],
      z.array(Complaint.catch({ code: null, type: 'UNKNOWN', message: '' })),
    ),
  })
  .catch({ uuid: null, errors: [] });

/** What surrounds every body. One with neither `meta` nor `response` is not Yext's: a proxy's, for instance. */
export const Envelope = z
  .object({ meta: z.unknown().optional(), response: z.unknown().optional() })
  .refine((body) => body.meta !== undefined || body.response !== undefined)
  .transform((body) => Meta.parse(body.meta ?? {}));
export type Envelope = z.output<typeof Envelope>;

/** One page of a list. */
export interface PageBody<T> extends ParsedRows<T> {
  /** Yext's token of the next page. */
  readonly next: string | null;
  /** Rows of the whole list, where it says so. */
  readonly count: number | null;
  /** Whether there are rows, and none of them has an id. */
  readonly nameless: boolean;
}

type BodyOf<T> = z.ZodType<{ readonly response: T }>;

/** The bodies of one account's answers. A list that is missing from one is not empty, and makes it unreadable. */
export interface Bodies {
  /** Of "License packs: list". */
  readonly licensePacks: BodyOf<PageBody<LicensePack>>;
  /** Of "License assignments: list"; a bare group, as the writes answer, is a list of one (yext contract 8). */
  readonly assignments: BodyOf<PageBody<AssignmentRow>>;
  /** Of "Entities: list". */
  readonly entities: BodyOf<PageBody<EntityRow>>;
  /** Of "Entities: get", as a list of one. */
  readonly entity: BodyOf<PageBody<EntityRow>>;
}

/** Bodies that leave out rows they cannot read, and count what is odd. */
export function bodiesOf(reader: RowReader): Bodies {
  return {
    licensePacks: z.object({ response: licensePacks(reader) }),
    assignments: z.object({ response: assignments(reader) }),
    entities: z.object({ response: entities(reader) }),
    entity: z.object({ response: entity(reader) }),
  };
}

function licensePacks(reader: RowReader): z.ZodType<PageBody<LicensePack>> {
  const Pack = packIn('licensePacks', reader.drift);
  return z.object({ licensePacks: listOf('id'), nextPageToken: Text }).transform((body) => {
    const rows = parseRows(Pack, body.licensePacks, 'licensePacks', reader);
    return { ...rows, next: body.nextPageToken, count: null, nameless: false };
  });
}

function assignments(reader: RowReader): z.ZodType<PageBody<AssignmentRow>> {
  const Group = groupIn('licenseAssignments', reader);
  const list = z.object({ licenseAssignments: listOf('licensePack'), nextPageToken: Text });
  const bare = (value: unknown) => (has(value, 'licensePack') ? { licenseAssignments: value } : value);
  return z.preprocess(bare, list).transform((body) => {
    const groups = parseRows(Group, body.licenseAssignments, 'licenseAssignments', reader);
    let { leftOut } = groups;
    for (const group of groups.rows) leftOut += group.leftOut;
    const rows = groups.rows.flatMap((group) => group.rows);
    return { rows, leftOut, next: body.nextPageToken, count: null, nameless: false };
  });
}

function entities(reader: RowReader): z.ZodType<PageBody<EntityRow>> {
  const rowsOf = entityReader(reader);
  const { count } = fieldsOf('entities', reader.drift);
  // Its token is called `pageToken`, unlike that of licenses (yext contract 6.1).
  return z
    .object({ count: count('count'), entities: z.array(z.unknown()), pageToken: Text })
    .transform((body) => ({ ...rowsOf(body.entities), next: body.pageToken, count: body.count }));
}

function entity(reader: RowReader): z.ZodType<PageBody<EntityRow>> {
  const rowsOf = entityReader(reader);
  return z.looseObject({}).transform((body) => ({ ...rowsOf([body]), next: null, count: null }));
}

/** Where `fields` loses the ids it loses all of them (yext contract 4): that is nothing odd about a row. */
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
