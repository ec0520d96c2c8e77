// The change engine: every write, single or ten thousand, goes through here. Plan, record, send, read back, record, audit.
import type { ChangeSet } from '../domain/change-set.ts';
import { asProblemError, callerError } from '../domain/problem.ts';
import type { ChangeEngine, EngineDeps, Submission } from './engine-port.ts';
import { applyPlan } from './intake/apply-plan.ts';
import { create, followUp, type IntakeDeps } from './intake/intake.ts';
import { planOf } from './intake/worked-out.ts';
import { logEnded } from './run/set-log.ts';
import { createWorker, type Worker } from './worker.ts';

/** Kept of a request's time for the answer itself, milliseconds. */
const ANSWER_MS = 500;
/** Between two looks at a set, at first and at most. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

export function createChangeEngine(deps: EngineDeps): ChangeEngine {
  const { store } = deps;
  const worker = createWorker(deps);
  const intake: IntakeDeps = {
    ...deps,
    begin: (set, size, request) => worker.begin(set, size, request),
    finished: (setId, submission) => finished(setId, submission, deps, worker),
  };
  // Also work whose caller has gone is waited for before the store may be closed.
  const { track } = worker;
  return {
    plan: (requests, submission) => track(create(requests, submission, 'PLAN', intake)),
    planOf: (source, submission) => track(planOf(source, submission, intake)),
    apply: (requests, submission) => track(create(requests, submission, 'APPLY', intake)),
    applyPlan: (plan, hash, submission) => track(applyPlan(plan, hash, submission, intake)),
    async cancel(setId, principal) {
      const cancelled = await store.cancelSet(setId, principal);
      if (cancelled?.ended) await logEnded(cancelled.set, deps);
      return cancelled?.set ?? null;
    },
    retry: (set, submission, dryRun) => track(followUp(set, submission, { how: 'retry', dryRun }, intake)),
    undo: (set, submission, dryRun) => track(followUp(set, submission, { how: 'undo', dryRun }, intake)),
    async respell() {
      try {
        await track(respell(deps));
      } catch (error) {
        const { code } = asProblemError(error).problem;
        deps.log.warn({ problem: code }, 'ids of new accounts are looked at again at the next start');
      }
    },
    async start() {
      await respell(deps);
      await worker.start();
    },
    stop: () => worker.stop(),
  };
}

/**
 * The set once it has finished, or when the caller's wait is over, or this process stops. The end of what this process works on is awaited;
 * the store is asked besides, as others may work on the set, or cancel it.
 */
async function finished(
  setId: string,
  { waitMs, call }: Submission,
  { store, now, sleep }: EngineDeps,
  worker: Worker,
): Promise<ChangeSet> {
  const until = Math.min(now() + waitMs, call.deadline - ANSWER_MS);
  const over = AbortSignal.any([call.signal, ...(call.gone ? [call.gone] : []), worker.stopping]);
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const ownWork = worker.endOf(setId);
    const set = await store.set(setId);
    if (!set) throw callerError('BAD_ID', 'There is no such change set.');
    const left = until - now();
    if (set.status !== 'RUNNING' || left <= 0 || over.aborted) return set;
    // An early end of the pause is no failure: the next look tells how the set is.
    const paused = sleep(Math.min(ownWork ? LONGEST_PAUSE_MS : pause, left), over).catch(() => undefined);
    await Promise.race([paused, ...(ownWork ? [ownWork] : [])]);
  }
}

/** What is still to be done may have been kept under another spelling of the ids in it. */
async function respell({ accounts, store }: EngineDeps): Promise<void> {
  for (const { account, canonicalId } of accounts.values()) {
    if (canonicalId) await store.respell(account.key, canonicalId);
  }
}
