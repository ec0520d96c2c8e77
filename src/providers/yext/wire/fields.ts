// What the schemas of Yext's bodies are made of. Only what tells a row apart must be there (yext contract 7); what else is odd about it is
// counted, and null.
import { z } from 'zod';
import type { AssignmentStatus } from '../../../domain/assignment.ts';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { Count, orDrift, Text } from '../../../upstream/fields.ts';
import type { ParsedRows } from '../../../upstream/parse.ts';
import { calendarDate, moment } from '../calendar.ts';

/** Ids are text even where they look like numbers (yext contract 6.10). */
export const Id = z.preprocess((id) => (Number.isSafeInteger(id) ? String(id) : id), z.string().min(1));

/** One page of a list. */
export interface PageBody<T> extends ParsedRows<T> {
  /** Yext's token of the next page. */
  readonly next: string | null;
  /** Rows of the whole list, where it says so. */
  readonly count: number | null;
  /** Whether there are rows, and none of them has an id. */
  readonly nameless: boolean;
}

/** A body with this as its `response`. */
export type BodyOf<T> = z.ZodType<{ readonly response: T }>;

/** When a license goes: the day, or null with UNKNOWN when there is one that cannot be read. */
export interface Removal {
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
}

/** A list. A single object with this member is read as a list of one (yext contract 8); there is no such form for an empty list. */
export function oneOrMany<T>(member: string, list: z.ZodType<T>) {
  return z.preprocess((value) => (has(value, member) ? [value] : value), list);
}

/** Whether a value has this member. */
export function has(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

/** Fields of a list that may be lost alone: null, and counted, where they are odd. */
export function fieldsOf(list: string, drift: DriftCounter) {
  const orNull = <T>(form: z.ZodType<T>, field: string) => orDrift(form, `${list}.${field}`, drift, null);
  const unreadable: Removal = { status: 'UNKNOWN', removalOn: null };
  return {
    text: (field: string) => orNull(Text.describe('a text'), field),
    count: (field: string) => orNull(Count, field),
    moment: (field: string) => orNull(MomentOrNumber, field),
    removal: (field: string) => orDrift(RemovalText, `${list}.${field}`, drift, unreadable),
  };
}

/** Absent, or a moment in one of the forms of Yext, which writes numbers as well. */
const MomentOrNumber = z
  .unknown()
  .optional()
  .transform((value, { addIssue }) => {
    if (value === undefined || value === null) return null;
    const found = moment(value);
    if (found === null) addIssue('no moment');
    return found;
  })
  .describe('a moment');

/** `expirationDate` in every form it may have (yext contract 7). */
const RemovalText = z
  .unknown()
  .optional()
  .transform((value, { addIssue }): Removal => {
    if (value === undefined || value === null || value === '') return { status: 'ACTIVE', removalOn: null };
    const day = dayIn(value);
    if (day === null) addIssue('no day');
    return { status: 'REMOVAL_SCHEDULED', removalOn: day };
  })
  .describe('a day');

/** Of a moment the day as it is written there, whatever its zone; of a number the day in UTC. */
function dayIn(value: unknown): string | null {
  const at = moment(value);
  if (at === null) return null;
  return calendarDate((typeof value === 'string' ? value.trim() : at).slice(0, 10));
}
