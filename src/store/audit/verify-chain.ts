// Checking that nothing in the audit log was altered: every entry follows from the one before it, up to the end of the chain.
import { sql } from 'kysely';
import type { AuditEvent } from '../../domain/change-set.ts';
import type { Db } from '../database/tables.ts';
import type { ChainReport } from './api.ts';
import { GENESIS, hashOf } from './append.ts';
import { auditEvents } from './find-entries.ts';

/** Entries read at a time while checking. */
const BATCH = 2_000;

/** One entry of the chain. */
interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** Reads up to what is the end of the chain at the start, not what is appended meanwhile. */
export async function verifyChain(db: Db, from = 1): Promise<ChainReport> {
  const head = await readHead(db);
  if (head === undefined) return bad(0, 1, 'the record of where the chain ends is missing');
  let last = await linkBefore(db, from);
  for (let checked = 0; ;) {
    const events = await auditEvents(db, {}, { after: last.seq, limit: BATCH, direction: 'ASC' });
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
  const head = db.selectFrom('auditHead').select(['seq', 'hash']);
  return await head
    .select(({ selectFrom }) => [
      selectFrom('auditEvents')
        .select(({ fn }) => fn.coalesce(fn.max('auditEvents.seq'), sql<number>`0`).as('last'))
        .$asScalar()
        .$notNull()
        .as('lastSeq'),
    ])
    .executeTakeFirst();
}

/** Only the hash of that entry is used; its content is checked when the chain is read from an earlier entry on. */
async function linkBefore(db: Db, from: number): Promise<Link> {
  if (from <= 1) return { seq: 0, hash: GENESIS };
  const before = db.selectFrom('auditEvents').select(['seq', 'hash']).where('seq', '<', from);
  return (await before.orderBy('seq', 'desc').limit(1).executeTakeFirst()) ?? { seq: 0, hash: GENESIS };
}

async function whatIsWrong(db: Db, last: Link, event: AuditEvent): Promise<string | null> {
  if (event.seq !== last.seq + 1) {
    const link = { seq: event.seq - 1, hash: event.prevHash };
    if (!(await wasPruned(db, link))) return `entries ${last.seq + 1} to ${event.seq - 1} are missing`;
  } else if (event.prevHash !== last.hash) return 'it does not follow from the entry before it';
  return hashOf(event) === event.hash ? null : 'its content does not match its hash';
}

/** Whether retention removed everything up to here. Its checkpoint is a later entry, which is itself checked in its turn. */
async function wasPruned(db: Db, link: Link): Promise<boolean> {
  const checkpoint = await db
    .selectFrom('auditEvents')
    .select('seq')
    .where('action', '=', 'PRUNE_AUDIT')
    .where(sql<boolean>`(checkpoint->>'throughSeq')::bigint = ${link.seq}`)
    .where(sql<boolean>`checkpoint->>'hash' = ${link.hash}`)
    .where('seq', '>', link.seq)
    .executeTakeFirst();
  return checkpoint !== undefined;
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
