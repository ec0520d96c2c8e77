// The change engine: every write, single or ten thousand, goes through here. Plan, record, send, read back, record, audit.
import { createHash } from 'node:crypto';
import type { ChangeRecord, ChangeSet } from '../domain/change-set.ts';
import { ProblemError, callerError, problem, type Problem } from '../domain/problem.ts';
import type { IdempotencyClaim, NewChangeSet } from '../store/api.ts';
import type { Jobs } from '../store/jobs-api.ts';
import { dayOf } from './days.ts';
import { anotherTry, inverseOf, repeatOf, type FollowUp } from './follow-up.ts';
import { planWishes, type Plan } from './plan.ts';
import { staleness } from './stale.ts';
import { runPart } from './runner.ts';
import { fireSchedules } from './schedules.ts';
import { settleDue } from './settle.ts';
import type { Answer, ChangeEngine, EngineDeps, Request } from './api.ts';
import type { Wish } from './wish.ts';

/** What a set takes back, or tries again. */
interface Follows {
  readonly undoOf?: string;
  readonly retryOf?: string;
}

/** How a set comes to be kept. */
interface Creation {
  readonly kind: 'PLAN' | 'APPLY';
  readonly claim: IdempotencyClaim | null;
  readonly follows?: Follows;
  /** What could not even become a wish. */
  readonly refused?: readonly Problem[];
}

const EVERY = 1_000_000;
/** Parts handed out at a time. */
const TAKEN_UP = 100;
/** Kept of a request's time for the answer itself, milliseconds. */
const ANSWER_MS = 500;

