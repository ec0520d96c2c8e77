// From what is asked for to a set that is kept: planned, kept under its key, started; and answered again when it is asked again.
import { createHash } from 'node:crypto';
import type { ChangeRecord, ChangeSet, RequestRecord } from '../domain/change-set.ts';
import { ProblemError, callerError, problem, type Problem } from '../domain/problem.ts';
import type { IdempotencyClaim, Store } from '../store/api.ts';
import type { NewChangeSet } from '../store/new-set.ts';
import type { Answer, Request } from './engine-port.ts';
import { carriedOn, leftUndecided, undecidedOf } from './carry-on.ts';
import { inversesOf, otherTries, repeatOf } from './plan/follow-up.ts';
import {
  isChange,
  isDecided,
  planWishes,
  refuseAll,
  type Plan,
  type PlanDeps,
  type PlannedRequest,
} from './plan/plan.ts';
import { otherHash, staleness } from './plan/drift.ts';
import type { Wish } from './change-request.ts';

/** What a set takes back, or tries again. */
interface Follows {
  readonly undoOf?: string;
  readonly retryOf?: string;
}

/** How a set comes to be kept. */
interface Intake {
  readonly kind: ChangeSet['kind'];
  readonly claim: IdempotencyClaim | null;
  readonly follows?: Follows;
  /** The same each time, as far as nothing it is made of has moved; a sentence when there is nothing to do. */
  readonly asked: () => Promise<readonly Wish[] | string>;
}

export interface IntakeDeps extends Omit<PlanDeps, 'accounts' | 'joined' | 'joinsPlan'> {
  readonly store: Store;
  readonly planMs: number;
  /** Starts working on a set of so many changes. */
  readonly begin: (setId: string, size: number) => Promise<void>;
  /** The set as it is when the request need not or will not wait any more. */
  readonly settled: (setId: string, request: Request) => Promise<ChangeSet>;
}

export interface Intakes {
  create(wishes: readonly Wish[], request: Request, kind: ChangeSet['kind']): Promise<Answer>;
  applyPlan(plan: ChangeSet | null, hash: string, request: Request): Promise<Answer>;
  followUp(set: ChangeSet, request: Request, how: 'retry' | 'undo', dryRun: boolean): Promise<Answer>;
}

const EVERY = 1_000_000;

const NOTHING_TO_DO = {
  retry: 'No change of this set failed in a way that trying again could mend.',
  undo: 'No change of this set did anything that could be taken back.',
} as const;

