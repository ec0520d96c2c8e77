// Rows of Webex's lists: each has an id, and whatever else can be made of it.
import { z } from 'zod';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { listOf } from '../../../upstream/fields.ts';
import type { ParsedRows, RowReader } from '../../../upstream/parse.ts';
import type { IdKind } from '../../provider.ts';
import { canonicalId } from '../ids.ts';
import { fieldsOf, type Fields } from './fields.ts';

/** The rows of a list. */
export interface Rows<T> extends ParsedRows<T> {
  /** How many there are, odd ones included. */
  readonly size: number;
}

/** A page of a list; null when the answer has no list at all. */
export interface ListBody<T> {
  readonly items: Rows<T> | null;
}

/** A list; an answer may come without it (webex contract 9.14), which is not for here to judge. Anything else but a list is none. */
export function rowsOf<T>(row: z.ZodType<T>, list: string, reader: RowReader) {
  return listOf(row, list, reader)
    .optional()
    .transform((read): Rows<T> | null =>
      read === undefined ? null : { ...read, size: read.rows.length + read.leftOut },
    );
}

/** A row with an id, and whatever else can be made of it. */
export function rowIn<T>(
  list: string,
  kind: IdKind,
  make: (id: string, field: Fields) => T,
  drift: DriftCounter,
): z.ZodType<T> {
  return z.looseObject({ id: idOf(kind) }).transform((row) => make(row.id, fieldsOf(row, list, drift)));
}

/** An id in its one spelling. */
export function idOf(kind: IdKind) {
  return z
    .string()
    .min(1)
    .transform((id) => canonicalId(kind, id));
}
