// Statements that a database plans once: whatever they are asked with, they are best run in one and the same way.
import { sql, type RawBuilder } from 'kysely';

const MARK = '/* plan kept */';

/**
 * What such a statement ends with. Its text must be one of few: what changes from one run to the next is a parameter, all else is
 * not. And what it gives must not change with its tables: no `*` in what it selects in the end.
 */
export const KEPT_PLAN: RawBuilder<unknown> = sql.raw(MARK);

/** Whether the plan of this statement is to be kept. */
export function keepsPlan(text: string): boolean {
  return text.endsWith(MARK);
}
