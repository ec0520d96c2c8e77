// From results to rows: what a change is after a result, and what of it is news.
import { sql } from 'kysely';
import type { ChangeRecord, RequestRecord } from '../../domain/change-set.ts';
import type { ChangeResult } from '../api.ts';
import { changeEvent, type NewAuditEvent, type SetContext } from '../audit/append.ts';
import type { Tx } from '../context.ts';
import { recordset, type Columns } from '../database/json.ts';

/** The entry of a change that came to where its record says. */
export function recordEvent(
  set: SetContext,
  record: Omit<RequestRecord, 'isRefused'>,
  principal?: string,
): NewAuditEvent {
  return changeEvent(set, record.change, record.outcome, record, principal);
}

/** The records after their results; those without one are left out. */
export function applyResults(
  records: readonly ChangeRecord[],
  results: readonly ChangeResult[],
): ChangeRecord[] {
  const byId = new Map(results.map((result) => [result.changeId, result]));
  const applied: ChangeRecord[] = [];
  for (const record of records) {
    const result = byId.get(record.change.id);
    if (result !== undefined) applied.push(applyResult(record, result));
  }
  return applied;
}

function applyResult(record: ChangeRecord, result: ChangeResult): ChangeRecord {
  const { phase, outcome, problem, upstreamRequestIds, before, after, verifiedAt, settleAfter } = result;
  const { timing = record.timing } = result;
  return {
    ...record,
    phase,
    outcome,
    problem,
    upstreamRequestIds: [...new Set([...record.upstreamRequestIds, ...upstreamRequestIds])],
    timing,
    before: before === undefined ? record.before : before,
    after: after === undefined ? record.after : after,
    verifiedAt: verifiedAt === undefined ? record.verifiedAt : verifiedAt,
    settleAfter: settleAfter === undefined ? record.settleAfter : settleAfter,
  };
}

/** One entry for each change that came to another outcome than it had. */
export function newOutcomes(
  set: SetContext,
  earlier: readonly ChangeRecord[],
  applied: readonly ChangeRecord[],
): NewAuditEvent[] {
  const was = new Map(earlier.map((record) => [record.change.id, record.outcome]));
  return applied
    .filter(({ change, outcome }) => outcome !== 'PENDING' && outcome !== was.get(change.id))
    .map((record) => recordEvent(set, record));
}

const UPDATED: Columns = {
  id: 'text',
  phase: 'text',
  outcome: 'text',
  problem: 'jsonb',
  upstream_request_ids: 'jsonb',
  timing: 'jsonb',
  before: 'jsonb',
  after: 'jsonb',
  verified_at: 'timestamptz',
  settle_after: 'timestamptz',
};

/** Writes what results can change of records, in one statement. */
export async function updateChanges(tx: Tx, records: readonly ChangeRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({
    id: record.change.id,
    phase: record.phase,
    outcome: record.outcome,
    problem: record.problem,
    upstream_request_ids: record.upstreamRequestIds,
    timing: record.timing,
    before: record.before,
    after: record.after,
    verified_at: record.verifiedAt,
    settle_after: record.settleAfter,
  }));
  const names = Object.keys(UPDATED).filter((name) => name !== 'id');
  const assignments = sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`));
  await sql`update changes set ${assignments} from ${recordset(rows, UPDATED)} where changes.id = r.id`.execute(
    tx,
  );
}
