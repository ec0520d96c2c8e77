// Assignees that are long gone: what was told of them is erased, and their rows go when nothing names them any more.
import { sql } from 'kysely';
import type { Tx } from '../../database/tables.ts';
import { affected } from '../../database/transactions.ts';
import type { Old } from './old-rows.ts';

/** Their kind, their id and when they were there stay, for what history and events name. */
export function erase(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`update assignees set name = null, name_key = null, email = null, state = null, state_since = null, word = null,
        department = null, make = null, model = null, eligible = null, eligible_since = null, activity = 'NOT_TOLD', active_at = null,
        created_at = null, search = '', facts = '{}', hashes = '{}'
      where id in (
        select id from assignees
        where account_no = ${accountNo} and gone_at < ${before} and (search <> '' or facts <> '{}') limit ${limit})`,
  );
}

/** Those that neither a holding, nor history, nor an event, nor a finding is about. */
export function forget(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from assignees where id in (
      select id from assignees a
      where account_no = ${accountNo} and gone_at < ${before}
        and not exists (select from holdings h where h.assignee_id = a.id)
        and not exists (select from holding_history h where h.assignee_id = a.id)
        and not exists (select from license_events e where e.assignee_id = a.id)
        and not exists (select from findings f where f.assignee_id = a.id)
        and not exists (select from own_writes w where w.assignee_id = a.id)
      limit ${limit})`,
  );
}
