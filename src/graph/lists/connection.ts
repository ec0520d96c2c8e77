// Connections: checked arguments, cursors that belong to one list, and the two ways rows come about.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AccountCoverage } from '../../domain/coverage.ts';
import { callerError, type ProblemError } from '../../domain/problem.ts';
import { walk, type Position, type Source } from '../../loaders/walk.ts';

export const MAX_FIRST = 100;
/** Upstream pages read for one page of a list at most: a sparse one then goes on behind `after`. */
const MAX_UPSTREAM_PAGES = 20;

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A connection before its fields are asked for; cursors are made only when they are. */
export interface ConnectionModel<T> {
  readonly rows: readonly { readonly value: T; readonly cursor: () => string }[];
  readonly next: (() => string) | null;
  readonly coverage: readonly AccountCoverage[];
  readonly total: number | null;
  readonly failure: ProblemError | null;
}

/** Throws BAD_INPUT unless 1..100; 25 when absent. */
export function checkFirst(first: number | null | undefined): number {
  const value = first ?? 25;
  if (value >= 1 && value <= MAX_FIRST) return value;
  throw callerError(
    'BAD_INPUT',
    `\`first\` must be from 1 to ${MAX_FIRST}, and is ${value}.`,
    'Page with `after`.',
  );
}

const PositionText = z.tuple([
  z.string(),
  z.string().nullable(),
  z.int().min(0),
  z.string().nullable(),
  z.array(z.string()),
  // Absent in cursors of before.
  z.record(z.string(), z.enum(['ROWS_LEFT_OUT', 'ROWS_MOVED'])).default({}),
  z.string().default(''),
]);
const OffsetText = z.tuple([z.string(), z.int().min(0)]);

/**
 * Rows read account by account. `scope` names the list and its arguments: a cursor of another list is BAD_CURSOR.
 */
export async function walkConnection<T>(
  sources: readonly Source<T>[],
  args: PageArguments,
  scope: string,
  extra: readonly AccountCoverage[] = [],
): Promise<ConnectionModel<T>> {
  const first = checkFirst(args.first);
  const after = args.after == null ? null : readPosition(args.after, scope, sources);
  const walked = await walk(sources, { first, after, maxPages: MAX_UPSTREAM_PAGES });
  const { next } = walked;
  return {
    rows: walked.rows.map((row) => ({ value: row.value, cursor: () => writePosition(row.position, scope) })),
    next: next === null ? null : () => writePosition(next, scope),
    coverage: [...walked.coverage, ...extra],
    total: extra.some((line) => line.status === 'FAILED') ? null : walked.total,
    failure: walked.failure,
  };
}

/** Rows that are all in hand, in their final order. A cursor names its row, so that it holds while others come and go. */
export function listConnection<T>(
  all: readonly T[],
  keyOf: (value: T) => string,
  args: PageArguments,
  scope: string,
  coverage: readonly AccountCoverage[],
  failure: ProblemError | null = null,
): ConnectionModel<T> {
  const first = checkFirst(args.first);
  const start = args.after == null ? 0 : placeBehind(all, keyOf, args.after, scope);
  const rows = all.slice(start, start + first).map((value, index) => ({
    value,
    cursor: () => seal(scope, [keyOf(value), start + index + 1]),
  }));
  const last = rows.at(-1);
  const incomplete = coverage.some(({ status }) => status === 'FAILED' || status === 'PARTIAL');
  return {
    rows,
    next: last !== undefined && start + rows.length < all.length ? last.cursor : null,
    coverage,
    total: incomplete ? null : all.length,
    failure: all.length === 0 ? failure : null,
  };
}

/** Rows that a database keeps in an order of their own: the page behind a place. `place` checks what a cursor says. */
export async function keyedConnection<T, P>(
  read: (after: P | null, limit: number) => Promise<readonly T[]>,
  placeOf: (row: T) => P,
  place: z.ZodType<P>,
  args: PageArguments,
  scope: string,
): Promise<ConnectionModel<T>> {
  const first = checkFirst(args.first);
  const after = args.after == null ? null : readPlace(args.after, place, scope);
  const found = await read(after, first + 1);
  const rows = found.slice(0, first).map((value) => ({ value, cursor: () => seal(scope, [placeOf(value)]) }));
  const next = found.length > first ? (rows.at(-1)?.cursor ?? null) : null;
  return { rows, next, coverage: [], total: null, failure: null };
}

function readPlace<P>(text: string, place: z.ZodType<P>, scope: string): P {
  const parsed = z.tuple([place]).safeParse(unseal(text, scope));
  if (!parsed.success) throw badCursor();
  return parsed.data[0];
}

function placeBehind<T>(
  all: readonly T[],
  keyOf: (value: T) => string,
  after: string,
  scope: string,
): number {
  const parsed = OffsetText.safeParse(unseal(after, scope));
  if (!parsed.success) throw badCursor();
  const [key, offset] = parsed.data;
  const at = all.findIndex((value) => keyOf(value) === key);
  return at < 0 ? Math.min(offset, all.length) : at + 1;
}

function writePosition(position: Position, scope: string): string {
  const { source, cursor, offset, before, failed, gaps, given } = position;
  return seal(scope, [source, cursor, offset, before, failed, gaps, given.join('')]);
}

function readPosition<T>(text: string, scope: string, sources: readonly Source<T>[]): Position {
  const parsed = PositionText.safeParse(unseal(text, scope));
  if (!parsed.success) throw badCursor();
  const [source, cursor, offset, before, failed, gaps, marks] = parsed.data;
  const given = marks.match(/.{8}/g) ?? [];
  if (!sources.some((one) => one.key === source)) throw badCursor();
  return { source, cursor, offset, given, before, failed, gaps };
}

/** More than any that is made: of a list of 25 licenses that failed, one after the other, with the place in a vendor's list. */
const LONGEST = 32_000;

function seal(scope: string, content: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([fingerprint(scope), ...content]), 'utf8').toString('base64url');
}

function unseal(text: string, scope: string): unknown {
  if (text.length > LONGEST) throw badCursor();
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value[0] === fingerprint(scope)) return value.slice(1);
  } catch {
    throw badCursor();
  }
  throw badCursor();
}

function fingerprint(scope: string): string {
  return createHash('sha256').update(scope).digest('base64url').slice(0, 10);
}

function badCursor(): ProblemError {
  return callerError(
    'BAD_CURSOR',
    'This cursor does not belong to this list.',
    'Pass `endCursor` of the page before, with the same arguments otherwise, or leave `after` out to start again.',
  );
}
