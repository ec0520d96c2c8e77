// The fields of Webex's rows. Each may be missing, null, or of another form than it should be; of the latter it is counted that it was.
import { z } from 'zod';
import { instantOf } from '../../../domain/instant.ts';
import type { DriftCounter } from '../../../upstream/drift.ts';

/** The form a value has, where it is told. */
interface Form<T> {
  /** What is said of any other. */
  readonly otherwise: string;
  /** undefined for another form. */
  read(value: unknown): T | undefined;
}

export const TEXT: Form<string> = {
  otherwise: 'not a string',
  read: (value) => (typeof value === 'string' ? value : undefined),
};
export const TEXTS: Form<readonly string[]> = {
  otherwise: 'not a list of strings',
  read: (value) => z.array(z.string().min(1)).safeParse(value).data,
};
/** An older guide shows the counts as text (webex contract 3). */
export const COUNT: Form<number> = {
  otherwise: 'not a whole number',
  read(value) {
    const count = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    return typeof count === 'number' && Number.isSafeInteger(count) ? count : undefined;
  },
};
/** The specification types the flags as text, real answers carry booleans (webex contract 6); the case of text says nothing (2). */
export const FLAG: Form<boolean> = {
  otherwise: 'not a boolean',
  read(value) {
    const word = typeof value === 'string' ? value.toLowerCase() : value;
    if (word === true || word === 'true') return true;
    return word === false || word === 'false' ? false : undefined;
  },
};
export const MOMENT: Form<string> = {
  otherwise: 'not a moment',
  read: (value) => (typeof value === 'string' ? (instantOf(value) ?? undefined) : undefined),
};

/** The fields of one row. */
export interface Fields {
  raw(name: string): unknown;
  /** null where it is not told, undefined where it has another form, which is counted. */
  told<T>(name: string, form: Form<T>): T | null | undefined;
  /** null for both. */
  value<T>(name: string, form: Form<T>): T | null;
  /** The same for what every row should have: it is counted when it is missing. */
  required<T>(name: string, form: Form<T>): T | null;
  /** The fields of a part of the row; of none when that is no object. */
  within(name: string): Fields;
}

/** Fields that count what is odd about them under the name of their list. */
export function fieldsOf(row: Readonly<Record<string, unknown>>, list: string, drift: DriftCounter): Fields {
  const field: Fields = {
    raw: (name) => row[name],
    told(name, form) {
      const value = row[name] ?? null;
      if (value === null) return null;
      const read = form.read(value);
      if (read === undefined) drift.note(`${list}.${name}`, form.otherwise);
      return read;
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

/** What is told in this form and in no other; absent and null alike say nothing. */
export function told<T>(form: Form<T>) {
  return z
    .unknown()
    .optional()
    .transform((value, context): T | null => {
      if (value === undefined || value === null) return null;
      const read = form.read(value);
      if (read !== undefined) return read;
      context.addIssue({ code: 'custom', message: form.otherwise });
      return z.NEVER;
    });
}