export function createIntakes(deps: IntakeDeps): Intakes {
  const { store } = deps;

  async function take(intake: Intake, request: Request): Promise<Answer> {
    const known = intake.claim && (await store.replay(intake.claim));
    if (known) return replay(known, intake, request);
    const asked = await intake.asked();
    if (typeof asked === 'string') return nothingToDo(asked);
    const planned = await planWishes(asked, planDeps(request), request.call);
    const isWhole = request.onProblem === 'REFUSE_ALL';
    const plan = isWhole ? refuseAll(planned) : planned;
    if (!isKept(plan, request) || (isWhole && !isToldWhole(plan))) {
      return { set: null, replayed: false, problems: problemsOf(plan.requests) };
    }
    const created = await store.createSet(newSet(plan, request, intake), plan.requests, {
      idempotency: intake.claim,
      enqueue: intake.kind === 'APPLY',
    });
    // Another call with the key was faster, and may have been told less.
    if (created.replayed) return replay(created.set, intake, request);
    if (intake.kind === 'PLAN') return answerOf(created.set, false);
    await deps.begin(created.set.id, plan.requests.length);
    return answerOf(await deps.settled(created.set.id, request), false);
  }

  /** The answer that a key stands for already, once what it left undecided has been decided as far as may be. */
  async function replay(set: ChangeSet, intake: Intake, request: Request): Promise<Answer> {
    await carryOn(set, intake, request);
    return answerOf(await deps.settled(set.id, request), true);
  }

  async function carryOn(set: ChangeSet, intake: Intake, request: Request): Promise<void> {
    if (!mayBeCarriedOn(set, intake.kind) || !leftUndecided(set, await leftOut(set.id))) return;
    const asked = await intake.asked();
    if (typeof asked === 'string') return;
    const records = await store.requestsOf(set.id, { limit: EVERY });
    const undecided = undecidedOf(asked, set, records);
    const open = new Set(undecided.map(({ record }) => record?.change.id));
    const changes = await store.changesOf(set.id, { limit: EVERY });
    const joined = changes.filter(({ change }) => !open.has(change.id));
    const joining = { ...planDeps(request), joined, joinsPlan: set.kind === 'PLAN' };
    const plan = await planWishes(
      undecided.map(({ wish }) => wish),
      joining,
      request.call,
    );
    const input = carriedOn(set, records, { undecided, plan });
    if (input === null || !(await store.carryOn(input, set.kind === 'APPLY'))) return;
    if (set.kind === 'APPLY') await deps.begin(set.id, records.length + input.added.length);
  }

  /** Requests that were refused, or left out because of others. */
  function leftOut(setId: string): Promise<readonly RequestRecord[]> {
    return store.requestsOf(setId, { outcomes: ['REJECTED', 'SKIPPED'], limit: EVERY });
  }

  /** Together with what was refused before anything was sent, as often as the answer is given. */
  async function answerOf(set: ChangeSet, isReplay: boolean): Promise<Answer> {
    const beforehand = (await leftOut(set.id)).filter(isOfPlanning);
    return { set, replayed: isReplay, problems: [...set.problems, ...problemsOf(beforehand)] };
  }

  /** What keeps a plan from being applied now: accounts that cannot be read, or a world that is another one. */
  async function movedSince(records: readonly ChangeRecord[], request: Request): Promise<readonly Problem[]> {
    const again = await planWishes(records.map(repeatOf), planDeps(request), request.call);
    const unread = notNow(again);
    return unread.length > 0 ? unread : staleness(records, again);
  }

  async function wishesAfter(setId: string, how: 'retry' | 'undo'): Promise<readonly Wish[]> {
    if (how === 'retry') return otherTries(await store.requestsOf(setId, { limit: EVERY }));
    const records = await store.changesOf(setId, { limit: EVERY });
    const later = await store.laterChanges(records.map(({ change }) => change.id));
    return inversesOf(records, later, deps.nameOfSet);
  }

  function newSet(plan: Plan, request: Request, { kind, follows }: Intake): NewChangeSet {
    return {
      kind,
      hash: plan.hash,
      principal: request.principal,
      reason: request.reason,
      ticket: request.ticket,
      plannedCalls: plan.plannedCalls,
      seatImpact: plan.seatImpact,
      undoOf: follows?.undoOf ?? null,
      retryOf: follows?.retryOf ?? null,
      expiresAt: kind === 'PLAN' ? new Date(deps.now() + deps.planMs).toISOString() : null,
      problems: [],
    };
  }

  function planDeps({ accounts }: Request): PlanDeps {
    return { ...deps, accounts };
  }

  return {
    create: (wishes, request, kind) =>
      take(
        {
          kind,
          claim: claimOf(request, [kind, wishes.map(describeWish), ...unlessUsual(request)]),
          asked: () => Promise.resolve(wishes),
        },
        request,
      ),
    async applyPlan(plan, hash, request) {
      if (plan === null) throw notAPlan();
      const claim = claimOf(request, ['APPLY_PLAN', plan.id, hash]);
      const known = claim && (await store.replay(claim));
      if (known) return answerOf(await deps.settled(known.id, request), true);
      const withPlan = (problems: readonly Problem[]): Answer => ({ set: plan, replayed: false, problems });
      if (plan.status !== 'PLANNED') return withPlan([closed(plan)]);
      const wrong = otherHash(plan, hash);
      if (wrong.length > 0) return withPlan(wrong);
      const records = await store.changesOf(plan.id, { limit: EVERY });
      const moved = records.some(isOfRefusedSet) ? [] : await movedSince(records, request);
      if (moved.length > 0) return withPlan(moved);
      const started = await store.startSet(plan.id, request, { idempotency: claim, enqueue: true });
      if (!started) throw notAPlan();
      if (started.how === 'NOT_PLANNED') {
        return { set: started.set, replayed: false, problems: [closed(started.set)] };
      }
      if (started.how === 'STARTED') await deps.begin(plan.id, records.length);
      return answerOf(await deps.settled(plan.id, request), started.how === 'REPLAYED');
    },
    followUp(set, request, how, dryRun) {
      const kind = dryRun ? 'PLAN' : 'APPLY';
      const follows = how === 'retry' ? { retryOf: set.id } : { undoOf: set.id };
      // The set is the input: what its changes have come to may be another thing when the same is asked again.
      const claim = claimOf(request, [kind, follows]);
      const asked = async (): Promise<readonly Wish[] | string> => {
        if (set.kind === 'PLAN') return 'This is a plan: nothing of it was carried out.';
        const wishes = await wishesAfter(set.id, how);
        return wishes.length === 0 ? NOTHING_TO_DO[how] : wishes;
      };
      return take({ kind, claim, follows, asked }, request);
    },
  };
}

