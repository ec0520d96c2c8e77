// Which planned changes may be sent now: one that waits for others of its set may when a read has shown those.
import { isShown, type ChangeRecord, type RequestRecord } from '../../domain/change-set.ts';
import type { ChangeResult } from '../../store/changes/api.ts';
import { waitsInVain } from '../dependencies.ts';
import type { PartRun } from './part-run.ts';
import { doneAs } from './results.ts';

/** How long a part is held while all that is left of it waits. Then its lease is given back, and a job takes it up when others are done. */
const PATIENCE_MS = 5_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** The changes that wait for nothing any more. Those that wait for a failed one are recorded as SKIPPED. */
export async function readyOf(
  run: PartRun,
  planned: readonly ChangeRecord[],
): Promise<{ readonly ready: readonly ChangeRecord[]; readonly someLeftOut: boolean }> {
  const waiting = planned.filter(({ waitsFor }) => waitsFor.length > 0);
  if (waiting.length === 0) return { ready: planned, someLeftOut: false };
  const positions = [...new Set(waiting.flatMap(({ waitsFor }) => waitsFor))];
  const awaited = await run.deps.store.requestsOf(run.setId, { positions, limit: positions.length });
  const at = new Map(awaited.map((record) => [record.position, record]));
  const leftOut = waiting.flatMap((record) => skippedFor(record, at) ?? []);
  await run.record(leftOut);
  const ready = planned.filter(({ waitsFor }) => waitsFor.every((place) => isThere(at.get(place))));
  return { ready, someLeftOut: leftOut.length > 0 };
}

/** A pause before the next look at the set; false when the part has waited long enough. */
export function createPatience({ deps, pause: wait }: PartRun): () => Promise<boolean> {
  const until = deps.now() + PATIENCE_MS;
  let pause = FIRST_PAUSE_MS;
  return async () => {
    if (deps.now() >= until) return false;
    await wait(pause);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    return true;
  };
}

function skippedFor(record: ChangeRecord, at: ReadonlyMap<number, RequestRecord>): ChangeResult | null {
  const place = record.waitsFor.find((position) => isFailed(at.get(position)));
  if (place === undefined) return null;
  const { id, accountKey } = record.change;
  return doneAs(id, 'SKIPPED', waitsInVain(place, at.get(place)?.problem ?? null, accountKey));
}

function isThere(awaited: RequestRecord | undefined): boolean {
  return awaited !== undefined && isShown(awaited.outcome);
}

/** Done without having been shown by a read, and not to be read again. */
function isFailed(awaited: RequestRecord | undefined): boolean {
  if (awaited === undefined) return true;
  return awaited.phase === 'DONE' && !isShown(awaited.outcome) && awaited.settleAfter === null;
}
