// Cursors: a place in a list, sealed with the list it belongs to, so that no other list takes it.
import { createHash } from 'node:crypto';
import { callerError, type ProblemError } from '../../domain/problem.ts';

/** Longer than any cursor of ours: the longest has 25 licenses that failed one after the other, and the place in a vendor's list. */
const LONGEST = 32_000;

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const TRAILING_ZEROS = /\.0*Z$|(?<=\.\d*)0+Z$/;

/** What names a list and all that is asked of it: a cursor is of the first of these names, and may be of another one. */
export type Scope = readonly [string, ...string[]];

/** The scope of a question, which has one name however it is written: `meant` has its defaults filled in. Cursors of before have the name of what is `written`. */
export function scopeOf(written: readonly unknown[], meant: readonly unknown[] = written): Scope {
  return [JSON.stringify(meant.map((one) => unlessEmpty(plain(one)))), JSON.stringify(written)];
}

/** Null is as good as absent, and moments have one spelling. A text to search for may look like a moment: at worst, its list takes the cursor of another one. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return MOMENT.test(value) ? value.replace(TRAILING_ZEROS, 'Z') : value;
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (typeof value !== 'object' || value === null) return value;
  const told = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(told.map(([name, one]) => [name, plain(one)]));
}

/** A condition in the scope of a list that has a default: with null it leaves both sides, which is not as good as absent. */
export function orBoth(condition: boolean | null | undefined, byDefault: boolean): boolean | 'BOTH' | null {
  if (condition === null) return 'BOTH';
  return condition === undefined || condition === byDefault ? null : condition;
}

/** A filter without conditions is none. One inside a filter is not: `user: {}` leaves users alone. */
function unlessEmpty(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? null : value;
}

/** A cursor of the list that `scope` names. */
export function seal([name]: Scope, content: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([fingerprint(name), ...content]), 'utf8').toString('base64url');
}

/** What was sealed. Throws BAD_CURSOR for a text that is no cursor, or one of another list. */
export function unseal(text: string, scope: Scope): unknown {
  if (text.length > LONGEST) throw badCursor();
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && scope.some((name) => value[0] === fingerprint(name))) return value.slice(1);
  } catch {
    throw badCursor();
  }
  throw badCursor();
}

function fingerprint(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 10);
}

/** The problem of a cursor that does not belong to the list. */
export function badCursor(): ProblemError {
  return callerError(
    'BAD_CURSOR',
    'This cursor does not belong to this list.',
    'Pass `endCursor` of the page before, with the same arguments and the same `x-freshness` otherwise, or leave `after` out to start again.',
  );
}
