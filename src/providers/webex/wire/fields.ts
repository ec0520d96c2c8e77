// The fields of Webex's rows. Each may be missing, null, or of another form than it should be; of the latter it is counted that it was.
import { z } from 'zod';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { Count, oddityOf } from '../../../upstream/fields.ts';

/** A list of texts. */
export const Texts = z
  .array(z.string().min(1))
  .nullish()
  .transform((texts) => texts ?? null)
  .describe('a list of strings');

/** An older guide shows the counts as text (webex contract 3). */
export const CountOrText = z
  .preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value),
    Count,
  )
  .describe('a whole number');

/** The specification types the flags as text, real answers carry booleans (webex contract 6); the case of text says nothing (2). */
export const Flag = z
  .preprocess(
    (value) => (typeof value === 'string' ? WORDS.get(value.toLowerCase()) : (value ?? null)),
    z.boolean().nullable(),
  )
  .describe('a boolean');
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** The fields of one row. */
export interface Fields {
  raw(name: string): unknown;
  /** null where it is not told, undefined where it has another form, which is counted. */
  told<T>(name: string, form: z.ZodType<T | null>): T | null | undefined;
  /** null for both. */
  value<T>(name: string, form: z.ZodType<T | null>): T | null;
  /** The same for what every row should have: it is counted when it is missing. */
  required<T>(name: string, form: z.ZodType<T | null>): T | null;
  /** The fields of a part of the row; of none when that is no object. */
  within(name: string): Fields;
}

/** Fields that count what is odd about them under the name of their list. */
export function fieldsOf(row: Readonly<Record<string, unknown>>, list: string, drift: DriftCounter): Fields {
  const field: Fields = {
    raw: (name) => row[name],
    told(name, form) {
      const read = form.safeParse(row[name]);
      if (read.success) return read.data;
      drift.note(`${list}.${name}`, oddityOf(form));
      return undefined;
    },
    value: (name, form) => field.told(name, form) ?? null,
    required(name, form) {
      if ((row[name] ?? null) === null) drift.note(`${list}.${name}`, 'missing');
      return field.value(name, form);
    },
    within(name) {
      const part = z.looseObject({}).nullish().safeParse(row[name]);
      if (!part.success) drift.note(`${list}.${name}`, 'not an object');
      return fieldsOf(part.data ?? {}, `${list}.${name}`, drift);
    },
  };
  return field;
}
