// Writing the audit log: entries chained by hash, one writer at a time over all replicas.
import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../domain/change-set.ts';
import { insertRows } from '../database/bulk.ts';
import { canonical } from '../database/json.ts';
import { notifySets } from '../notices/notify.ts';
import type { Records, Tx } from '../database/tables.ts';
import { toAuditRow } from './audit-rows.ts';
import type { NewAuditEvent } from './events.ts';

/** What the first entry's `prevHash` is. */
export const GENESIS = '0'.repeat(64);

/**
 * The hash of an entry: SHA-256 over the hash before it and the one JSON text of the rest. It covers a finding where there is one: entries from
 * before it was noted have their hash without it.
 */
export function hashOf(event: Omit<AuditEvent, 'hash'>): string {
  const finding = event.finding ?? undefined;
  const rest = canonical({ ...event, finding, prevHash: undefined, hash: undefined });
  return createHash('sha256').update(event.prevHash).update(rest).digest('hex');
}

/** Appends entries in their order. Holds the chain's lock until the transaction ends, so it is a transaction's last step. */
export async function appendAudit(tx: Tx, events: readonly NewAuditEvent[], now: number): Promise<void> {
  if (events.length === 0) return;
  let { seq, hash } = await tx
    .selectFrom('auditHead')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const at = new Date(now).toISOString();
  const rows: Records['auditEvents'][] = [];
  for (const event of events) {
    seq += 1;
    const linked = { ...event, seq, at, prevHash: hash };
    hash = hashOf(linked);
    rows.push(toAuditRow({ ...linked, hash }));
  }
  await insertRows(tx, 'auditEvents', rows);
  await tx.updateTable('auditHead').set({ seq, hash }).execute();
  await notifySets(
    tx,
    events.flatMap(({ setId }) => setId ?? []),
    now,
  );
}
