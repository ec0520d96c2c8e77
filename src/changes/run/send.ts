// Sending what is planned: intent recorded, sent once, the provider's word recorded.
import { fanOut } from '../../batching/chunk.ts';
import type { Call } from '../../domain/call.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import type { Change, Sent } from '../../domain/change.ts';
import { asProblemError } from '../../domain/problem.ts';
import type { Writes } from '../../providers/provider.ts';
import type { ChangeResult } from '../../store/api.ts';
import { backgroundWrite } from './background-call.ts';
import { forgetDates } from '../schedules/kept-removals.ts';
import { isLocal } from '../schedules/local.ts';
import { waitForRoom } from './pacing.ts';
import { stateOfStatus } from '../plan/current-state.ts';
import { sentByFailure } from './write-failure.ts';
import { LeaseLost, keep, silence, type Work } from './part-run.ts';

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
  for (const wave of inWaves(writes.group(changes))) {
    const pause = await sendWave(state, writes, wave, attempts);
    if (pause === 0) continue;
    await deps.sleep(pause, signal);
    return;
  }
}

type Groups = readonly (readonly Change[])[];

/** What frees seats is answered before what may need them leaves. */
function inWaves(groups: Groups): readonly Groups[] {
  const frees = (group: readonly Change[]): boolean => group.some(({ action }) => action === 'REMOVE');
  return [groups.filter(frees), groups.filter((group) => !frees(group))];
}

/** Milliseconds to pause before what was not sent is tried again; 0 when everything was sent, or will never be. */
async function sendWave(
  state: Work,
  writes: Writes,
  groups: Groups,
  attempts: ReadonlyMap<string, number>,
): Promise<number> {
  const { signal } = state;
  const pauses: number[] = [];
  const failures: unknown[] = [];
  // The lease is given back only when nothing is under way any more: whoever takes it over reads what was sent.
  await fanOut(groups, writes.concurrency, async (group) => {
    if (signal.aborted || failures.length > 0) return;
    try {
      await waitForRoom(state);
      pauses.push(await sendGroup(state, writes, group, attempts));
    } catch (error) {
      failures.push(error);
    }
  });
  if (failures.length > 0) throw failures[0];
  if (signal.aborted) throw signal.reason;
  return Math.max(0, ...pauses);
}

/** The same, of one group. */
async function sendGroup(
  { part, deps }: Work,
  writes: Writes,
  group: readonly Change[],
  attempts: ReadonlyMap<string, number>,
): Promise<number> {
  const marked = await deps.store.markSending(
    part,
    group.map(({ id }) => id),
  );
  if (marked.lease === 'LOST') throw new LeaseLost();
  const ours = group.filter(({ id }) => marked.changeIds.has(id));
  if (ours.length === 0) return 0;
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
  deps.meter.writes(part.accountKey, sentCalls());
  await deps.store.addCalls(part.setId, sentCalls());
  return Math.max(0, ...again.map(({ id }) => backoff(attempts.get(id) ?? 0)));
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

/** What the provider asks for is waited for besides, before anything else is sent. */
function backoff(attempts: number): number {
  return 250 * 2 ** Math.min(attempts, 6);
}

/** A refusal is read back as well: it may be one of what was done before, by a try whose answer was lost or by somebody else. */
function resultOf(change: Change, sent: Sent): ChangeResult {
  const { problem: found, upstreamRequestIds, timing } = sent;
  const told = { problem: found, upstreamRequestIds, ...(timing && { timing }) };
  const base = { changeId: change.id, phase: 'SENT', ...told } as const;
  switch (sent.status) {
    case 'ACCEPTED':
      return sent.holds === undefined
        ? { ...base, outcome: 'PENDING' }
        : { ...base, outcome: 'PENDING', after: stateOfStatus(sent.holds) };
    case 'UNKNOWN':
      return {
        ...base,
        outcome: 'UNKNOWN',
        after: sent.holds === undefined ? null : stateOfStatus(sent.holds),
      };
    case 'REJECTED':
    case 'NOT_SENT':
      return { ...base, outcome: 'REJECTED' };
  }
}
