// One run of a sweep: section by section and page by page, until it is done, has to wait, or its job's time is up.
import { problem as newProblem, type Problem } from '../domain/problem.ts';
import type { KnownSoFar } from '../domain/inventory/sighting.ts';
import type { InventorySection } from '../providers/provider.ts';
import type { SectionState } from '../store/inventory/sweeping/api.ts';
import { LEASE_MS } from '../store/inventory/sweeping/pages.ts';
import { lookUpUnseen } from './look-up-unseen.ts';
import { sectionsOf } from './sections.ts';
import { plannedSections } from './section-plan.ts';
import { JOB_MS, type SweepDeps } from './sweep-port.ts';
import { LOST, conclude, keep, type Progress, type Run } from './sweep-step.ts';

const ENDED: ReadonlySet<SectionState['status']> = new Set(['COMPLETE', 'INCOMPLETE', 'HELD']);

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

/** A sweep that an older version began. */
function noSuchSection(name: string): Problem {
  return newProblem('NOT_SUPPORTED', 'PLATFORM', `The section ${name} is not read any more.`);
}