function claimOf({ principal, idempotencyKey }: Request, content: unknown): IdempotencyClaim | null {
  if (idempotencyKey === null) return null;
  const inputHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { principal, key: idempotencyKey, inputHash };
}

/** Nothing of such a plan is sent, whatever has become of the world. */
function isOfRefusedSet({ problem: found }: ChangeRecord): boolean {
  return found?.code === 'SET_REFUSED';
}

/** A key must not remember that nothing could be told, nor an input that has mistakes alone. */
function isKept({ requests }: Plan, { keepsRefused = false }: Request): boolean {
  return requests.some((one) => isDecided(one) && (isChange(one) || (keepsRefused && isJudged(one))));
}

/** Whether it was refused for what its account has, and not for how it was written. */
function isJudged({ change, problem: found }: PlannedRequest): boolean {
  return change.accountKey !== null && found?.code !== 'BAD_INPUT' && found?.code !== 'BAD_ID';
}

/** What is found while a set runs has no place in the input. */
function isOfPlanning({ attempts, problem: found }: RequestRecord): boolean {
  return attempts === 0 && found?.path != null;
}

/** What version 0.2 did not know is left out where it is as it was then: its keys still replay. */
function describeWish({ license, assignee, fault, index: _index, waitsFor, ...wish }: Wish): unknown {
  const target = (value: unknown): unknown => (value instanceof ProblemError ? value.problem.code : value);
  const waits = waitsFor.length === 0 ? [] : [waitsFor];
  return [wish, target(license), target(assignee), target(fault), ...waits];
}

function unlessUsual({ onProblem }: Request): readonly string[] {
  return onProblem === 'APPLY_REST' ? [] : [onProblem];
}

/** A plan until it is applied, and what is carried out until it is cancelled. */
function mayBeCarriedOn(set: ChangeSet, kind: ChangeSet['kind']): boolean {
  if (set.kind !== kind || set.cancelRequested) return false;
  return kind === 'APPLY' ? set.status !== 'CANCELLED' : set.status === 'PLANNED';
}

function problemsOf(changes: readonly { readonly problem: Problem | null }[]): readonly Problem[] {
  return changes.flatMap((change) => change.problem ?? []);
}

/** What says that a plan cannot be judged anew for the time being. */
function notNow({ requests }: Plan): readonly Problem[] {
  return problemsOf(requests.filter((one) => !isDecided(one)));
}

/** Whether nothing is refused for the time being alone. */
function isToldWhole(plan: Plan): boolean {
  return plan.requests.every((one) => one.outcome !== 'REJECTED' || isDecided(one));
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

function nothingToDo(message: string): Answer {
  const found = problem('CHANGE_REFUSED', 'CALLER', message, {
    path: ['id'],
    hint: 'Look at the outcomes of its changes.',
  });
  return { set: null, replayed: false, problems: [found] };
}
