// What the schemas of Yext's bodies are made of. Only what tells a row apart must be there (yext contract 7); what else is odd about it is
// counted, and null.
import { z } from 'zod';
import type { AssignmentStatus } from '../../../domain/assignment.ts';
import type { DriftCounter } from '../../../upstream/drift.ts';
import type { ParsedRows } from '../../../upstream/parse.ts';
import { calendarDate, moment } from '../calendar.ts';

/** Ids are text even where they look like numbers (yext contract 6.10). */
export const Id = z.preprocess((id) => (Number.isSafeInteger(id) ? String(id) : id), z.string().min(1));
/** An absent text and an empty one mean the same: `notes` is either, for one and the same pack (yext contract 3). */
export const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));
const Count = z
  .int()
  .nullish()
  .transform((count) => count ?? null);

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
export function listOf(member: string) {
  return z.preprocess((value) => (has(value, member) ? [value] : value), z.array(z.unknown()));
}

/** Whether a value has this member. */
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
