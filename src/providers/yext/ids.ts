// Which texts can be ids at Yext: they are chosen by its customers, so nearly any (yext contract 1).
import type { IdKind } from '../provider.ts';

/** Whether a text can be an id of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  return (kind === 'LICENSE' || kind === 'ENTITY') && isAnyId(text);
}

/** Packs and entities alike; `-` is the wildcard for packs, `.` and `..` cannot be put into a path. */
export function isAnyId(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(text) && !['-', '.', '..'].includes(text);
}
