// What the schemas of Genesys Cloud's answers are made of. Almost every field is optional upstream (genesys contract 2.2), but a list
// that was asked for has to be there: without it, nothing was read.
import { z } from 'zod';
import { instantOf } from '../../../domain/instant.ts';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import { canonicalUserId } from '../ids.ts';

/** A text that may be missing or empty, which is the same. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** The id of a license. */
export const Id = z.string().min(1);
/** The id of a user. */
export const UserId = Id.transform(canonicalUserId);

/** A page of a listing by number; what says how far the listing goes may be missing. */
export interface Listing<Row> extends ParsedRows<Row> {
  readonly pageSize?: number | null | undefined;
  readonly pageNumber?: number | null | undefined;
  readonly pageCount?: number | null | undefined;
  readonly total?: number | null | undefined;
}

/** Undefined where an answer leaves a field out, or writes null for that. */
export function told<T>(form: z.ZodType<T>): z.ZodType<T | undefined> {
  return form.nullish().transform((value) => value ?? undefined);
}

/** Fields of one account's answers: null where one cannot be read, which is counted for the account. */
export type Fields = ReturnType<typeof createFields>;

export function createFields(reader: RowReader) {
  function lost(field: string, kind: string): null {
    reader.drift.note(field, kind);
    return null;
  }

  function soft<T>(field: string, kind: string, form: z.ZodType<T>): z.ZodType<T | null> {
    const read: z.ZodType<T | null> = form;
    return read.catch(() => lost(field, kind));
  }

  function text(field: string) {
    return soft(field, 'not a string', Text);
  }

  return {
    soft,
    text,
    /** A time as RFC 3339 UTC. */
    moment: (field: string) =>
      text(field).transform((written) =>
        written === null ? null : (instantOf(written) ?? lost(field, 'not a time')),
      ),
    count: (field: string, least: 0 | 1) => soft(field, 'not a count', z.int().min(least).nullish()),
    /** A list, of which rows that cannot be read are left out. */
    rowsOf: <T>(row: z.ZodType<T>, list: string) =>
      z.array(z.unknown()).transform((rows) => parseRows(row, rows, list, reader)),
    /** A single row; undefined when it cannot be read. */
    rowOf: <T>(row: z.ZodType<T>, value: unknown, list: string) =>
      parseRows(row, [value], list, reader).rows[0],
  };
}

/** What a page says of its listing. */
export function countsOf({ count }: Fields, list: string) {
  return {
    pageSize: count(`${list}.pageSize`, 1),
    pageNumber: count(`${list}.pageNumber`, 1),
    pageCount: count(`${list}.pageCount`, 0),
    total: count(`${list}.total`, 0),
  };
}

/** A page of a listing. */
export function listingOf<T>(fields: Fields, row: z.ZodType<T>, list: string): z.ZodType<Listing<T>> {
  return z
    .object({ entities: fields.rowsOf(row, list), ...countsOf(fields, list) })
    .transform(({ entities, ...rest }) => ({ ...entities, ...rest }));
}
