// Where a page of a list starts, as a text: its number, and what was told with the page before.
import { createHash } from 'node:crypto';
import { callerError } from '../../../domain/problem.ts';
import { LIMITS } from '../policy.ts';

/** Which list a cursor belongs to: users, or assignments. */
export type CursorKind = 'u' | 'a';

export interface Position {
  readonly kind: CursorKind;
  readonly pageNumber: number;
  /** Rows of the list, by the page before; null when that did not tell. */
  readonly total: number | null;
  /** Marks of the last rows before it. */
  readonly marks: ReadonlySet<string>;
}

/** Rows remembered: those of two pages, because rows that have moved up are given with those of the next one. */
const MARKS = 2 * LIMITS.pageSize;

/** `u2.300~` and the marks, or `u2~id~id` as version 0.2 wrote it. */
const CURSOR = /^([ua])([1-9]\d{0,4})(?:\.(\d{0,16})~((?:[\w-]{8}){0,200})|((?:~[\w-]{1,40}){1,5}))?$/;

/** What a cursor of this kind stands for. Throws BAD_CURSOR for any other text. */
export function positionOf(kind: CursorKind, cursor: string | null): Position {
  if (cursor === null) return { kind, pageNumber: 1, total: null, marks: new Set() };
  const [, ownKind, digits, total = '', marks = '', ids = ''] = CURSOR.exec(cursor) ?? [];
  const pageNumber = Number(digits ?? 0);
  if (ownKind !== kind || pageNumber < 2 || pageNumber > LIMITS.pagesOfList) {
    throw callerError('BAD_CURSOR', 'This cursor was not made by this list.', 'Start again without `after`.');
  }
  return {
    kind,
    pageNumber,
    total: total === '' ? null : Number(total),
    marks: new Set([...(marks.match(/.{8}/g) ?? []), ...ids.split('~').slice(1).map(markOf)]),
  };
}

/** The place behind a page, and what was given before it. */
export function cursorAfter(
  kind: CursorKind,
  pageNumber: number,
  total: number | null,
  given: readonly { readonly id: string }[],
): string {
  const marks = [...new Set(given.map(({ id }) => markOf(id)))].slice(-MARKS);
  return `${kind}${pageNumber + 1}.${total ?? ''}~${marks.join('')}`;
}

/** Stands for an id in a cursor, which has room for two hundred of these: 48 bits of a hash, so that no two are alike. */
export function markOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 8);
}
