// Following a change set: as it is now, then whenever something about it was recorded, up to its end.
import type { ChangeSet, ChangeSetStatus } from '../domain/change-set.ts';
import { ProblemError, asProblemError } from '../domain/problem.ts';
import { untilNextLook, type Pace } from '../domain/waiting/next-look.ts';
import type { Store } from '../store/api.ts';
import type { Watch } from '../store/notices/api.ts';

/** The set as it is, null when there is none for the caller, or why it cannot be read just now. */
export type Followed = ChangeSet | null | ProblemError;

export interface FollowDeps extends Pace {
  readonly opened: () => Promise<Store>;
  /** The set as it is now, as far as the caller may see it. */
  readonly read: (setId: string) => Promise<ChangeSet | null>;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Nothing more is recorded of such a set. An UNSETTLED one is still read again. */
const OVER: ReadonlySet<ChangeSetStatus> = new Set([
  'SUCCEEDED',
  'PARTIAL',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
]);

/** Gives the set after each look; how it was at its end comes last. A store that cannot be reached is looked for again. */
export async function* followSet(setId: string, deps: FollowDeps): AsyncGenerator<Followed, void, void> {
  let watch: Watch | null = null;
  let recordedAt: number | null = null;
  try {
    while (!deps.signal.aborted) {
      const looked = deps.now();
      let news: Promise<number | null> | null = null;
      let seen: Followed;
      try {
        const store = await deps.opened();
        watch ??= store.watchSet(setId);
        news = watch.news();
        seen = await deps.read(setId);
      } catch (error) {
        seen = asProblemError(error);
      }
      yield seen;
      // The next one is asked for when this one has been told.
      if (recordedAt !== null) deps.lagged?.(deps.now() - recordedAt);
      if (isLast(seen)) return;
      recordedAt = await untilNextLook(news, looked, deps);
    }
  } finally {
    watch?.close();
  }
}

function isLast(seen: Followed): boolean {
  if (seen === null) return true;
  return seen instanceof ProblemError ? !seen.problem.retryable : OVER.has(seen.status);
}
