// Parsing provider answers: the only way from a body to data.
import type { z } from 'zod';
import type { LeftOutRow } from '../domain/inventory/sighting.ts';
import type { Gap } from '../domain/page.ts';
import { ProblemError, problem } from '../domain/problem.ts';
import type { DriftCounter } from './drift.ts';
import type { UpstreamResponse } from './transport.ts';

/**
 * The body as the schema gives it, frozen, because requests that share the answer share the result.
 * Throws UPSTREAM_BAD_RESPONSE naming the field at fault, never its value.
 */
export function parseBody<T>(schema: z.ZodType<T>, response: UpstreamResponse, accountKey: string): T {
  if (response.content !== 'JSON') throw told(response, notJson(accountKey));
  // Only this function puts something there: under a schema, what that schema gave.
  const known = response.parsed?.get(schema) as T | undefined;
  if (known !== undefined) return known;
  const parsed = schema.safeParse(response.body);
  if (parsed.success) {
    freeze(parsed.data);
    response.parsed?.set(schema, parsed.data);
    return parsed.data;
  }
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  const message = `The provider's answer does not have the documented form${where === '' ? '' : ` at ${where}`}.`;
  throw told(response, badResponse(accountKey, message));
}

/** The same failure, of which the log and the metrics of the provider have heard. */
function told({ unusable }: UpstreamResponse, failure: ProblemError): ProblemError {
  unusable?.(failure.problem);
  return failure;
}

/** The rows of a list that have the form they should have. */
export interface ParsedRows<T> {
  readonly rows: readonly T[];
  /** How many have not, and are left out. */
  readonly leftOut: number;
  /** The ids of those among them whose id could be read; absent where none could. */
  readonly leftOutIds?: readonly string[];
}

/** What rows that were left out mean for the list that they belong to; undefined when there were none. */
export function gapOf({ leftOut }: Pick<ParsedRows<unknown>, 'leftOut'>): Gap | undefined {
  return leftOut > 0 ? 'ROWS_LEFT_OUT' : undefined;
}

/**
 * What rows that were left out mean for a page of a sweep. One whose id was read is known to be there; any other makes a gap, because it
 * may be any row.
 */
export function leftOutOf(
  kind: LeftOutRow['kind'],
  { leftOut, leftOutIds = [] }: Pick<ParsedRows<unknown>, 'leftOut' | 'leftOutIds'>,
): { readonly leftOut: readonly LeftOutRow[]; readonly gap: Gap | undefined } {
  return {
    leftOut: leftOutIds.map((externalId) => ({ kind, externalId })),
    gap: gapOf({ leftOut: leftOut - leftOutIds.length }),
  };
}

/** A list whose rows have ids: the name that odd rows are counted under, and the form that a row's id is read with alone. */
export interface ListWithIds {
  readonly name: string;
  readonly id: z.ZodType<string>;
}

/** What makes rows of what a schema left unread. */
export interface RowReader {
  readonly accountKey: string;
  readonly drift: DriftCounter;
}

/**
 * Each row as the schema gives it, frozen. One that the schema refuses is left out and counted under `list`: an odd row is one
 * odd row, and no reason to lose the others. Its id is kept where the list says how to read that. Fields that may be lost alone are the
 * schema's own affair: see `orDrift` in fields.ts.
 */
export function parseRows<T>(
  schema: z.ZodType<T>,
  rows: readonly unknown[],
  list: string | ListWithIds,
  { drift }: RowReader,
): ParsedRows<T> {
  const { name, id } = typeof list === 'string' ? { name: list, id: undefined } : list;
  const read: T[] = [];
  const leftOutIds: string[] = [];
  for (const row of rows) {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      freeze(parsed.data);
      read.push(parsed.data);
    } else {
      const [issue] = parsed.error.issues;
      drift.note(nameOf(name, issue?.path ?? []), kindOf(issue));
      const ownId = id?.safeParse(row);
      if (ownId?.success) leftOutIds.push(ownId.data);
    }
  }
  return { rows: read, leftOut: rows.length - read.length, ...(leftOutIds.length > 0 && { leftOutIds }) };
}

/** A field by its names alone: with places in lists, each row would have a name of its own. */
function nameOf(list: string, path: readonly PropertyKey[]): string {
  let name = list;
  for (const part of path) name += typeof part === 'number' ? '[]' : `.${String(part)}`;
  return name;
}

/** What an issue says, without the value that caused it. */
function kindOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_type') return `not a ${issue.expected}`;
  return issue?.code.replaceAll('_', ' ') ?? 'unreadable';
}

/** The problem of an answer that is not JSON. */
export function notJson(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider answered with something that is not JSON.');
}

/** An answer that cannot be used; not retried, because the next one would be the same. */
export function badResponse(accountKey: string, message: string): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', message, {
      accountKey,
      retryable: true,
      hint: 'The provider, or a proxy before it, sent an unusable answer. Try again; if it stays, report it.',
    }),
  );
}

/** All the way down: a change by one reader would be one in the answer of another. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
