// Cursors: a place in a list, sealed with the list it belongs to, so that no other list takes it.
import { createHash } from 'node:crypto';
import { callerError, type ProblemError } from '../../domain/problem.ts';

/** Longer than any cursor of ours: the longest has 25 licenses that failed one after the other, and the place in a vendor's list. */
const LONGEST = 32_000;

/** A cursor of the list that `scope` names. */
export function seal(scope: string, content: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([fingerprint(scope), ...content]), 'utf8').toString('base64url');
}

/** What was sealed. Throws BAD_CURSOR for a text that is no cursor, or one of another list. */
export function unseal(text: string, scope: string): unknown {
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

/** The problem of a cursor that does not belong to the list. */
export function badCursor(): ProblemError {
  return callerError(
    'BAD_CURSOR',
    'This cursor does not belong to this list.',
    'Pass `endCursor` of the page before, with the same arguments and the same `x-freshness` otherwise, or leave `after` out to start again.',
  );
}
