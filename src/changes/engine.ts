// The change engine: every write, single or ten thousand, goes through here. Plan, record, send, read back, record, audit.
import type { ChangeSet } from '../domain/change-set.ts';
import { ProblemError, callerError } from '../domain/problem.ts';
import type { Jobs } from '../store/jobs-api.ts';
import type { ChangeEngine, EngineDeps, Request } from './engine-port.ts';
import { createIntakes } from './intake.ts';
import { runPart } from './run/run-part.ts';
import { fireSchedules } from './run/fire-due.ts';
import { settleDue } from './run/settle.ts';

/** Parts handed out at a time. */
const TAKEN_UP = 100;
/** Kept of a request's time for the answer itself, milliseconds. */
const ANSWER_MS = 500;

export function createChangeEngine(deps: EngineDeps): ChangeEngine {
  const { store } = deps;
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const intakes = createIntakes({ ...deps, begin, settled });
  let jobs: Jobs | null = null;

  /** Whatever is begun is waited for before the store may be closed: its caller may be gone. */
  function track<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(ended);
    void ended.then(() => underWay.delete(ended));
    return work;
  }

  /** Small sets are worked on here at once; the jobs that were sent with the set find nothing left, or take over. */
  async function begin(setId: string, size: number): Promise<void> {
    if (size > deps.inlineChanges) return;
    for (const part of await store.partsOf(setId)) {
      void track(
        runPart(part, deps, stopping.signal).catch((error: unknown) => {
          deps.log.warn(
            { set: setId, account: part.accountKey, problem: codeOf(error) },
            'a part was left to its job',
          );
        }),
      );
    }
  }

  /** The set as it is once it has finished, or when the caller's wait is over, or this process stops. */
  async function settled(setId: string, { waitMs, call }: Request): Promise<ChangeSet> {
    const until = Math.min(deps.now() + waitMs, call.deadline - ANSWER_MS);
    const over = AbortSignal.any([call.signal, ...(call.gone ? [call.gone] : []), stopping.signal]);
    for (let pause = 20; ; pause = Math.min(pause * 1.5, 500)) {
      const set = await store.set(setId);
      if (!set) throw callerError('BAD_ID', 'There is no such change set.');
      if (set.status !== 'RUNNING' || deps.now() >= until || over.aborted) return set;
      // Ended early or not, the next look tells how the set is.
      await deps.sleep(pause, over).catch(() => undefined);
    }
  }

  /** What nobody works on is handed to whoever comes first, without waiting for the next sweep. */
  async function takeUp(): Promise<void> {
    await store.enqueueParts(await store.openParts(TAKEN_UP));
  }

  /** What is still to be done may have been kept under another spelling of the ids in it. */
  async function respell(): Promise<void> {
    for (const { account, canonicalId } of deps.accounts.values()) {
      if (canonicalId) await store.respell(account.key, canonicalId);
    }
  }

  return {
    plan: (wishes, request) => track(intakes.create(wishes, request, 'PLAN')),
    apply: (wishes, request) => track(intakes.create(wishes, request, 'APPLY')),
    applyPlan: (plan, hash, request) => track(intakes.applyPlan(plan, hash, request)),
    async cancel(setId, principal) {
      return (await store.cancelSet(setId, principal))?.set ?? null;
    },
    retry: (set, request, dryRun) => track(intakes.followUp(set, request, 'retry', dryRun)),
    undo: (set, request, dryRun) => track(intakes.followUp(set, request, 'undo', dryRun)),
    async start() {
      await respell();
      jobs = await store.startJobs(
        {
          runPart: (part, signal) => runPart(part, deps, AbortSignal.any([signal, stopping.signal])),
          sweep: takeUp,
          settle: (signal) => settleDue(deps, signal),
          fireSchedules: (signal) => fireSchedules(deps, signal),
          retention: async () => {
            await store.retain(deps.retention, 1_000);
          },
        },
        deps.intervals,
        deps.partConcurrency,
      );
      await takeUp();
    },
    async stop() {
      stopping.abort(new Error('the process stops'));
      while (underWay.size > 0) await Promise.all(underWay);
      await jobs?.stop();
      await takeUp().catch((error: unknown) => {
        deps.log.warn({ problem: codeOf(error) }, 'unfinished sets are left to the next sweep');
      });
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : 'INTERNAL';
}
