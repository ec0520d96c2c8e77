// Which texts can be ids at Quayside (quayside contract 2).
import type { IdKind } from '../../../src/providers/provider.ts';

/** Whether a text can be an id of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  return (kind === 'LICENSE' || kind === 'USER') && /^[A-Za-z0-9-]{1,40}$/.test(text);
}
