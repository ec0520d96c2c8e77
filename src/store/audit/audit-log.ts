// Reading the audit log, and checking that nothing in it was altered.
import { sql } from 'kysely';
import type { AuditEvent } from '../../domain/change-set.ts';
import type { Audit, AuditFilter, ChainReport } from '../api.ts';
import { GENESIS, hashOf } from './append.ts';
import { reading, type Db, type StoreContext } from '../context.ts';
import { clean } from '../database/json.ts';
import { isOneOf } from '../sets/locks.ts';
import { toAuditEvent } from '../database/rows.ts';
import { spellingsOf } from '../spellings/respell-changes.ts';

/** Entries read at a time while checking. */
const BATCH = 2_000;

/** The audit log over a database. */
export function audit(context: Pick<StoreContext, 'db'>): Audit {
  return {
    auditEvents: (filter, afterSeq, limit) =>
      reading(context, (db) => auditEvents(db, filter, afterSeq ?? 0, limit)),
    verifyChain: (options) => reading(context, (db) => verifyChain(db, options?.from ?? 1)),
  };
}

async function auditEvents(
  db: Db,
  filter: AuditFilter,
  afterSeq: number,
  limit: number,
): Promise<AuditEvent[]> {
  const { setId, accountKey, licenseId, assignee, canonical = [], principal, actions, accountKeys } = filter;
  const asked = [...(licenseId === undefined ? [] : [licenseId]), ...(assignee ? [assignee.externalId] : [])];
  const ids = await spellingsOf(db, accountKey, [...asked, ...canonical]);
  let query = db.selectFrom('audit_events').selectAll().where('seq', '>', afterSeq);
  if (setId !== undefined) query = query.where('set_id', '=', clean(setId));
  if (accountKey !== undefined) query = query.where('account_key', '=', clean(accountKey));
  if (licenseId !== undefined) query = query.where(isOneOf('license_id', ids));
  if (principal !== undefined) query = query.where('principal', '=', clean(principal));
  if (assignee !== undefined) {
    query = query.where('assignee_kind', '=', assignee.kind);
    query = query.where(isOneOf('assignee_id', ids));
  }
  if (actions !== undefined) query = query.where(isOneOf('action', actions));
  if (accountKeys !== undefined) query = query.where(isOneOf('account_key', accountKeys));
  const rows = await query.orderBy('seq').limit(limit).execute();
  return rows.map((row) => toAuditEvent(row));
}

/** Where the chain was found to be: the last entry that is right. */
interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** Reads up to the end there is at the start: entries that are appended meanwhile are not waited for. */
async function verifyChain(db: Db, from: number): Promise<ChainReport> {
  const head = await readHead(db);
  if (head === undefined) return bad(0, 1, 'the record of where the chain ends is missing');
  let last = await linkBefore(db, from);
  for (let checked = 0; ;) {
    const events = await auditEvents(db, {}, last.seq, BATCH);
    for (const event of events) {
      if (last.seq >= head.seq) break;
      const why = await whatIsWrong(db, last, event);
      checked += 1;
      if (why !== null) return bad(checked, event.seq, why);
      last = event;
    }
    if (last.seq >= head.seq || events.length < BATCH) return atEnd(checked, last, head);
  }
}

/** Where the chain ends, and where its entries do: in one statement, so that no append comes in between. */
async function readHead(db: Db): Promise<(Link & { readonly lastSeq: number }) | undefined> {
  const head = db.selectFrom('audit_head').select(['seq', 'hash']);
  return await head
    .select(({ selectFrom }) => [
      selectFrom('audit_events')
        .select(({ fn }) => fn.coalesce(fn.max('audit_events.seq'), sql<number>`0`).as('last'))
        .$asScalar()
        .$notNull()
        .as('lastSeq'),
    ])
    .executeTakeFirst();
}

/** An entry that is there is trusted for its hash alone: what it says is checked when the chain is read from before it. */
async function linkBefore(db: Db, from: number): Promise<Link> {
  if (from <= 1) return { seq: 0, hash: GENESIS };
  const before = db.selectFrom('audit_events').select(['seq', 'hash']).where('seq', '<', from);
  return (await before.orderBy('seq', 'desc').limit(1).executeTakeFirst()) ?? { seq: 0, hash: GENESIS };
}

async function whatIsWrong(db: Db, last: Link, event: AuditEvent): Promise<string | null> {
  if (event.seq !== last.seq + 1) {
    const link = { seq: event.seq - 1, hash: event.prevHash };
    if (!(await wasPruned(db, link))) return `entries ${last.seq + 1} to ${event.seq - 1} are missing`;
  } else if (event.prevHash !== last.hash) return 'it does not follow from the entry before it';
  return hashOf(event) === event.hash ? null : 'its content does not match its hash';
}

/** Whether retention removed everything up to here. Its mark is an entry further on, and is itself checked in its turn. */
async function wasPruned(db: Db, link: Link): Promise<boolean> {
  const mark = await db
    .selectFrom('audit_events')
    .select('seq')
    .where('action', '=', 'PRUNE_AUDIT')
    .where(sql<boolean>`(checkpoint->>'throughSeq')::bigint = ${link.seq}`)
    .where(sql<boolean>`checkpoint->>'hash' = ${link.hash}`)
    .where('seq', '>', link.seq)
    .executeTakeFirst();
  return mark !== undefined;
}

function atEnd(checked: number, last: Link, head: Link & { readonly lastSeq: number }): ChainReport {
  if (last.seq !== head.seq) {
    return bad(checked, last.seq + 1, `entries up to ${head.seq} are missing at the end`);
  }
  if (head.lastSeq > head.seq) return bad(checked, head.seq + 1, 'it is beyond the end of the chain');
  if (last.hash !== head.hash) return bad(checked, last.seq, 'the end of the chain has another hash');
  return { ok: true, checked, firstBad: null };
}

function bad(checked: number, seq: number, why: string): ChainReport {
  return { ok: false, checked, firstBad: { seq, why } };
}
