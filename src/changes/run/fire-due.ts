// Kept removals whose day has come become change sets.
import type { ScheduledRemoval } from '../../domain/change-set.ts';
import { NO_OPTIONS } from '../../domain/change.ts';
import { asProblemError, saysNotNow } from '../../domain/problem.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import type { NewChangeSet } from '../../store/sets/new-set.ts';
import type { DroppedSchedule } from '../../store/schedules/api.ts';
import { backgroundRead } from '../../domain/waiting/background-call.ts';
import { SCHEDULER } from '../schedules/kept-removals.ts';
import { isChange, isDecided, planRequests, type Plan, type PlannedRequest } from '../plan/plan.ts';
import type { RunDeps } from './run-deps.ts';
import { logBegun } from './set-log.ts';
import type { ChangeRequest } from '../change-request.ts';

const BATCH = 1_000;

/** Makes a change set of the removals that are due in each account; it is then carried out like any other. */
export async function fireDue(deps: RunDeps, signal: AbortSignal, trace?: Trace): Promise<void> {
  if ((await deps.store.dueSchedules(1)).length === 0) return;
  // Account by account: one that fails holds up none of the others, however many of its removals are due.
  for (const accountKey of deps.accounts.keys()) {
    if (signal.aborted) throw signal.reason;
    try {
      await fireAccount(accountKey, deps, { signal, trace });
    } catch (error) {
      const { code } = asProblemError(error).problem;
      deps.log.warn({ account: accountKey, problem: code }, 'scheduled removals wait for the next try');
    }
  }
}

/** Ends it, and tells its place in a trace. */
interface Job {
  readonly signal: AbortSignal;
  readonly trace: Trace | undefined;
}

async function fireAccount(accountKey: string, deps: RunDeps, job: Job): Promise<void> {
  const filter = { statuses: ['WAITING'], accountKeys: [accountKey] } as const;
  let after: ScheduledRemoval | null = null;
  for (;;) {
    const page: readonly ScheduledRemoval[] = await deps.store.schedules(filter, after, BATCH);
    const due = page.filter(({ dueAt }) => Date.parse(dueAt) <= deps.now());
    if (due.length > 0) await fire(due, deps, job);
    after = page.at(-1) ?? null;
    // They come by day: a page that is not due to its end is the last one.
    if (after === null || due.length < BATCH) return;
  }
}

async function fire(
  schedules: readonly ScheduledRemoval[],
  deps: RunDeps,
  { signal, trace }: Job,
): Promise<void> {
  const asked = schedules.map((schedule, index) => ({ schedule, request: requestOf(schedule, index) }));
  const plan = await planRequests(
    asked.map(({ request }) => request),
    deps,
    backgroundRead(deps, signal, trace).call,
  );
  const requestFor = new Map(plan.requests.map((one) => [one.request, one]));
  const gone = asked.flatMap(({ schedule, request }) => droppedFor(schedule, requestFor.get(request)) ?? []);
  if (gone.length > 0) await deps.store.cancelSchedules(gone, SCHEDULER, null);
  const decided = plan.requests.filter(isChange).filter(isDecided);
  const planned = new Map(decided.map((change) => [change.request, change]));
  const ready = asked.filter(({ request }) => planned.has(request));
  if (ready.length === 0) return;
  const set = await deps.store.fireSchedules(
    ready.map(({ schedule }) => schedule.id),
    newSet(plan),
    ready.flatMap(({ request }) => planned.get(request) ?? []),
    true,
  );
  if (set) await logBegun(set, ready.length, undefined, deps);
}

/** A removal is dropped when a read has shown that nothing is left to remove. With any other problem it waits for the next try. */
function droppedFor(schedule: ScheduledRemoval, request: PlannedRequest | undefined): DroppedSchedule | null {
  if (request?.isRefused !== true) return null;
  const { problem, before } = request;
  if (before === null || problem === null || saysNotNow(problem)) return null;
  return { ...schedule, reason: `Nothing is left to remove. ${problem.message}`, before };
}

function newSet({ hash, plannedCalls, seatImpact }: Plan): NewChangeSet {
  return {
    kind: 'APPLY',
    hash,
    principal: SCHEDULER,
    reason: 'scheduled removal',
    ticket: null,
    plannedCalls,
    seatImpact,
    undoOf: null,
    retryOf: null,
    leftOut: null,
    expiresAt: null,
    // What is said of the others is no matter of this set: they wait, or were dropped.
    problems: [],
  };
}

function requestOf({ accountKey, licenseId, assignee }: ScheduledRemoval, index: number): ChangeRequest {
  return {
    path: ['schedules', String(index)],
    index,
    waitsFor: [],
    action: 'REMOVE',
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, ...assignee },
    removalOn: null,
    options: NO_OPTIONS,
    fault: null,
  };
}
