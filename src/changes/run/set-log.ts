// Lines in the log about change sets: one when a set begins to be carried out, one when it has ended. Never whom its changes are about.
import type { ChangeProgress, ChangeSet } from '../../domain/change-set.ts';
import type { Log } from '../../domain/log.ts';
import { asProblemError } from '../../domain/problem.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import type { Store } from '../../store/api.ts';

interface SetLogDeps {
  readonly store: Pick<Store, 'progress'>;
  readonly log: Log;
  /** The id of a set as the graph gives it out: providers are told the same. */
  readonly nameOfSet: (setId: string) => string;
}

/**
 * Tells of a set of so many changes, and of its end where there is nothing to send. Joins the id of the set to that of the request: from
 * here on, whatever is sent has the id of the set.
 */
export async function logBegun(
  set: ChangeSet,
  size: number,
  request: Trace | undefined,
  deps: SetLogDeps,
): Promise<void> {
  const ids = request && { requestId: request.requestId, traceId: request.traceId };
  deps.log.info({ ...aboutSet(set, deps), changes: size, ...ids }, 'a change set is carried out');
  if (set.status !== 'RUNNING') await logEnded(set, deps);
}

/** To be called by the process that ended it, or gave it another status after later reads. A warning when something went wrong. */
export async function logEnded(set: ChangeSet, deps: SetLogDeps): Promise<void> {
  const { status, startedAt, finishedAt, madeCalls } = set;
  const about = {
    ...aboutSet(set, deps),
    status,
    ms: startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null,
    upstreamSent: madeCalls,
  };
  try {
    const {
      total,
      underWay: _underWay,
      pendingRemovals: _removals,
      ...counts
    } = await deps.store.progress(set.id);
    const outcomes = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
    deps.log[wentWrong(counts) ? 'warn' : 'info'](
      { ...about, changes: total, outcomes },
      'a change set has ended',
    );
  } catch (error) {
    // The set has ended all the same.
    deps.log.warn({ ...about, problem: asProblemError(error).problem.code }, 'a change set has ended');
  }
}

function wentWrong({ REJECTED, UNKNOWN }: Pick<ChangeProgress, 'REJECTED' | 'UNKNOWN'>): boolean {
  return REJECTED + UNKNOWN > 0;
}

function aboutSet({ id, principal, appliedBy }: ChangeSet, { nameOfSet }: SetLogDeps): object {
  return { set: nameOfSet(id), principal: appliedBy ?? principal };
}
