// Changes of all sets about the same things: those that are open, and those that came after others.
import { sql } from 'kysely';
import type { Change } from '../../domain/change.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import type { StoreContext } from '../context.ts';
import { isOneOf, recordset } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Db } from '../database/tables.ts';
import { reading } from '../database/transactions.ts';
import type { OwnChanges } from './api.ts';
import { toChangeRecord, type ChangeRow } from './change-rows.ts';

/** Changes over a database, across sets. */
export function ownChanges(context: Pick<StoreContext, 'db' | 'outage'>): OwnChanges {
  return {
    openChanges: (accountKey, assignees) => reading(context, (db) => openChanges(db, accountKey, assignees)),
    openSeatChanges: (accountKey, licenseIds) =>
      reading(context, (db) => openSeatChanges(db, accountKey, licenseIds)),
    sentSince: (accountKey, assignees, since) =>
      reading(context, (db) => sentSince(db, accountKey, assignees, since)),
    openAssignees: (accountKey) => reading(context, (db) => openAssignees(db, accountKey)),
    laterChanges: (changeIds) => reading(context, (db) => laterChanges(db, changeIds)),
  };
}

/** Of changes as `c` with their sets as `s`. The first line is what the index of open changes is made for. */
const IS_OPEN = sql`(c.phase <> 'DONE' or c.settle_after is not null) and
  case when c.phase = 'DONE' then c.outcome in ('ACCEPTED_UNVERIFIED', 'UNKNOWN') else s.status = 'RUNNING' end`;

async function openChanges(
  db: Db,
  accountKey: string,
  assignees: readonly Change['assignee'][],
): Promise<ChangeRecord[]> {
  const { rows } = await sql<ChangeRow>`
    select c.* from changes as c join change_sets as s on s.id = c.set_id
    join ${recordset(assignees, { kind: 'text', externalId: 'text' })}
      on c.assignee_kind = r.kind and c.assignee_id = r.external_id
    where c.account_key = ${clean(accountKey)} and ${IS_OPEN}
    order by c.sent_at nulls last, c.set_id, c.position`.execute(db);
  return rows.map((row) => toChangeRecord(row));
}

async function openSeatChanges(
  db: Db,
  accountKey: string,
  licenseIds: readonly string[],
): Promise<ChangeRecord[]> {
  const { rows } = await sql<ChangeRow>`
    select c.* from changes as c join change_sets as s on s.id = c.set_id
    where c.account_key = ${clean(accountKey)} and ${isOneOf('c.licenseId', licenseIds)}
      and c.action in ('ASSIGN', 'REMOVE') and c.target->>'kind' = 'LICENSE' and ${IS_OPEN}
    order by c.sent_at desc nulls first, c.set_id, c.position`.execute(db);
  return rows.map((row) => toChangeRecord(row));
}

async function sentSince(
  db: Db,
  accountKey: string,
  assignees: readonly Change['assignee'][],
  since: number,
): Promise<readonly Change['assignee'][]> {
  const { rows } = await sql<Change['assignee']>`
    select distinct c.assignee_kind as kind, c.assignee_id as external_id
    from changes as c join ${recordset(assignees, { kind: 'text', externalId: 'text' })}
      on c.assignee_kind = r.kind and c.assignee_id = r.external_id
    where c.account_key = ${clean(accountKey)} and c.sent_at >= ${new Date(since)}`.execute(db);
  return rows;
}

async function openAssignees(db: Db, accountKey: string): Promise<readonly Change['assignee'][]> {
  const { rows } = await sql<Change['assignee']>`
    select distinct c.assignee_kind as kind, c.assignee_id as "externalId"
    from changes as c join change_sets as s on s.id = c.set_id
    where c.account_key = ${clean(accountKey)} and ${IS_OPEN}`.execute(db);
  return rows;
}

async function laterChanges(
  db: Db,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ChangeRecord[]>> {
  const { rows } = await sql<ChangeRow & { readonly earlierId: string }>`
    select later.*, c.id as earlier_id from changes as c join changes as later
      on later.account_key = c.account_key and later.assignee_kind = c.assignee_kind
        and later.assignee_id = c.assignee_id and later.sent_at > c.sent_at
        and later.target->>'kind' = c.target->>'kind'
        and case when c.target->>'kind' = 'LICENSE' then later.license_id = c.license_id
          else lower(later.target->>'siteUrl') = lower(c.target->>'siteUrl') end
    where ${isOneOf('c.id', changeIds)}
      and (later.phase in ('SENDING', 'SENT') or later.outcome in ('VERIFIED', 'ACCEPTED_UNVERIFIED', 'UNKNOWN'))
    order by later.sent_at, later.set_id, later.position`.execute(db);
  const groups = Map.groupBy(rows, ({ earlierId }) => earlierId);
  return new Map(
    [...groups].map(([id, later]) => [id, later.map(({ earlierId: _id, ...row }) => toChangeRecord(row))]),
  );
}
