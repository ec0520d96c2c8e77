// What the schemas of providers' bodies are made of: texts, counts, times, lists, and fields that may be lost alone. What only one
// vendor does stands in the `wire/fields.ts` of that vendor.
import { z } from 'zod';
import { instantOf } from '../domain/instant.ts';
import type { DriftCounter } from './drift.ts';
import { parseRows, type ListWithIds, type ParsedRows, type RowReader } from './parse.ts';

/** A text, of which an empty one says no more than null. Where it is missing it is undefined. */
export const ToldText = z
  .string()
  .nullish()
  .transform((text) => (text === '' ? null : text));

/** A text that may be missing or empty, which is the same. */
export const Text = ToldText.transform((text) => text ?? null).describe('a string');

/** Up to 2^53 - 1: beyond, a number has lost digits on its way here. Where it is missing it is undefined. */
export const ToldCount = z.int().nullish();

/** A whole number that may be missing. */
export const Count = ToldCount.transform((count) => count ?? null).describe('a whole number');

/** The time that a text tells, as RFC 3339 UTC. */
export function momentIn(text: z.ZodType<string | null>): z.ZodType<string | null> {
  return text.transform((written, context) => {
    if (written === null) return null;
    const instant = instantOf(written);
    if (instant !== null) return instant;
    context.addIssue({ code: 'invalid_format', format: 'datetime' });
    return z.NEVER;
  });
}

/** A time as RFC 3339 UTC, which may be missing or empty. */
export const Moment = momentIn(Text).describe('a moment');

/** A list that is there, of which rows that cannot be read are left out, and counted under its name. */
export function listOf<T>(row: z.ZodType<T>, list: string | ListWithIds, reader: RowReader) {
  return z.array(z.unknown()).transform((rows): ParsedRows<T> => parseRows(row, rows, list, reader));
}

/** Something that may be missing or null: undefined for both. */
export function orUndefined<T>(form: z.ZodType<T>): z.ZodType<T | undefined> {
  return form.nullish().transform((value) => value ?? undefined);
}

/** A field that may be lost alone: where it does not have its form, it is `lost`, and counted under its name. */
export function orDrift<T, Lost>(
  form: z.ZodType<T>,
  field: string,
  drift: DriftCounter,
  lost: Lost,
): z.ZodType<T | Lost> {
  const read: z.ZodType<T | Lost> = form;
  return read.catch(() => {
    drift.note(field, oddityOf(form));
    return lost;
  });
}

/** What is said of a field that does not have its form: that it is not what the form describes itself to be. */
export function oddityOf(form: z.ZodType): string {
  return `not ${form.description ?? 'in its form'}`;
}
