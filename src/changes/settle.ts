// Settling later what no read had shown in time: by reading, never by sending.
import type { ChangeRecord } from '../domain/change-set.ts';
import { problem } from '../domain/problem.ts';
import type { ChangeResult } from '../store/api.ts';
import { backgroundReadCall } from './calls.ts';
import { lookAt, type Look } from './look.ts';
import type { RunnerDeps } from './work.ts';

/** After so many times `settleAfterMs` a write that still does not show had no effect. */
const PATIENCE = 10;
const BATCH = 1_000;

/** Reads what is due once more. */
export async function settleDue(deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  const due = await deps.store.dueSettlements(BATCH);
  for (const [key, records] of Map.groupBy(due, (record) => record.change.accountKey)) {
    const account = deps.accounts.get(key);
    if (!account) continue;
    const call = backgroundReadCall(deps, signal);
    const look = await lookAt(account, records, deps.store, call);
    await deps.store.settle(records.map((record) => resultOf(record, look(record), deps)));
  }
}

function resultOf(record: ChangeRecord, { after, shown }: Look, deps: RunnerDeps): ChangeResult {
  const now = deps.now();
  const base = { changeId: record.change.id, phase: 'DONE', upstreamRequestIds: [] } as const;
  if (after !== null && shown) {
    return { ...base, outcome: 'VERIFIED', problem: null, after, verifiedAt: new Date(now).toISOString() };
  }
  const age = now - Date.parse(record.sentAt ?? new Date(now).toISOString());
  if (after !== null && age > PATIENCE * deps.settleAfterMs) {
    return { ...base, outcome: 'REJECTED', problem: record.problem ?? noEffect(record), after };
  }
  // Twice as long between one look and the next.
  const settleAfter = new Date(now + Math.max(age, deps.settleAfterMs)).toISOString();
  return { ...base, outcome: record.outcome, problem: record.problem, settleAfter };
}

function noEffect({ change }: ChangeRecord) {
  return problem(
    'WRITE_HAD_NO_EFFECT',
    'PROVIDER',
    'The provider accepted the change, and it never showed.',
    {
      accountKey: change.accountKey,
      retryable: true,
      hint: 'Retry the set; if it stays so, take the request ids to the provider.',
    },
  );
}
