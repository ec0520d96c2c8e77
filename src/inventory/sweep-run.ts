// One run of a sweep: section by section and page by page, until it is done, has to wait, or its job's time is up.
import { asProblemError, problem as newProblem, type Problem } from '../domain/problem.ts';
import type { Allowance } from '../domain/call.ts';
import type { Trace } from '../domain/telemetry/trace.ts';
import { backgroundRead } from '../domain/waiting/background-call.ts';
import type { SectionStatus } from '../domain/inventory/accounts.ts';
import type { KnownSoFar } from '../domain/inventory/sighting.ts';
import type { InventorySection, ProviderAccount } from '../providers/provider.ts';
import type { ClaimedSweep, KeptPage, SectionState } from '../store/inventory/sweeping/api.ts';
import { LEASE_MS } from '../store/inventory/sweeping/pages.ts';
import { afterFailure, isTooOld } from './after-failure.ts';
import { lookUpCalls, lookUpsFor, mostUnseen, shareOfCalls, type LookUp } from './look-up.ts';
import { sectionsOf } from './sections.ts';
import { plannedSections } from './section-plan.ts';
import { CALL_MS, JOB_MS, type SweepDeps } from './sweep-port.ts';

/** What a run works with. */
interface Run {
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
type Progress =
  | { readonly went: 'ON'; readonly section: SectionState }
  | { readonly went: 'ENDED' }
  | { readonly went: 'LOST' }
  | { readonly went: 'LEAVE'; readonly until: number | null; readonly problem: Problem | null };

const ENDED: ReadonlySet<SectionState['status']> = new Set(['COMPLETE', 'INCOMPLETE', 'HELD']);
const LOST = { went: 'LOST' } as const;

/** Works on a sweep that nobody has. Throws what the store throws; the lease runs out then, and somebody goes on. */
export async function runSweep(
  sweepId: number,
  deps: SweepDeps,
  { signal, trace }: Pick<Run, 'signal' | 'trace'>,
): Promise<void> {
  const { store, now, newId } = deps;
  const sweep = await store.claimSweep(sweepId, newId(), LEASE_MS, (accountKey, why) =>
    plannedSections(deps, accountKey, why),
  );
  if (sweep === null) return;
  const account = deps.accounts().get(sweep.accountKey);
  if (account === undefined) {
    // Another replica, with another configuration, may have it.
    await store.releaseSweep(sweep, null, null);
    return;
  }
  const run = { deps, sweep, account, signal, trace, until: now() + JOB_MS, kept: 0 };
  const stopRenewing = deps.every(
    LEASE_MS / 3,
    () => void store.renewSweep(sweep, LEASE_MS).catch(() => false),
  );
  try {
    await runSections(run);
  } finally {
    stopRenewing();
  }
}

async function runSections(run: Run): Promise<void> {
  const { deps, sweep, account } = run;
  for (const state of sweep.sections) {
    if (ENDED.has(state.status)) continue;
    const progress = await runSection(run, state);
    if (progress.went === 'LOST') return;
    if (progress.went === 'LEAVE') {
      const { until, problem } = progress;
      await deps.store.releaseSweep(sweep, until, problem);
      if (until === null && !run.signal.aborted) await deps.enqueue(sweep.sweepId);
      return;
    }
  }
  const names = sectionsOf(account).map(({ name }) => name);
  const ended = await deps.store.finishSweep(sweep, names);
  if (ended === null) return;
  await deps.store.maintain(sweep, null);
  deps.meter.swept(ended);
  // Sweeps of seats come and go every quarter of an hour.
  if (sweep.why === 'SEATS') return;
  const { status, why, ms, calls, rows, added, changed, closed, heldBack } = ended;
  const figures = { status, why, ms, calls, rows, added, changed, closed, heldBack };
  // As the API names it.
  const id = deps.store.numbers.hide('SWEEP', sweep.sweepId);
  deps.log.info({ account: sweep.accountKey, sweep: id, ...figures }, 'an account was swept');
}

async function runSection(run: Run, begun: SectionState): Promise<Progress> {
  const { deps, sweep, account } = run;
  const section = sectionsOf(account).find(({ name }) => name === begun.name);
  if (section === undefined) return await conclude(run, begun, noSuchSection(begun.name));
  let state: SectionState | null =
    begun.status === 'WAITING' ? await deps.store.beginSection(sweep, begun.position) : begun;
  // Anew for each section: the first ones are what the later ones know of.
  const known = deps.store.knownSoFar(sweep);
  while (state !== null && !state.isRead) {
    const progress = await readPage(run, section, state, known);
    if (progress.went !== 'ON') return progress;
    state = progress.section;
  }
  if (state === null) return LOST;
  const looked = await lookUpUnseen(run, state);
  return looked.went === 'ON' ? await conclude(run, looked.section, null) : looked;
}

/** Reads a page and keeps it. */
async function readPage(
  run: Run,
  section: InventorySection,
  state: SectionState,
  known: KnownSoFar,
): Promise<Progress> {
  return await keep(run, state, async (call) => {
    const page = await section.page(state.cursor, call, known);
    const { items, leftOut = [], next, total, totalHoldings = null, gap } = page;
    return {
      sightings: items,
      leftOut,
      gone: [],
      hasGap: gap !== undefined,
      next,
      total,
      totalHoldings,
      isLookUp: false,
    };
  });
}

async function lookUpUnseen(run: Run, read: SectionState): Promise<Progress> {
  const { deps, sweep, account } = run;
  const unseen = await deps.store.unseen(sweep, read, mostUnseen(account, lookUpCalls(read.page)));
  // A run before this one may have sent some: the section has so many in all.
  const calls: Allowance = { left: lookUpCalls(read.page - unseen.lookUps) - unseen.lookUpCalls };
  let section = read;
  let waiting = lookUpsFor(account, unseen);
  for (let [next] = waiting; next !== undefined && calls.left > 0; [next] = waiting) {
    const lookUp = next;
    const part = { calls, share: shareOfCalls(calls.left, waiting) };
    const progress = await within(run, section, part, (own) => makeLookUp(run, section, lookUp, own));
    // What cannot be looked up is not closed by it; the section was read all the same.
    if (progress.went === 'ENDED') waiting = waiting.filter(({ sort }) => sort !== lookUp.sort);
    else if (progress.went !== 'ON') return progress;
    else {
      ({ section } = progress);
      waiting = waiting.slice(1);
    }
  }
  return { went: 'ON', section };
}

/** Works with a share of the calls that are left. It is spent before they are sent: of a process that is killed nobody knows how many were. */
async function within(
  { deps, sweep }: Run,
  section: SectionState,
  { calls, share }: { readonly calls: Allowance; readonly share: number },
  work: (allowance: Allowance) => Promise<Progress>,
): Promise<Progress> {
  if (!(await deps.store.countLookUpCalls(sweep, section, share))) return LOST;
  const allowance = { left: share };
  const progress = await work(allowance);
  const unspent = allowance.left;
  // Of what is still under way nothing is sent again.
  allowance.left = 0;
  calls.left -= share - unspent;
  if (unspent > 0) await deps.store.countLookUpCalls(sweep, section, -unspent);
  return progress;
}

/** Makes a look-up, again where its answer is of no use. */
async function makeLookUp(
  run: Run,
  before: SectionState,
  { refs, look }: LookUp,
  allowance: Allowance,
): Promise<Progress> {
  let section = before;
  const read: Read = async (call) => ({
    ...(await look(run.account, refs, call)),
    leftOut: [],
    hasGap: false,
    next: null,
    total: null,
    totalHoldings: null,
    isLookUp: true,
  });
  while (section.page === before.page && allowance.left > 0) {
    const progress = await keep(run, section, read, allowance);
    if (progress.went !== 'ON') return progress;
    section = progress.section;
  }
  return { went: 'ON', section };
}

type Read = (call: ReturnType<typeof backgroundRead>['call']) => Promise<Omit<KeptPage, 'readAt' | 'calls'>>;

/** Makes a read and records what it shows. */
async function keep(run: Run, section: SectionState, read: Read, allowance?: Allowance): Promise<Progress> {
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

async function conclude(run: Run, section: SectionState, problem: Problem | null): Promise<Progress> {
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

/** A sweep that an older version began. */
function noSuchSection(name: string): Problem {
  return newProblem('NOT_SUPPORTED', 'PLATFORM', `The section ${name} is not read any more.`);
}
