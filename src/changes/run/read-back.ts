// Reading back what was sent: VERIFIED only when a read shows it.
import type { Call } from '../../domain/call.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey } from '../../domain/change.ts';
import type { ChangeResult } from '../../store/changes/api.ts';
import { cancelKeptRemovals, scheduleAgain } from '../schedules/kept-removals.ts';
import { observe, type Observation } from './observe.ts';
import { assigneesAtOnce, waitForRoom } from './pacing.ts';
import type { PartRun } from './part-run.ts';
import { doneAs, leftOutOfAnswer, verified } from './results.ts';

/** Requests that a provider's reads take for one assignee, at most. */
const MOST_REQUESTS = 1.25;

/** Reads what was sent until it shows, or the provider's own delays are over; records what each change came to. */
export async function readBack(run: PartRun, records: readonly ChangeRecord[]): Promise<void> {
  const delays = run.account.writes?.readBackAfterMs ?? [0];
  let open = records;
  for (const [index, delay] of delays.entries()) {
    if (open.length === 0) return;
    await run.pause(delay - (delays[index - 1] ?? 0));
    open = await readAll(run, open, index === delays.length - 1);
  }
}

/** Reads all of them once, as many at a time as the request budget has room for; returns those that are still open. */
async function readAll(
  run: PartRun,
  records: readonly ChangeRecord[],
  isLast: boolean,
): Promise<readonly ChangeRecord[]> {
  const open: ChangeRecord[] = [];
  let cost = MOST_REQUESTS;
  let left = [...Map.groupBy(records, ({ change }) => assigneeKey(change.assignee)).values()];
  while (left.length > 0) {
    await waitForRoom(run);
    const now = left.slice(0, assigneesAtOnce(run.account, cost));
    const { value, requests } = await run.read((call) => readOnce(run, now.flat(), isLast, call));
    open.push(...value);
    cost = Math.max(1, requests) / now.length;
    left = left.slice(now.length);
  }
  return open;
}

/** Records what one read shows; returns those that are still open, which are none after the last read. */
async function readOnce(
  run: PartRun,
  records: readonly ChangeRecord[],
  isLast: boolean,
  call: Call,
): Promise<readonly ChangeRecord[]> {
  const { account, deps } = run;
  const observationOf = await observe(account, records, deps, call);
  const now = deps.now();
  const results: ChangeResult[] = [];
  const resend: string[] = [];
  const open: ChangeRecord[] = [];
  for (const record of records) {
    const seen = observationOf(record);
    if (seen.shows === 'DONE') results.push(shown(record, seen, now));
    else if (!isLast && !isRefused(record)) open.push({ ...record, after: seen.after ?? record.after });
    else if (isLost(record) && isSafeToResend(seen) && mayResend(record, deps.maxAttempts))
      resend.push(record.change.id);
    else results.push(notShown(record, seen, now + deps.settleAfterMs));
  }
  await updateKeptRemovals(run, records, results);
  await run.record(results);
  await run.backToPlanned(resend);
  return open;
}

/** Before results are recorded: a process that is killed in between does it once more. */
async function updateKeptRemovals(
  run: PartRun,
  records: readonly ChangeRecord[],
  results: readonly ChangeResult[],
): Promise<void> {
  const byId = new Map(results.map((result) => [result.changeId, result]));
  const removals = records.filter(({ change }) => change.action === 'REMOVE');
  const gone = removals.filter(({ change }) => byId.get(change.id)?.after?.held === false);
  await cancelKeptRemovals(
    gone.map(({ change }) => change),
    run,
  );
  const failed = removals.filter(({ change }) => isTemporary(byId.get(change.id)));
  await scheduleAgain(failed, run.account, run.deps);
}

/** Whether sending again can do no harm: a read shows that it is not done, or only the answer can show it and doing it twice is the same. */
function isSafeToResend({ shows, isHidden }: Observation): boolean {
  return shows === 'NOT_DONE' || isHidden === true;
}

function isTemporary(result: ChangeResult | undefined): boolean {
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

/** What was refused and is there all the same was done by somebody else. */
function shown(record: ChangeRecord, seen: Observation, now: number): ChangeResult {
  const result = verified(record.change.id, seen, now);
  return isRefused(record) ? { ...result, outcome: 'NO_CHANGE', verifiedAt: null } : result;
}

function notShown(
  record: ChangeRecord,
  { after, shows, unread }: Observation,
  settleAt: number,
): ChangeResult {
  const { change, outcome, problem } = record;
  const settleAfter = new Date(settleAt).toISOString();
  if (outcome === 'REJECTED') return { ...doneAs(change.id, outcome, problem), after };
  if (!isLost(record)) {
    return { ...doneAs(change.id, 'ACCEPTED_UNVERIFIED', unread), after, settleAfter };
  }
  const why = problem ?? unread ?? leftOutOfAnswer();
  return shows === 'NOTHING'
    ? { ...doneAs(change.id, 'UNKNOWN', why), after, settleAfter }
    : { ...doneAs(change.id, 'REJECTED', why), after };
}
