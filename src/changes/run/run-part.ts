// Carrying out one account's part of a set: intent recorded, sent once, read back, outcome recorded. Safe to be killed at
// any moment: whoever takes the part over reads what may have been sent before anything is sent again.
import type { ChangeRecord } from '../../domain/change-set.ts';
import type { HeldPart } from '../../store/api.ts';
import type { PartKey } from '../../store/jobs-api.ts';
import { applyLocally, isLocal } from '../schedules/local.ts';
import { createPatience, readyOf } from './ready.ts';
import { readBack } from './read-back.ts';
import { sendAll } from './send.ts';
import { LeaseLost, keep, verified, wake, type RunnerDeps, type Work } from './part-run.ts';

const PAGE = 10_000;

/**
 * Works on a part until all of its changes are done, it is cancelled, or the lease is lost; or until what is left of it waits for
 * other parts for too long. Returns at once when another has it.
 */
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
    if (!stop.signal.aborted) await giveBack(part, deps);
  }
}

/** What waits for this part may have been given back meanwhile. */
async function giveBack(part: HeldPart, { store }: RunnerDeps): Promise<void> {
  const { done, set } = await store.releasePart(part);
  if (done && set?.status === 'RUNNING') await wake(store, part.setId);
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
  let waitMore = createPatience(state);
  for (;;) {
    const planned = await store.changesOf(setId, { phases: ['PLANNED'], accountKey, limit: PAGE });
    if (planned.length === 0) return;
    const { ready, someLeftOut } = await readyOf(state, planned);
    if (ready.length === 0 && !someLeftOut) {
      if (await waitMore()) continue;
      return;
    }
    waitMore = createPatience(state);
    await keepDates(state, ready);
    await sendAll(state, ready);
    await readBack(
      state,
      await store.changesOf(setId, { phases: ['SENDING', 'SENT'], accountKey, limit: PAGE }),
    );
  }
}

async function keepDates({ part, account, deps }: Work, planned: readonly ChangeRecord[]): Promise<void> {
  const local = planned.filter(({ change }) => isLocal(change, account));
  if (local.length === 0) return;
  const marked = await deps.store.markSending(
    part,
    local.map(({ change }) => change.id),
  );
  if (marked.lease === 'LOST') throw new LeaseLost();
  const set = await deps.store.set(part.setId);
  const after = await applyLocally(
    local.filter(({ change }) => marked.changeIds.has(change.id)),
    { setId: part.setId, principal: set?.appliedBy ?? '', zone: deps.zone, schedules: deps.store },
  );
  const verifiedAt = new Date(deps.now()).toISOString();
  await keep(
    { part, deps },
    [...after].map(([changeId, state]) => verified(changeId, state, verifiedAt)),
  );
}
