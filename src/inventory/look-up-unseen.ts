// Look-ups at the end of a section: what it did not show is asked for by itself, within a bound of calls.
import type { Allowance } from '../domain/call.ts';
import type { SectionState } from '../store/inventory/sweeping/api.ts';
import { lookUpCalls, lookUpsFor, mostUnseen, shareOfCalls, type LookUp } from './look-up.ts';
import { LOST, keep, type Progress, type Read, type Run } from './sweep-step.ts';

/** Looks up what a section that was read to its end has not shown. What cannot be looked up is left as it is. */
export async function lookUpUnseen(run: Run, read: SectionState): Promise<Progress> {
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
