// Settling later what no read had shown in time: by reading, never by sending.
import type { ChangeRecord } from '../../domain/change-set.ts';
import { asProblemError, problem, type Problem } from '../../domain/problem.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import type { ChangeResult } from '../../store/changes/api.ts';
import { isSuperseded } from '../plan/own-changes.ts';
import { scheduleAgain } from '../schedules/kept-removals.ts';
import { backgroundRead } from '../../domain/waiting/background-call.ts';
import { observe, type Observation } from './observe.ts';
import { wakeWaiting } from './part-run.ts';
import { doneAs, leftOutOfAnswer, measureVerified, verified } from './results.ts';
import type { RunDeps } from './run-deps.ts';
import { logEnded } from './set-log.ts';

/** After so many times `settleAfterMs` what a read shows is final: by default within two minutes of being sent. */
const PATIENCE = 3;
const BATCH = 1_000;
/** Of an account that is no longer configured, or where a later change makes any read meaningless. */
const UNREAD: Observation = { after: null, shows: 'NOTHING', unread: null };

/** What a round works with, and what ends it. */
interface Round {
  readonly deps: RunDeps;
  readonly signal: AbortSignal;
  readonly trace: Trace | undefined;
}

/** Reads what is due once more. An account of which that fails holds up none of the others, however much of it is due. */
export async function settleDue(deps: RunDeps, signal: AbortSignal, trace?: Trace): Promise<void> {
  const failed: string[] = [];
  for (;;) {
    const due = await deps.store.dueSettlements(BATCH, failed);
    const later = await deps.store.laterChanges(due.map(({ change }) => change.id));
    const failedBefore = failed.length;
    for (const [key, records] of Map.groupBy(due, (record) => record.change.accountKey)) {
      if (!(await isSettled(key, records, later, { deps, signal, trace }))) failed.push(key);
    }
    // Behind what stays due there may be more that is due.
    if (due.length < BATCH || failed.length === failedBefore) return;
  }
}

/** The changes that came after each, by its id. */
type Later = ReadonlyMap<string, readonly ChangeRecord[]>;

async function isSettled(
  accountKey: string,
  records: readonly ChangeRecord[],
  later: Later,
  round: Round,
): Promise<boolean> {
  try {
    await settleAccount(accountKey, records, later, round);
    return true;
  } catch (error) {
    round.signal.throwIfAborted();
    if (asProblemError(error).problem.code === 'STORE_UNAVAILABLE') throw error;
    round.deps.log.error({ err: error, account: accountKey }, 'changes could not be settled');
    return false;
  }
}

async function settleAccount(
  accountKey: string,
  records: readonly ChangeRecord[],
  later: Later,
  { deps, signal, trace }: Round,
): Promise<void> {
  const account = deps.accounts.get(accountKey);
  const observationOf =
    account && (await observe(account, records, deps, backgroundRead(deps, signal, trace).call));
  const results = records.map((record) => {
    const after = later.get(record.change.id) ?? [];
    if (isSuperseded(record, after)) return leftAsItIs(record);
    // What is under way now may change what a read shows at any moment.
    const isUnclear = after.some(({ phase }) => phase !== 'DONE');
    return resultOf(record, isUnclear ? UNREAD : (observationOf?.(record) ?? UNREAD), deps);
  });
  const failed = records.filter((_, index) => results[index]?.outcome === 'REJECTED');
  if (account) await scheduleAgain(failed, account, deps);
  const ended = await deps.store.settle(results);
  for (const set of ended) await logEnded(set, deps);
  for (const [index, record] of records.entries()) {
    const result = results[index];
    if (result) measureVerified(record, result, deps);
  }
  for (const setId of new Set(records.map((record) => record.setId))) await wakeWaiting(deps, setId);
}

/** A later change has taken its place: no read can tell any more what it came to. */
function leftAsItIs({ change, outcome, problem: kept }: ChangeRecord): ChangeResult {
  return doneAs(change.id, outcome, kept);
}

function resultOf(record: ChangeRecord, seen: Observation, deps: RunDeps): ChangeResult {
  const { after, shows } = seen;
  const now = deps.now();
  const { id } = record.change;
  const age = now - Date.parse(record.sentAt ?? new Date(now).toISOString());
  const patience = PATIENCE * deps.settleAfterMs;
  const isOver = after !== null && age >= patience;
  if (shows === 'DONE' || (isOver && shows === 'NOTHING')) return verified(id, seen, now);
  if (isOver) return { ...doneAs(id, 'REJECTED', reasonOf(record)), after };
  // The time between reads doubles, and one comes when patience ends.
  const pause = Math.max(age, deps.settleAfterMs);
  const next = now + (age < patience ? Math.min(pause, patience - age) : pause);
  return {
    ...doneAs(id, record.outcome, record.problem),
    settleAfter: new Date(next).toISOString(),
    ...(after !== null && { after }),
  };
}

/** A problem kept with an accepted change tells only why it could not be read before, which is no reason. */
function reasonOf({ change, outcome, problem: kept }: ChangeRecord): Problem | null {
  if (outcome === 'UNKNOWN') return kept ?? leftOutOfAnswer();
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
