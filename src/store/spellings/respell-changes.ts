// Gives the changes and seats of an account their canonical ids, in finished sets too. The spellings found are remembered: entries of the
// audit log stay as they were written, and are found by every spelling.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../domain/account.ts';
import { recordset } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Columns, Tx } from '../database/tables.ts';
import type { Spell } from './api.ts';

interface Named {
  readonly kind: 'LICENSE' | AssigneeKind;
  readonly id: string;
}

/** An id, and its canonical spelling. */
interface Moved extends Named {
  readonly canonical: string;
}

const MOVED: Columns = { kind: 'text', id: 'text', canonical: 'text' };

/**
 * Looks through everything the first time, and then through what is open and what the audit log says since the last time: a replica
 * of an older version may still write other spellings meanwhile.
 */
export async function respellChanges(tx: Tx, accountKey: string, spell: Spell): Promise<void> {
  const account = clean(accountKey);
  const { seq } = await tx.selectFrom('auditHead').select('seq').executeTakeFirstOrThrow();
  const marks = tx.selectFrom('spelledAccounts').where('accountKey', '=', account);
  const mark = await marks.select('throughSeq').executeTakeFirst();
  const named = [
    ...(await namedInLog(tx, account, mark?.throughSeq ?? 0)),
    ...(await namedInChanges(tx, account, mark === undefined ? sql`true` : IS_TO_BE_DONE)),
  ];
  const moved = named
    .map((one): Moved => ({ ...one, canonical: spell(one.kind, one.id) }))
    .filter(({ id, canonical }) => canonical !== id);
  if (moved.length > 0) {
    await learn(tx, account, moved);
    // Sets before their changes, as everybody locks them.
    await moveSeats(tx, account, moved);
    await moveChanges(tx, account, moved);
  }
  const through = { accountKey: account, throughSeq: seq };
  const query = tx.insertInto('spelledAccounts').values(through);
  await query
    .onConflict((conflict) => conflict.column('accountKey').doUpdateSet({ throughSeq: seq }))
    .execute();
}

async function namedInLog(tx: Tx, account: string, afterSeq: number): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select distinct assignee_kind as kind, assignee_id as id from audit_events
      where account_key = ${account} and assignee_id is not null and seq > ${afterSeq}
    union select distinct 'LICENSE', license_id from audit_events
      where account_key = ${account} and license_id is not null and seq > ${afterSeq}`.execute(tx);
  return rows;
}

/** Of changes as `c` with their sets as `s`. */
const IS_TO_BE_DONE = sql`(c.phase <> 'DONE' or c.settle_after is not null or s.status = 'PLANNED')`;

async function namedInChanges(tx: Tx, account: string, which: RawBuilder<unknown>): Promise<Named[]> {
  const changes = sql`changes as c join change_sets as s on s.id = c.set_id where c.account_key = ${account} and ${which}`;
  const { rows } = await sql<Named>`
    select distinct c.assignee_kind as kind, c.assignee_id as id from ${changes} and c.assignee_id is not null
    union select distinct 'LICENSE', c.license_id from ${changes} and c.license_id is not null`.execute(tx);
  return rows;
}

async function learn(tx: Tx, account: string, moved: readonly Moved[]): Promise<void> {
  await sql`insert into spellings (account_key, canonical, spelled)
    select distinct ${account}, canonical, id from ${recordset(moved, MOVED)} on conflict do nothing`.execute(
    tx,
  );
}

async function moveChanges(tx: Tx, account: string, moved: readonly Moved[]): Promise<void> {
  const ids = recordset(moved, MOVED);
  // By id, for the same reason.
  await sql`select id from changes where id in (
      select c.id from changes as c join ${ids} on c.assignee_kind = r.kind and c.assignee_id = r.id
        where c.account_key = ${account}
      union select c.id from changes as c join ${ids} on r.kind = 'LICENSE' and c.license_id = r.id
        where c.account_key = ${account}
    ) order by id for update`.execute(tx);
  await sql`update changes set assignee_id = r.canonical from ${ids}
    where account_key = ${account} and assignee_kind = r.kind and assignee_id = r.id`.execute(tx);
  await sql`update changes set license_id = r.canonical from ${ids}
    where account_key = ${account} and r.kind = 'LICENSE' and license_id = r.id`.execute(tx);
}

async function moveSeats(tx: Tx, account: string, moved: readonly Moved[]): Promise<void> {
  const licenses = moved.filter(({ kind }) => kind === 'LICENSE');
  if (licenses.length === 0) return;
  const ids = recordset(licenses, MOVED);
  const isAbout = sql`line->>'accountKey' = ${account} and line->>'licenseId' = r.id`;
  await sql`update change_sets set seat_impact = (
      select jsonb_agg(
        case when r.id is null then line else jsonb_set(line, '{licenseId}', to_jsonb(r.canonical)) end order by place
      ) from jsonb_array_elements(seat_impact) with ordinality as l(line, place) left join ${ids} on ${isAbout}
    ) where exists (select from jsonb_array_elements(seat_impact) as line join ${ids} on ${isAbout})`.execute(
    tx,
  );
}
