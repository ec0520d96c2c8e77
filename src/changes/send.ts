// Sending what is planned: intent recorded, sent once, the provider's word recorded.
import { fanOut } from '../batching/chunk.ts';
import type { Call } from '../domain/call.ts';
import type { ChangeRecord } from '../domain/change-set.ts';
import type { Change, Sent } from '../domain/change.ts';
import { asProblemError } from '../domain/problem.ts';
import type { Writes } from '../providers/provider.ts';
import type { ChangeResult } from '../store/api.ts';
import { backgroundWrite } from './calls.ts';
import { forgetDates } from './dates.ts';
import { isLocal } from './local.ts';
import { leaveReserve } from './reserve.ts';
import { sentByFailure } from './sent.ts';
import { LeaseLost, keep, silence, type Work } from './work.ts';

/** The longest pause before what was not sent is tried again, whatever the provider asks for. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** When what was not sent may be tried again, milliseconds since the epoch. */
interface Again {
  readonly at: number;
  /** Nothing else of the account can be sent before that either. */
  readonly closed: boolean;
}

/** Sends what the provider is to carry out, group by group; what was not sent after all is PLANNED again, after a pause. */
export async function sendAll(state: Work, planned: readonly ChangeRecord[]): Promise<void> {
  const { account, deps, signal } = state;
  const { writes } = account;
  if (!writes) return;
  const changes = planned.map(({ change }) => change).filter((change) => !isLocal(change, account));
  const attempts = new Map(planned.map(({ change, attempts: made }) => [change.id, made]));
  await forgetDates(
    changes.filter(({ action }) => action === 'ASSIGN'),
    state,
  );
  const later: Again[] = [];
  const failures: unknown[] = [];
  const isClosed = (): boolean => later.some(({ at, closed }) => closed && at > deps.now());
  // The lease is given back only when nothing is under way any more: whoever takes it over reads what was sent.
  await fanOut(writes.group(changes), writes.concurrency, async (group) => {
    if (signal.aborted || failures.length > 0 || isClosed()) return;
    try {
      await leaveReserve(state);
      const again = await sendGroup(state, writes, group, attempts);
      if (again !== null) later.push(again);
    } catch (error) {
      failures.push(error);
    }
  });
  if (failures.length > 0) throw failures[0];
  if (signal.aborted) throw signal.reason;
  const wait = Math.max(0, ...later.map(({ at }) => at - deps.now()));
  if (wait > 0) await deps.sleep(Math.min(wait, LONGEST_PAUSE_MS), signal);
}

/** null when everything was sent, or will never be. */
async function sendGroup(
  { part, deps }: Work,
  writes: Writes,
  group: readonly Change[],
  attempts: ReadonlyMap<string, number>,
): Promise<Again | null> {
  const marked = await deps.store.markSending(
    part,
    group.map(({ id }) => id),
  );
  if (marked.lease === 'LOST') throw new LeaseLost();
  const ours = group.filter(({ id }) => marked.changeIds.has(id));
  if (ours.length === 0) return null;
  if (deps.now() > marked.leaseUntil) throw new LeaseLost();
  const { call, sent: sentCalls } = backgroundWrite(deps);
  const sent = await sendOnce(writes, ours, call);
  const notSent = ours.filter(({ id }) => sent.get(id)?.status === 'NOT_SENT');
  const again = notSent.filter(({ id }) => (attempts.get(id) ?? 0) + 1 < deps.maxAttempts * 4);
  const results = ours
    .filter((change) => !again.includes(change))
    .map((change) => resultOf(change, sent.get(change.id) ?? silence()));
  if (again.length > 0)
    await deps.store.backToPlanned(
      part,
      again.map(({ id }) => id),
    );
  await keep({ part, deps }, results);
  await deps.store.addCalls(part.setId, sentCalls());
  return again.length > 0 ? whenAgain(again, sent, attempts, deps.now()) : null;
}

async function sendOnce(
  writes: Writes,
  group: readonly Change[],
  call: Call,
): Promise<ReadonlyMap<string, Sent>> {
  try {
    return await writes.send(group, call);
  } catch (error) {
    const sent = sentByFailure(asProblemError(error));
    return new Map(group.map(({ id }) => [id, sent]));
  }
}

/** A moment that is told is the account's: a pause the provider asked for, or a circuit that is open. */
function whenAgain(
  changes: readonly Change[],
  sent: ReadonlyMap<string, Sent>,
  attempts: ReadonlyMap<string, number>,
  now: number,
): Again {
  const told = changes.flatMap(({ id }) => sent.get(id)?.problem?.retryAt ?? []);
  if (told.length > 0) return { at: Math.max(...told.map((at) => Date.parse(at))), closed: true };
  const most = Math.max(...changes.map(({ id }) => attempts.get(id) ?? 0));
  return { at: now + 250 * 2 ** Math.min(most, 6), closed: false };
}

/** A refusal is read back as well: it may be one of what was done before, by a try whose answer was lost or by somebody else. */
function resultOf(change: Change, sent: Sent): ChangeResult {
  const { problem: found, upstreamRequestIds } = sent;
  const base = { changeId: change.id, phase: 'SENT', problem: found, upstreamRequestIds } as const;
  switch (sent.status) {
    case 'ACCEPTED':
      return { ...base, outcome: 'PENDING' };
    case 'UNKNOWN':
      return { ...base, outcome: 'UNKNOWN' };
    case 'REJECTED':
    case 'NOT_SENT':
      return { ...base, outcome: 'REJECTED' };
  }
}