export function createChangeEngine(deps: EngineDeps): ChangeEngine {
  const { store } = deps;
  const stopping = new AbortController();
  const inline = new Set<Promise<void>>();
  let jobs: Jobs | null = null;

  async function create(wishes: readonly Wish[], request: Request, kind: 'PLAN' | 'APPLY'): Promise<Answer> {
    const claim = claimOf(request, [kind, wishes.map(describeWish)]);
    return (await replayed(claim, request)) ?? (await keep(wishes, request, { kind, claim }));
  }

  /** The answer that the key of a request stands for already. */
  async function replayed(claim: IdempotencyClaim | null, request: Request): Promise<Answer | null> {
    const known = claim && (await store.replay(claim));
    return known && (await answerOf(await settled(known.id, request), true));
  }

  async function keep(
    wishes: readonly Wish[],
    request: Request,
    { kind, claim, follows, refused = [] }: Creation,
  ): Promise<Answer> {
    const plan = await planWishes(wishes, planDeps(request), request.call);
    const problems = [...refused, ...plan.unresolved];
    if (plan.changes.length === 0) return { set: null, replayed: false, problems };
    const created = await store.createSet(newSet(plan, request, kind, follows, problems), plan.changes, {
      idempotency: claim,
      enqueue: kind === 'APPLY',
    });
    if (kind === 'APPLY' && !created.replayed) await begin(created.set.id, plan.changes.length);
    const set = kind === 'APPLY' ? await settled(created.set.id, request) : created.set;
    return answerOf(set, created.replayed);
  }

  /** Together with what was refused before anything was sent, as often as the answer is given. */
  async function answerOf(set: ChangeSet, isReplay: boolean): Promise<Answer> {
    const rejected = await store.changesOf(set.id, { outcomes: ['REJECTED'], limit: EVERY });
    const refused = rejected.flatMap((record) =>
      record.attempts === 0 && record.problem ? [record.problem] : [],
    );
    return { set, replayed: isReplay, problems: [...set.problems, ...refused] };
  }

  function newSet(
    plan: Plan,
    request: Request,
    kind: 'PLAN' | 'APPLY',
    follows: Follows | undefined,
    problems: readonly Problem[],
  ): NewChangeSet {
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
      problems,
    };
  }

  function planDeps(request: Request) {
    return {
      accounts: request.accounts,
      schedules: store,
      newId: deps.newId,
      today: dayOf(deps.now(), deps.zone),
    };
  }

  /** Small sets are worked on here at once; the jobs that were sent with the set find nothing left, or take over. */
  async function begin(setId: string, size: number): Promise<void> {
    if (size > deps.inlineChanges) return;
    for (const part of await store.partsOf(setId)) {
      const run = runPart(part, deps, stopping.signal).catch((error: unknown) => {
        deps.log.warn(
          { set: setId, account: part.accountKey, problem: codeOf(error) },
          'a part was left to its job',
        );
      });
      inline.add(run);
      void run.finally(() => inline.delete(run));
    }
  }

  /** The set as it is once it has finished, or when the caller's wait is over, or this process stops. */
  async function settled(setId: string, { waitMs, call }: Request): Promise<ChangeSet> {
    const until = Math.min(deps.now() + waitMs, call.deadline - ANSWER_MS);
    const over = AbortSignal.any([call.signal, stopping.signal]);
    for (let pause = 20; ; pause = Math.min(pause * 1.5, 500)) {
      const set = await store.set(setId);
      if (!set) throw callerError('BAD_ID', 'There is no such change set.');
      if (set.status !== 'RUNNING' || deps.now() >= until || over.aborted) return set;
      // Ended early or not, the next look tells how the set is.
      await deps.sleep(pause, over).catch(() => undefined);
    }
  }

  /** What nobody works on is handed to whoever comes first, without waiting for the next sweep. */
  async function takeUp(): Promise<void> {
    await store.enqueueParts(await store.openParts(TAKEN_UP));
  }

  async function applyPlan(plan: ChangeSet | null, hash: string, request: Request): Promise<Answer> {
    if (plan === null) throw notAPlan();
    const claim = claimOf(request, ['APPLY_PLAN', plan.id, hash]);
    const known = await replayed(claim, request);
    if (known !== null) return known;
    if (plan.status !== 'PLANNED') return { set: plan, replayed: false, problems: [closed(plan)] };
    const records = await store.changesOf(plan.id, { limit: EVERY });
    const again = await planWishes(records.map(repeatOf), planDeps(request), request.call);
    const stale = staleness(plan, hash, records, again);
    if (stale.length > 0) return { set: plan, replayed: false, problems: stale };
    const started = await store.startSet(plan.id, request, { idempotency: claim, enqueue: true });
    if (!started) throw notAPlan();
    if (started.how === 'NOT_PLANNED') {
      return { set: started.set, replayed: false, problems: [closed(started.set)] };
    }
    if (started.how === 'STARTED') await begin(plan.id, records.length);
    return answerOf(await settled(plan.id, request), started.how === 'REPLAYED');
  }

  async function followUp(
    set: ChangeSet,
    request: Request,
    kind: 'PLAN' | 'APPLY',
    follows: Follows,
    next: (record: ChangeRecord) => FollowUp,
  ): Promise<Answer> {
    // The set is the input: what its changes have come to may be another thing when the same is asked again.
    const claim = claimOf(request, [kind, follows]);
    const known = await replayed(claim, request);
    if (known !== null) return known;
    if (set.kind === 'PLAN') return nothingToDo('This is a plan: nothing of it was carried out.');
    const steps = (await store.changesOf(set.id, { limit: EVERY })).map(next);
    if (steps.every(({ wish, problem: found }) => wish === null && found === null)) {
      return nothingToDo(
        follows.retryOf === undefined
          ? 'No change of this set did anything that could be taken back.'
          : 'No change of this set failed in a way that trying again could mend.',
      );
    }
    return keep(
      steps.flatMap(({ wish }) => wish ?? []),
      request,
      { kind, claim, follows, refused: steps.flatMap((step) => step.problem ?? []) },
    );
  }

  return {
    plan: (wishes, request) => create(wishes, request, 'PLAN'),
    apply: (wishes, request) => create(wishes, request, 'APPLY'),
    applyPlan,
    async cancel(setId, principal) {
      return (await store.cancelSet(setId, principal))?.set ?? null;
    },
    retry: (set, request, dryRun) =>
      followUp(set, request, dryRun ? 'PLAN' : 'APPLY', { retryOf: set.id }, anotherTry),
    undo: (set, request, dryRun) =>
      followUp(set, request, dryRun ? 'PLAN' : 'APPLY', { undoOf: set.id }, inverseOf),
    async start() {
      jobs = await store.startJobs(
        {
          runPart: (part, signal) => runPart(part, deps, AbortSignal.any([signal, stopping.signal])),
          sweep: takeUp,
          settle: (signal) => settleDue(deps, signal),
          fireSchedules: (signal) => fireSchedules(deps, signal),
          retention: async () => {
            await store.retain(deps.retention, 1_000);
          },
        },
        deps.intervals,
        deps.partConcurrency,
      );
      await takeUp();
    },
    async stop() {
      stopping.abort(new Error('the process stops'));
      await Promise.all(inline);
      await jobs?.stop();
      await takeUp().catch((error: unknown) => {
        deps.log.warn({ problem: codeOf(error) }, 'unfinished sets are left to the next sweep');
      });
    },
  };
}

function claimOf({ principal, idempotencyKey }: Request, content: unknown): IdempotencyClaim | null {
  if (idempotencyKey === null) return null;
  const inputHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { principal, key: idempotencyKey, inputHash };
}

function describeWish({ license, assignee, fault, ...wish }: Wish): unknown {
  const target = (value: unknown): unknown => (value instanceof ProblemError ? value.problem.code : value);
  return [wish, target(license), target(assignee), target(fault)];
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

function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : 'INTERNAL';
}
