// Reading back what was sent: VERIFIED only when a read shows it.
import type { AssignmentState, ChangeRecord } from '../domain/change-set.ts';
import type { Problem } from '../domain/problem.ts';
import type { ChangeResult } from '../store/api.ts';
import { backgroundReadCall } from './calls.ts';
import { lookAt } from './look.ts';
import { keep, silence, verified, type Work } from './work.ts';

/** Reads what was sent until it shows, or the provider's own delays are over; records what it came to. */
export async function readBack(state: Work, records: readonly ChangeRecord[]): Promise<void> {
  const delays = state.account.writes?.readBackAfterMs ?? [0];
  let left = records;
  for (const [index, delay] of delays.entries()) {
    if (left.length === 0) return;
    await state.deps.sleep(delay - (delays[index - 1] ?? 0), state.signal);
    left = await readOnce(state, left, index === delays.length - 1);
  }
}

/** Records what a read shows; what is still open, which is nothing after the last read. */
async function readOnce(
  state: Work,
  records: readonly ChangeRecord[],
  last: boolean,
): Promise<readonly ChangeRecord[]> {
  const { account, deps, part, signal } = state;
  const call = backgroundReadCall(deps, signal);
  const look = await lookAt(account, records, deps.store, call);
  const results: ChangeResult[] = [];
  const resend: string[] = [];
  const left: ChangeRecord[] = [];
  const now = deps.now();
  for (const record of records) {
    const { after, shown, unread } = look(record);
    if (shown && after !== null) results.push(verified(record.change.id, after, new Date(now).toISOString()));
    else if (!last) left.push(record);
    else if (isLost(record) && after !== null && mayResend(record, deps.maxAttempts))
      resend.push(record.change.id);
    else results.push(notShown(record, after, unread, now + deps.settleAfterMs));
  }
  await keep({ part, deps }, results);
  if (resend.length > 0) await deps.store.backToPlanned(part, resend);
  return left;
}

/** What the provider refused once it refuses again: only a lost answer is worth another try. */
function mayResend({ attempts, problem }: ChangeRecord, maxAttempts: number): boolean {
  return attempts < maxAttempts && problem?.code !== 'UPSTREAM_REJECTED';
}

/** Whether the answer to what was sent is not known, by a lost answer or by a process that died. */
function isLost({ phase, outcome }: ChangeRecord): boolean {
  return phase === 'SENDING' || outcome === 'UNKNOWN';
}

function notShown(
  record: ChangeRecord,
  after: AssignmentState | null,
  unread: Problem | null,
  settleAt: number,
): ChangeResult {
  const base = { changeId: record.change.id, phase: 'DONE', upstreamRequestIds: [], after } as const;
  const settleAfter = new Date(settleAt).toISOString();
  if (!isLost(record)) return { ...base, outcome: 'ACCEPTED_UNVERIFIED', problem: unread, settleAfter };
  if (after === null) return { ...base, outcome: 'UNKNOWN', problem: record.problem ?? unread, settleAfter };
  return { ...base, outcome: 'REJECTED', problem: record.problem ?? silence().problem };
}
