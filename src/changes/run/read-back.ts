// Reading back what was sent: VERIFIED only when a read shows it.
import type { Call } from '../../domain/call.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey } from '../../domain/change.ts';
import type { ChangeResult } from '../../store/api.ts';
import { backgroundRead } from './background-call.ts';
import { forgetDates, renewDates } from '../schedules/kept-removals.ts';
import { lookAt, type Look } from './observe.ts';
import { assigneesAtOnce, waitForRoom } from './pacing.ts';
import { keep, silence, verified, type Work } from './part-run.ts';

/** What the reads of a provider take for one assignee, at most. */
const MOST_CALLS = 1.25;

/** Reads what was sent until it shows, or the provider's own delays are over; records what it came to. */
export async function readBack(state: Work, records: readonly ChangeRecord[]): Promise<void> {
  const delays = state.account.writes?.readBackAfterMs ?? [0];
  let open = records;
  for (const [index, delay] of delays.entries()) {
    if (open.length === 0) return;
    await state.deps.sleep(delay - (delays[index - 1] ?? 0), state.signal);
    open = await readAll(state, open, index === delays.length - 1);
  }
}

/** Reads all of them once, as many at a time as the request budget has room for; gives what is still open. */
async function readAll(
  state: Work,
  records: readonly ChangeRecord[],
  last: boolean,
): Promise<readonly ChangeRecord[]> {
  const open: ChangeRecord[] = [];
  let cost = MOST_CALLS;
  let left = [...Map.groupBy(records, ({ change }) => assigneeKey(change.assignee)).values()];
  while (left.length > 0) {
    await waitForRoom(state);
    const now = left.slice(0, assigneesAtOnce(state.account, cost));
    const { call, sent } = backgroundRead(state.deps, state.signal);
    open.push(...(await readOnce(state, now.flat(), last, call)));
    cost = Math.max(1, sent()) / now.length;
    left = left.slice(now.length);
  }
  return open;
}

/** Records what a read shows; what is still open, which is nothing after the last read. */
async function readOnce(
  state: Work,
  records: readonly ChangeRecord[],
  last: boolean,
  call: Call,
): Promise<readonly ChangeRecord[]> {
  const { account, deps, part } = state;
  const look = await lookAt(account, records, deps, call);
  const now = deps.now();
  const results: ChangeResult[] = [];
  const resend: string[] = [];
  const left: ChangeRecord[] = [];
  for (const record of records) {
    const seen = look(record);
    if (seen.tells === 'DONE') results.push(shown(record, seen, now));
    else if (!last && !isRefused(record)) left.push({ ...record, after: seen.after ?? record.after });
    else if (isLost(record) && canTell(seen) && mayResend(record, deps.maxAttempts))
      resend.push(record.change.id);
    else results.push(notShown(record, seen, now + deps.settleAfterMs));
  }
  await keepDatesRight(state, records, results);
  await keep({ part, deps }, results);
  if (resend.length > 0) await deps.store.backToPlanned(part, resend);
  return left;
}

/** Before results are recorded: whoever is killed in between does it once more. */
async function keepDatesRight(
  state: Work,
  records: readonly ChangeRecord[],
  results: readonly ChangeResult[],
): Promise<void> {
  const byId = new Map(results.map((result) => [result.changeId, result]));
  const removals = records.filter(({ change }) => change.action === 'REMOVE');
  const gone = removals.filter(({ change }) => byId.get(change.id)?.after?.held === false);
  await forgetDates(
    gone.map(({ change }) => change),
    state,
  );
  await renewDates(
    removals.filter(({ change }) => willPass(byId.get(change.id))),
    state.account,
    state.deps,
  );
}

/** Whether trying again is no shot in the dark: it is not done, or can be seen by its answer alone and is the same done twice. */
function canTell({ tells, isHidden }: Look): boolean {
  return tells === 'NOT_DONE' || isHidden === true;
}

function willPass(result: ChangeResult | undefined): boolean {
  return result?.outcome === 'REJECTED' && result.problem?.retryable === true;
}

/** Refused at the first try. After several, an earlier one may still come to light. */
function isRefused({ outcome, attempts }: ChangeRecord): boolean {
  return outcome === 'REJECTED' && attempts <= 1;
}

/** What the provider refused once it refuses again: only a lost answer is worth another try. */
function mayResend({ attempts, problem }: ChangeRecord, maxAttempts: number): boolean {
  return attempts < maxAttempts && problem?.code !== 'UPSTREAM_REJECTED';
}

/** Whether the answer to what was sent is not known, by a lost answer or by a process that died. */
function isLost({ phase, outcome }: ChangeRecord): boolean {
  return phase === 'SENDING' || outcome === 'UNKNOWN';
}

/** What was refused and is so all the same was done by somebody else. */
function shown(record: ChangeRecord, { after }: Look, now: number): ChangeResult {
  const result = verified(record.change.id, after, new Date(now).toISOString());
  return isRefused(record) ? { ...result, outcome: 'NO_CHANGE', verifiedAt: null } : result;
}

function notShown(record: ChangeRecord, { after, tells, unread }: Look, settleAt: number): ChangeResult {
  const base = { changeId: record.change.id, phase: 'DONE', upstreamRequestIds: [], after } as const;
  const settleAfter = new Date(settleAt).toISOString();
  const { outcome, problem } = record;
  if (outcome === 'REJECTED') return { ...base, outcome, problem };
  if (!isLost(record)) return { ...base, outcome: 'ACCEPTED_UNVERIFIED', problem: unread, settleAfter };
  const why = problem ?? unread ?? silence().problem;
  return tells === 'NOTHING'
    ? { ...base, outcome: 'UNKNOWN', problem: why, settleAfter }
    : { ...base, outcome: 'REJECTED', problem: why };
}
