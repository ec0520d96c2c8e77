// The pages of Genesys Cloud's lists, and fields of which almost every one is optional upstream (genesys contract 2.2). A list that was
// asked for has to be there all the same: without it, nothing was read.
import { z } from 'zod';
import { listOf, momentIn, orDrift, Text, ToldText } from '../../../upstream/fields.ts';
import { parseRows, type ListWithIds, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import { canonicalUserId } from '../ids.ts';

/** The id of a license. */
export const Id = z.string().min(1);
/** The id of a user. */
export const UserId = Id.transform(canonicalUserId);

/** A page of a list by number; what says how far the list goes may be missing. */
export interface VendorPage<Row> extends ParsedRows<Row> {
  readonly pageSize?: number | null | undefined;
  readonly pageNumber?: number | null | undefined;
  readonly pageCount?: number | null | undefined;
  readonly total?: number | null | undefined;
  /** Where the next page is, where the list says so: that there is one is all that is wanted of it (genesys contract 3.1). */
  readonly nextUri?: string | null | undefined;
}

/** Fields of one account's answers: null where one cannot be read, which is counted for the account. */
export type Fields = ReturnType<typeof createFields>;

export function createFields(reader: RowReader) {
  function soft<T>(field: string, form: z.ZodType<T>): z.ZodType<T | null> {
    return orDrift(form, field, reader.drift, null);
  }

  const text = (field: string) => soft(field, Text);

  return {
    soft,
    text,
    moment: (field: string) => soft(field, momentIn(text(field)).describe('a time')),
    /** One below the least there can be cannot be read: a page without rows, for one, would lead nowhere. */
    count: (field: string, least: 0 | 1) => soft(field, z.int().min(least).nullish().describe('a count')),
    rowsOf: <T>(row: z.ZodType<T>, list: string | ListWithIds) => listOf(row, list, reader),
    /** A single row; undefined when it cannot be read. */
    rowOf: <T>(row: z.ZodType<T>, value: unknown, list: string) =>
      parseRows(row, [value], list, reader).rows[0],
  };
}

/** What a page says of its list. */
export function countsOf({ count }: Fields, list: string) {
  return {
    pageSize: count(`${list}.pageSize`, 1),
    pageNumber: count(`${list}.pageNumber`, 1),
    pageCount: count(`${list}.pageCount`, 0),
    total: count(`${list}.total`, 0),
  };
}

/** The id of a row that may be odd otherwise. */
const UserIdOfRow = z.object({ id: UserId }).transform(({ id }) => id);

/** A page of a list of users. */
export function vendorPageOf<T>(fields: Fields, row: z.ZodType<T>, list: string): z.ZodType<VendorPage<T>> {
  return z
    .object({
      entities: fields.rowsOf(row, { name: list, id: UserIdOfRow }),
      nextUri: fields.soft(`${list}.nextUri`, ToldText),
      ...countsOf(fields, list),
    })
    .transform(({ entities, ...rest }) => ({ ...entities, ...rest }));
}
