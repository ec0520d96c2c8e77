// What this process does for findings: it takes jobs that work them out, until it stops.
import type { JobRunner, Jobs } from '../store/jobs/api.ts';
import { workOutFindings, type FinderDeps } from './finder.ts';

/** How often there is a look for accounts that were swept. */
const LOOK_MS = 5_000;

/** Starts working findings out. Throws STORE_UNAVAILABLE. */
export function startFinding(
  deps: FinderDeps & { readonly store: Pick<JobRunner, 'startFindings'> },
): Promise<Jobs> {
  return deps.store.startFindings((signal) => workOutFindings(deps, signal), LOOK_MS);
}
