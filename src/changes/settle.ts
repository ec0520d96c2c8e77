// Settling later what no read had shown in time: by reading, never by sending.
import type { ChangeRecord } from '../domain/change-set.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { ChangeResult } from '../store/api.ts';
import { backgroundRead } from './calls.ts';
import { renewDates } from './dates.ts';
import { lookAt, type Look } from './look.ts';
import { silence, type RunnerDeps } from './work.ts';

/** After so many times `settleAfterMs` a write that still does not show had no effect. */
const PATIENCE = 10;
const BATCH = 1_000;
/** Nobody to ask: the account is no longer in the configuration. */
const UNREAD: Look = { after: null, shown: false, unread: null };

/** Reads what is due once more. */
export async function settleDue(deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  const due = await deps.store.dueSettlements(BATCH);
  for (const [key, records] of Map.groupBy(due, (record) => record.change.accountKey)) {
    const account = deps.accounts.get(key);
    const look = account && (await lookAt(account, records, deps, backgroundRead(deps, signal).call));
    const results = records.map((record) => resultOf(record, look?.(record) ?? UNREAD, deps));
    const failed = records.filter((_, index) => results[index]?.outcome === 'REJECTED');
    if (account) await renewDates(failed, account, deps);
    await deps.store.settle(results);
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
    return { ...base, outcome: 'REJECTED', problem: reasonOf(record), after };
  }
  // Twice as long between one look and the next.
  const settleAfter = new Date(now + Math.max(age, deps.settleAfterMs)).toISOString();
  return { ...base, outcome: record.outcome, problem: record.problem, settleAfter };
}

/** Of what was accepted, a problem kept until now tells only why it could not be read before. */
function reasonOf({ change, outcome, problem: kept }: ChangeRecord): Problem | null {
  if (outcome === 'UNKNOWN') return kept ?? silence().problem;
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
