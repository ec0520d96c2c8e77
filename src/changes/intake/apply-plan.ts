// Starting a plan: only while its content would be the same now.
import type { ChangeRecord, ChangeSet } from '../../domain/change-set.ts';
import { callerError, problem, type Problem, type ProblemError } from '../../domain/problem.ts';
import type { IdempotencyClaim } from '../../store/sets/api.ts';
import type { Answer, Submission } from '../engine-port.ts';
import { answerOf, planDeps, problemsOf, type IntakeDeps } from './intake.ts';
import { claimOf, onceForKey, type Outcome } from './once-for-key.ts';
import { driftOf, otherHash } from '../plan/drift.ts';
import { repeatOf } from '../plan/follow-up.ts';
import { isDecided, planRequests, type Plan } from '../plan/plan.ts';

const EVERY = 1_000_000;

/**
 * Starts a plan, unless its content would be another one now. Throws BAD_ID when there is no such plan, or none that can be applied.
 */
export async function applyPlan(
  plan: ChangeSet | null,
  hash: string,
  submission: Submission,
  deps: IntakeDeps,
): Promise<Answer> {
  if (plan === null) throw notAPlan();
  const claim = claimOf(submission, ['APPLY_PLAN', plan.id, hash]);
  return onceForKey(claim, deps.store, {
    call: () => start(plan, hash, { claim, submission }, deps),
    replay: async ({ id }) => answerOf(await deps.finished(id, submission), true, deps),
  });
}

async function start(
  plan: ChangeSet,
  hash: string,
  { claim, submission }: { readonly claim: IdempotencyClaim | null; readonly submission: Submission },
  deps: IntakeDeps,
): Promise<Outcome<Answer>> {
  const { store } = deps;
  if (plan.status !== 'PLANNED') return notApplied(plan, [closed(plan)]);
  const wrong = otherHash(plan, hash);
  if (wrong.length > 0) return notApplied(plan, wrong);
  const records = await store.changesOf(plan.id, { limit: EVERY });
  const obstacles = records.some(isOfRefusedSet) ? [] : await obstaclesTo(records, submission, deps);
  if (obstacles.length > 0) return notApplied(plan, obstacles);
  const started = await store.startSet(plan.id, submission, { idempotency: claim, enqueue: true });
  if (!started) throw notAPlan();
  if (started.how === 'NOT_PLANNED') return notApplied(started.set, [closed(started.set)]);
  if (started.how === 'STARTED') await deps.begin(started.set, records.length, submission.call.trace);
  const set = await deps.finished(plan.id, submission);
  return { kept: await answerOf(set, started.how === 'REPLAYED', deps) };
}

function notApplied(set: ChangeSet, problems: readonly Problem[]): Outcome<Answer> {
  return { notKept: { set, replayed: false, problems } };
}

/** What keeps a plan from being applied now: accounts that cannot be read, or a current state that differs from the planned one. */
async function obstaclesTo(
  records: readonly ChangeRecord[],
  submission: Submission,
  deps: IntakeDeps,
): Promise<readonly Problem[]> {
  const again = await planRequests(records.map(repeatOf), planDeps(submission, deps), submission.call);
  const unread = notNow(again);
  return unread.length > 0 ? unread : driftOf(records, again);
}

/** Nothing of such a plan is sent, whatever the current state is. */
function isOfRefusedSet({ problem: found }: ChangeRecord): boolean {
  return found?.code === 'SET_REFUSED';
}

/** The problems that say that a plan cannot be validated again for the time being. */
function notNow({ requests }: Plan): readonly Problem[] {
  return problemsOf(requests.filter((one) => !isDecided(one)));
}

function notAPlan(): ProblemError {
  return callerError(
    'BAD_ID',
    'There is no such plan.',
    'Pass the id of a change set as a plan returned it.',
  );
}

function closed({ kind, status }: ChangeSet): Problem {
  const why =
    kind === 'APPLY' ? 'was applied already' : status === 'EXPIRED' ? 'has expired' : 'was cancelled';
  return problem('PLAN_CLOSED', 'CALLER', `This plan ${why}.`, {
    path: ['plan', 'id'],
    hint: kind === 'APPLY' ? 'Look at the set: it is the one that carries the plan out.' : 'Plan again.',
  });
}
