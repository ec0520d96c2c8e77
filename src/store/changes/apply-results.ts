// Applies results to changes, and tells which outcomes are new.
import type { ChangeRecord } from '../../domain/change-set.ts';
import { changeEvent, type NewAuditEvent, type SetContext } from '../audit/events.ts';
import { updateRows } from '../database/bulk.ts';
import type { Tx } from '../database/tables.ts';
import type { ChangeResult } from './api.ts';

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
    .map((record) => changeEvent(set, record));
}

/** Writes what results can change of records, in one statement. */
export async function updateChanges(tx: Tx, records: readonly ChangeRecord[]): Promise<void> {
  const rows = records.map((record) => ({ ...record, id: record.change.id }));
  await updateRows(tx, 'changes', UPDATED, rows);
}

const UPDATED = [
  'phase',
  'outcome',
  'problem',
  'upstreamRequestIds',
  'timing',
  'before',
  'after',
  'verifiedAt',
  'settleAfter',
] as const;
