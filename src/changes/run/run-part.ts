// Carrying out one account's part of a set: intent recorded, sent once, read back, outcome recorded. A process may be killed at any
// moment: the next one reads what may have been sent before it sends anything again.
import type { PartKey } from '../../store/sets/api.ts';
import { keepRemovals } from '../schedules/kept-removals.ts';
import type { Origin } from './part-span.ts';
import { withPart, type PartRun } from './part-run.ts';
import { readBack } from './read-back.ts';
import { createPatience, readyOf } from './ready.ts';
import type { RunDeps } from './run-deps.ts';
import { sendAll } from './send.ts';

/**
 * Works on a part until all of its changes are done, it is cancelled, or the lease is lost; or until what is left of it waits for
 * other parts for too long. Returns at once when another process has it.
 */
export function runPart(
  key: PartKey,
  deps: RunDeps,
  signal: AbortSignal,
  origin: Origin = {},
): Promise<void> {
  return withPart(key, deps, { ...origin, signal }, carryOut);
}

async function carryOut(run: PartRun): Promise<void> {
  await readBack(run, await run.changes(['SENDING', 'SENT']));
  let waitMore = createPatience(run);
  for (;;) {
    const planned = await run.changes(['PLANNED']);
    if (planned.length === 0) return;
    const { ready, someLeftOut } = await readyOf(run, planned);
    if (ready.length === 0 && !someLeftOut) {
      if (await waitMore()) continue;
      return;
    }
    waitMore = createPatience(run);
    await keepRemovals(run, ready);
    await sendAll(run, ready);
    await readBack(run, await run.changes(['SENDING', 'SENT']));
  }
}
