// Writing the audit log: entries chained by hash, one writer at a time over all replicas.
import { createHash } from 'node:crypto';
import type {
  AuditAction,
  AuditEvent,
  ChangeOutcome,
  ChangeSet,
  RequestedChange,
  ScheduledRemoval,
} from '../../domain/change-set.ts';
import type { Tx } from '../context.ts';
import { canonical, insertRows } from '../database/json.ts';
import { AUDIT_COLUMNS, type NewRow } from '../database/rows.ts';
import type { AuditEventsTable } from '../database/tables.ts';

/** What the first entry's `prevHash` is. */
export const GENESIS = '0'.repeat(64);

/** An entry before it has its place in the chain. */
export type NewAuditEvent = Omit<AuditEvent, 'seq' | 'at' | 'prevHash' | 'hash'>;

/** The hash of an entry: SHA-256 over the hash before it and the one JSON text of the rest. */
export function hashOf(event: Omit<AuditEvent, 'hash'>): string {
  const rest = canonical({ ...event, prevHash: undefined, hash: undefined });
  return createHash('sha256').update(event.prevHash).update(rest).digest('hex');
}

/** Appends entries in their order. Holds the chain's lock until the transaction ends, so it is a transaction's last step. */
export async function appendAudit(tx: Tx, events: readonly NewAuditEvent[], now: number): Promise<void> {
  if (events.length === 0) return;
  let { seq, hash } = await tx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const at = new Date(now).toISOString();
  const rows: NewRow<AuditEventsTable>[] = [];
  for (const event of events) {
    seq += 1;
    const linked = { ...event, seq, at, prevHash: hash };
    hash = hashOf(linked);
    rows.push(toRow({ ...linked, hash }));
  }
  await insertRows(tx, 'audit_events', rows, AUDIT_COLUMNS);
  await tx.updateTable('audit_head').set({ seq, hash }).execute();
}

function toRow(event: AuditEvent): NewRow<AuditEventsTable> {
  return {
    seq: event.seq,
    at: event.at,
    principal: event.principal,
    action: event.action,
    set_id: event.setId,
    change_id: event.changeId,
    account_key: event.accountKey,
    license_id: event.licenseId,
    assignee_kind: event.assignee?.kind,
    assignee_id: event.assignee?.externalId,
    site: event.site,
    outcome: event.outcome,
    before: event.before,
    after: event.after,
    reason: event.reason,
    ticket: event.ticket,
    upstream_request_ids: event.upstreamRequestIds,
    checkpoint: event.checkpoint,
    prev_hash: event.prevHash,
    hash: event.hash,
  };
}

const ABOUT_NOTHING = {
  setId: null,
  changeId: null,
  accountKey: null,
  licenseId: null,
  assignee: null,
  site: null,
  outcome: null,
  before: null,
  after: null,
  reason: null,
  ticket: null,
  upstreamRequestIds: [],
  checkpoint: null,
} satisfies Partial<NewAuditEvent>;

/** What an entry takes from the set it belongs to. */
export type SetContext = Pick<ChangeSet, 'id' | 'principal' | 'reason' | 'ticket'> & {
  /** Whose doing it is, once it is no mere plan. */
  readonly appliedBy?: string | null;
};

/** An entry about a whole set. */
export function setEvent(
  set: SetContext,
  action: Extract<AuditAction, `${string}_SET`>,
  outcome: ChangeSet['status'],
  principal: string = doerOf(set),
): NewAuditEvent {
  return { ...ofSet(set, principal), action, outcome };
}

/** An entry about a change, or a request for one, that came to an outcome. */
export function changeEvent(
  set: SetContext,
  change: RequestedChange,
  outcome: ChangeOutcome,
  seen: Pick<NewAuditEvent, 'before' | 'after' | 'upstreamRequestIds'>,
  principal: string = doerOf(set),
): NewAuditEvent {
  return {
    ...ofSet(set, principal),
    action: change.action,
    changeId: change.id,
    accountKey: change.accountKey,
    licenseId: change.licenseId,
    // Field by field: what came from a reading may hold more than is kept, and the hash would cover it.
    assignee: change.assignee && { kind: change.assignee.kind, externalId: change.assignee.externalId },
    site: change.site && { siteUrl: change.site.siteUrl, role: change.site.role },
    outcome,
    before: seen.before,
    after: seen.after,
    upstreamRequestIds: seen.upstreamRequestIds,
  };
}

function doerOf({ principal, appliedBy }: SetContext): string {
  return appliedBy ?? principal;
}

function ofSet({ id, reason, ticket }: SetContext, principal: string) {
  return { ...ABOUT_NOTHING, setId: id, principal, reason, ticket };
}

/** An entry about a scheduled removal. */
export function scheduleEvent(
  schedule: ScheduledRemoval,
  action: 'CREATE_SCHEDULE' | 'CANCEL_SCHEDULE' | 'FIRE_SCHEDULE',
  principal: string,
  setId: string | null,
): NewAuditEvent {
  const { accountKey, licenseId, assignee, removalOn } = schedule;
  const after = { held: true, status: null, assignedAt: null, removalOn };
  return { ...ABOUT_NOTHING, principal, action, setId, accountKey, licenseId, assignee, after };
}

/** The entry that stands for everything up to and including the one given. */
export function pruneEvent(last: { readonly seq: number; readonly hash: string }): NewAuditEvent {
  const checkpoint = { throughSeq: last.seq, hash: last.hash };
  return { ...ABOUT_NOTHING, principal: 'license-graph', action: 'PRUNE_AUDIT', checkpoint };
}
