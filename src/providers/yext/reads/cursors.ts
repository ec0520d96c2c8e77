// Where a list is being read, as a value and as a cursor.
import { z } from 'zod';
import { callerError } from '../../../domain/problem.ts';
import type { Position } from '../vendor-pages.ts';
import type { Trail } from './moved-rows.ts';

/** A place in a list that is read page by page. */
export interface Place extends Position {
  /** Null on the first page. */
  readonly trail: Trail | null;
}

/** Which list a cursor belongs to: all assignments, those of one pack, entities. */
export type CursorKind = 'a' | 'p' | 'e';

/** The start of every list. */
export const START: Place = { token: null, plain: false, trail: null };

/** Tokens are opaque (yext contract 3): anything printable, as long as it can still be part of a URL. */
export const Token = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,1500}$/u);
const Mode = z.enum(['+', '-']);
/** Mode, token, and the trail: its token, the fingerprints of its rows in one text, and its tallies as `fingerprint,told,seen;`. */
const Content = z.tuple([
  Mode,
  Token,
  Token.nullable(),
  z.string().regex(/^(?:[\w-]{8})*$/),
  z.string().regex(/^(?:[\w-]{8},-?\d{0,16},\d{1,16};)*$/),
]);

/** The place a cursor of this kind stands for. Throws BAD_CURSOR for any other text. */
export function placeAt(kind: CursorKind, cursor: string | null): Place {
  if (cursor === null) return START;
  const place = cursor.startsWith(kind) ? (placeIn(cursor.slice(1)) ?? placeOfBefore(cursor.slice(1))) : null;
  if (place === null) throw callerError('BAD_CURSOR', 'The cursor does not belong to this list.');
  return place;
}

/** The cursor of a place that is not the start. Short, because every row of a page may carry it. */
export function cursorOf(kind: CursorKind, { token, plain }: Position, trail: Trail): string {
  const given = trail.given.join('');
  const tallies = trail.tallies.map(({ key, told, seen }) => `${key},${told ?? ''},${seen};`).join('');
  return kind + JSON.stringify([plain ? '-' : '+', token, trail.token, given, tallies]);
}

function placeIn(text: string): Place | null {
  const content = Content.safeParse(parsed(text)).data;
  if (content === undefined) return null;
  const [mode, token, from, given, rows] = content;
  const tallies = [...rows.matchAll(/([\w-]{8}),(-?\d*),(\d+);/g)].map(([, key = '', told, seen]) => {
    return { key, told: told === '' ? null : Number(told), seen: Number(seen) };
  });
  const trail = { token: from, given: given.match(/.{8}/g) ?? [], tallies };
  return { token, plain: mode === '-', trail };
}

/** Cursors of version 0.2 have the token alone: `+token`. */
function placeOfBefore(text: string): Place | null {
  const mode = Mode.safeParse(text.slice(0, 1)).data;
  const token = Token.safeParse(text.slice(1)).data;
  return mode === undefined || token === undefined ? null : { token, plain: mode === '-', trail: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
