// What this process does for the inventory: it takes jobs of sweeps, until it stops.
import { createSweeper } from './sweeper.ts';
import type { SweepDeps, SweepStore } from './sweep-port.ts';

/** How often there is a look for sweeps that are due. */
const PLAN_MS = 5_000;
/** Sweeps that one process works on at once: they wait for their providers most of the time. */
const SWEEPS_AT_ONCE = 8;

export interface InventoryWorker {
  /** To be called when accounts were added or removed. */
  keepAccounts(): Promise<void>;
  /** Takes no more jobs, and leaves the sweeps under way to other processes. */
  stop(): Promise<void>;
}

/** Starts sweeping the accounts. Throws STORE_UNAVAILABLE. */
export async function startSweeping(
  deps: Omit<SweepDeps, 'enqueue'> & { readonly store: SweepStore },
): Promise<InventoryWorker> {
  const { store, accounts } = deps;
  const keepAccounts = () => store.keepAccounts([...accounts().values()].map(({ account }) => account));
  await keepAccounts();
  const sweeper = createSweeper({ ...deps, enqueue: (sweepId) => store.enqueueSweep(sweepId) });
  const jobs = await store.startSweeps(sweeper, PLAN_MS, SWEEPS_AT_ONCE);
  // Nobody waits for the first look.
  await sweeper.planSweeps(new AbortController().signal);
  return { keepAccounts, stop: () => jobs.stop() };
}
