// One read of a sweep: sent, recorded, and what comes next where it fails; and the end of a section.
import { asProblemError, problem as newProblem, type Problem } from '../domain/problem.ts';
import type { Allowance } from '../domain/call.ts';
import type { Trace } from '../domain/telemetry/trace.ts';
import { backgroundRead } from '../domain/waiting/background-call.ts';
import type { SectionStatus } from '../domain/inventory/accounts.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { ClaimedSweep, KeptPage, SectionState } from '../store/inventory/sweeping/api.ts';
import { afterFailure, isTooOld } from './after-failure.ts';
import { CALL_MS, type SweepDeps } from './sweep-port.ts';

/** What a run works with. */
export interface Run {
  readonly deps: SweepDeps;
  readonly sweep: ClaimedSweep;
  readonly account: ProviderAccount;
  /** Aborts when the process stops. */
  readonly signal: AbortSignal;
  /** Of the job. */
  readonly trace: Trace;
  /** Milliseconds since the epoch: the run leaves the rest to the next job then. */
  readonly until: number;
  /** Pages that it has kept. */
  kept: number;
}

/** How a piece of work ended. LOST: somebody else has the sweep. LEAVE: the rest is for the next job, not before `until`. */
export type Progress =
  | { readonly went: 'ON'; readonly section: SectionState }
  | { readonly went: 'ENDED' }
  | { readonly went: 'LOST' }
  | { readonly went: 'LEAVE'; readonly until: number | null; readonly problem: Problem | null };

export const LOST = { went: 'LOST' } as const;

export type Read = (
  call: ReturnType<typeof backgroundRead>['call'],
) => Promise<Omit<KeptPage, 'readAt' | 'calls'>>;

/** Makes a read and records what it shows. */
export async function keep(
  run: Run,
  section: SectionState,
  read: Read,
  allowance?: Allowance,
): Promise<Progress> {
  const { deps, sweep, signal, trace } = run;
  if (signal.aborted || deps.now() >= run.until) return { went: 'LEAVE', until: null, problem: null };
  if (isTooOld(sweep, deps.now())) return await failed(run, section, tookTooLong());
  const id = String(sweep.sweepId);
  const { call, sent } = backgroundRead(
    {
      now: deps.now,
      callMs: CALL_MS,
      purpose: 'SWEEP',
      sweep: { id, isAskedFor: sweep.why === 'ASKED' },
      allowance,
    },
    signal,
    trace,
  );
  const readAt = deps.now();
  let page: Omit<KeptPage, 'readAt' | 'calls'>;
  try {
    page = await read(call);
  } catch (error) {
    await countCalls(run, sent());
    if (signal.aborted) return { went: 'LEAVE', until: null, problem: null };
    return await failed(run, section, asProblemError(error).problem);
  } finally {
    deps.meter.called(sweep.accountKey, sent());
  }
  return await record(run, section, { ...page, readAt, calls: sent() });
}

/** Of a read that came to nothing: what it took of the budget is what an operator looks for then. */
async function countCalls({ deps, sweep }: Run, calls: number): Promise<void> {
  if (calls > 0) await deps.store.countCalls(sweep, calls);
}

async function record(run: Run, section: SectionState, page: KeptPage): Promise<Progress> {
  const { deps, sweep } = run;
  let kept: SectionState | null;
  try {
    kept = await deps.store.keepPage(sweep, section, page);
  } catch (error) {
    const { problem } = asProblemError(error);
    if (problem.code === 'STORE_UNAVAILABLE') throw error;
    // It would be the same every time, and each time cost a call.
    const about = { account: sweep.accountKey, section: section.name };
    deps.log.error({ err: error, ...about }, 'a page of a sweep could not be recorded');
    await countCalls(run, page.calls);
    return await failed(run, section, problem);
  }
  if (kept === null) {
    await countCalls(run, page.calls);
    return LOST;
  }
  run.kept += 1;
  await deps.store.maintain(sweep, run.kept);
  return { went: 'ON', section: kept };
}

async function failed(run: Run, section: SectionState, problem: Problem): Promise<Progress> {
  const { deps, sweep } = run;
  const after = afterFailure(problem, { ...section, startedAt: sweep.startedAt }, deps.now());
  switch (after.next) {
    case 'GIVE_UP':
      return section.isRead ? { went: 'ENDED' } : await conclude(run, section, problem);
    case 'RESTART': {
      // That was a look-up.
      if (section.isRead) return { went: 'ENDED' };
      const begun = await deps.store.beginSection(sweep, section.position);
      return begun === null ? LOST : { went: 'ON', section: begun };
    }
    case 'AGAIN': {
      const kept = await deps.store.keepFailure(sweep, section, problem);
      return kept === null ? LOST : { went: 'ON', section: kept };
    }
    case 'WAIT': {
      // To be asked to wait is no failure.
      const kept = after.isPause ? section : await deps.store.keepFailure(sweep, section, problem);
      return kept === null ? LOST : { went: 'LEAVE', until: after.until, problem };
    }
  }
}

export async function conclude(run: Run, section: SectionState, problem: Problem | null): Promise<Progress> {
  const { deps, sweep } = run;
  const { signal } = run;
  const ending =
    problem === null ? { isRead: true as const, signal } : { isRead: false as const, problem, signal };
  let status: SectionStatus | null;
  try {
    status = await deps.store.concludeSection(sweep, section, ending);
  } catch (error) {
    if (signal.aborted) return { went: 'LEAVE', until: null, problem: null };
    throw error;
  }
  if (status === null) return LOST;
  // The next sweep of everything tells it, if it is still so.
  if (sweep.why === 'SEATS') return { went: 'ENDED' };
  const about = { account: sweep.accountKey, section: section.name };
  if (status === 'HELD') deps.log.warn(about, 'a sweep would close too much, and waits for a decision');
  if (status === 'INCOMPLETE') {
    deps.log.warn({ ...about, problem: problem?.code ?? null }, 'a list could not be read whole');
  }
  return { went: 'ENDED' };
}

function tookTooLong(): Problem {
  return newProblem('DEADLINE_EXCEEDED', 'PLATFORM', 'The sweep took longer than a day.');
}
