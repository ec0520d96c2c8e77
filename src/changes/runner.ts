// Carrying out one account's part of a set: intent recorded, sent once, read back, outcome recorded. Safe to be killed at
// any moment: whoever takes the part over reads what may have been sent before anything is sent again.
import { fanOut } from '../batching/chunk.ts';
import type { Call } from '../domain/call.ts';
import type { ChangeRecord } from '../domain/change-set.ts';
import type { Change, Sent } from '../domain/change.ts';
import { asProblemError } from '../domain/problem.ts';
import type { Writes } from '../providers/provider.ts';
import type { ChangeResult, HeldPart, PartKey } from '../store/api.ts';
import { writeCall } from './calls.ts';
import { applyLocally, isLocal } from './local.ts';
import { readBack } from './read-back.ts';
import { sentByFailure } from './sent.ts';
import { LeaseLost, keep, silence, verified, type RunnerDeps, type Work } from './work.ts';

const PAGE = 10_000;

/** Works on a part until all of its changes are done, it is cancelled, or the lease is lost. Returns at once when another has it. */
export async function runPart(key: PartKey, deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  const part: HeldPart = { ...key, owner: deps.newId() };
  const account = deps.accounts.get(key.accountKey);
  if (!account || !(await deps.store.claimPart(part, deps.leaseMs))) return;
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const heartbeat = keepLease(part, deps, stop);
  try {
    await work({ part, account, deps, signal: until });
  } catch (error) {
    if (!(error instanceof LeaseLost) && !until.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    if (!stop.signal.aborted) await deps.store.releasePart(part);
  }
}

function keepLease(part: HeldPart, deps: RunnerDeps, stop: AbortController): NodeJS.Timeout {
  const lost = (): void => stop.abort(new LeaseLost());
  let failingSince: number | null = null;
  return setInterval(() => {
    deps.store.renewPart(part, deps.leaseMs).then(
      (held) => {
        failingSince = null;
        if (!held) lost();
      },
      () => {
        failingSince ??= deps.now();
        if (deps.now() - failingSince > deps.leaseMs) lost();
      },
    );
  }, deps.leaseMs / 3);
}

async function work(state: Work): Promise<void> {
  const { store } = state.deps;
  const { setId, accountKey } = state.part;
  await readBack(
    state,
    await store.changesOf(setId, { phases: ['SENDING', 'SENT'], accountKey, limit: PAGE }),
  );
  for (;;) {
    const planned = await store.changesOf(setId, { phases: ['PLANNED'], accountKey, limit: PAGE });
    if (planned.length === 0) return;
    await keepDates(state, planned);
    await sendAll(state, planned);
    await readBack(
      state,
      await store.changesOf(setId, { phases: ['SENDING', 'SENT'], accountKey, limit: PAGE }),
    );
  }
}

async function keepDates({ part, account, deps }: Work, planned: readonly ChangeRecord[]): Promise<void> {
  const local = planned.map(({ change }) => change).filter((change) => isLocal(change, account));
  if (local.length === 0) return;
  const marked = await deps.store.markSending(
    part,
    local.map(({ id }) => id),
  );
  if (marked.lease === 'LOST') throw new LeaseLost();
  const set = await deps.store.set(part.setId);
  const after = await applyLocally(
    local.filter(({ id }) => marked.changeIds.has(id)),
    { setId: part.setId, principal: set?.principal ?? '', zone: deps.zone, schedules: deps.store },
  );
  const verifiedAt = new Date(deps.now()).toISOString();
  await keep(
    { part, deps },
    [...after].map(([changeId, state]) => verified(changeId, state, verifiedAt)),
  );
}

async function sendAll(state: Work, planned: readonly ChangeRecord[]): Promise<void> {
  const { account, signal } = state;
  const { writes } = account;
  if (!writes) return;
  const changes = planned.map(({ change }) => change).filter((change) => !isLocal(change, account));
  const attempts = new Map(planned.map(({ change, attempts: made }) => [change.id, made]));
  const groups = writes.group(changes);
  const pauses: number[] = [];
  const failures: unknown[] = [];
  // The lease is given back only when nothing is under way any more: whoever takes it over reads what was sent.
  await fanOut(groups, writes.concurrency, async (group) => {
    if (signal.aborted || failures.length > 0) return;
    try {
      await leaveReserve(state);
      const pause = await sendGroup(state, writes, group, attempts);
      if (pause !== null) pauses.push(pause);
    } catch (error) {
      failures.push(error);
    }
  });
  if (failures.length > 0) throw failures[0];
  if (signal.aborted) throw signal.reason;
  if (pauses.length > 0) await state.deps.sleep(Math.min(Math.max(...pauses), 60_000), signal);
}

/** Interactive reads keep a fifth of the provider's request budget while a set runs. */
async function leaveReserve({ account, deps, signal }: Work): Promise<void> {
  const { budget } = account.status();
  if (!budget || budget.limit === null || budget.remaining === null || budget.resetAt === null) return;
  const wait = Date.parse(budget.resetAt) - deps.now();
  if (budget.remaining < budget.limit / 5 && wait > 0) await deps.sleep(Math.min(wait, 60_000), signal);
}

/** Milliseconds to pause before what was not sent is tried again; null when everything was sent. */
async function sendGroup(
  { part, deps }: Work,
  writes: Writes,
  group: readonly Change[],
  attempts: ReadonlyMap<string, number>,
): Promise<number | null> {
  const marked = await deps.store.markSending(
    part,
    group.map(({ id }) => id),
  );
  if (marked.lease === 'LOST') throw new LeaseLost();
  const ours = group.filter(({ id }) => marked.changeIds.has(id));
  if (ours.length === 0) return null;
  if (deps.now() > marked.leaseUntil) throw new LeaseLost();
  const { call, sent: sentCalls } = writeCall(deps);
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
  return again.length > 0 ? pauseOf(again, sent, attempts, deps.now()) : null;
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

function pauseOf(
  changes: readonly Change[],
  sent: ReadonlyMap<string, Sent>,
  attempts: ReadonlyMap<string, number>,
  now: number,
): number {
  const waits = changes.map(({ id }) => {
    const retryAt = sent.get(id)?.problem?.retryAt;
    return retryAt ? Date.parse(retryAt) - now : 250 * 2 ** Math.min(attempts.get(id) ?? 0, 6);
  });
  return Math.max(0, ...waits);
}

function resultOf(change: Change, sent: Sent): ChangeResult {
  const { problem: found, upstreamRequestIds } = sent;
  const base = { changeId: change.id, problem: found, upstreamRequestIds };
  switch (sent.status) {
    case 'ACCEPTED':
      return { ...base, phase: 'SENT', outcome: 'PENDING' };
    case 'UNKNOWN':
      return { ...base, phase: 'SENT', outcome: 'UNKNOWN' };
    case 'REJECTED':
    case 'NOT_SENT':
      return { ...base, phase: 'DONE', outcome: 'REJECTED' };
  }
}
