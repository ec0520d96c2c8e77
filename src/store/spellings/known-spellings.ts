// The spellings under which ids stand in the audit log.
import { isOneOf } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Db } from '../database/tables.ts';

/** These ids, and every other spelling of them that entries of the audit log may have. */
export async function spellingsOf(
  db: Db,
  accountKey: string | undefined,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (accountKey === undefined || ids.length === 0) return ids;
  const known = db.selectFrom('spellings').select('spelled').where('accountKey', '=', clean(accountKey));
  const rows = await known.where(isOneOf('canonical', ids)).execute();
  return [...ids, ...rows.map(({ spelled }) => spelled)];
}
