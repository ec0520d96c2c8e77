// The change engine: every write, single or ten thousand, goes through here. Plan, record, send, read back, record, audit.
import { createHash } from 'node:crypto';
import type { Call } from '../domain/call.ts';
import type { ChangeRecord, ChangeSet } from '../domain/change-set.ts';
import { ProblemError, callerError, type Problem } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type {
  IdempotencyClaim,
  JobIntervals,
  Jobs,
  NewChangeSet,
  RetentionDays,
  Store,
} from '../store/api.ts';
import { dayOf } from './days.ts';
import { anotherTry, inverseOf, repeatOf, type FollowUp } from './follow-up.ts';
import { planWishes, type Plan } from './plan.ts';
import { staleness } from './stale.ts';
import { runPart } from './runner.ts';
import type { RunnerDeps } from './work.ts';
import { fireSchedules } from './schedules.ts';
import { settleDue } from './settle.ts';
import type { Wish } from './wish.ts';

export interface EngineDeps extends RunnerDeps {
  readonly store: Store;
  readonly intervals: JobIntervals;
  readonly retention: RetentionDays;
  /** Parts this process works on at once. */
  readonly partConcurrency: number;
  /** Sets up to this size start in the process that took the request; larger ones are shared by all through jobs. */
  readonly inlineChanges: number;
  /** How long a plan can be applied, milliseconds. */
  readonly planMs: number;
}

/** Who asks, and how the answer is to be remembered. */
export interface Request {
  readonly principal: string;
  /** Accounts the caller may see. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly idempotencyKey: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** The set may run so long within the request, milliseconds. */
  readonly waitMs: number;
  readonly call: Call;
}

export interface Answer {
  /** null when nothing could be kept: no wish had targets. */
  readonly set: ChangeSet | null;
  readonly replayed: boolean;
  /** What is wrong with wishes, each with its path into the input. */
  readonly problems: readonly Problem[];
}

export interface ChangeEngine {
  /** Keeps a plan; sends nothing. */
  plan(wishes: readonly Wish[], request: Request): Promise<Answer>;
  apply(wishes: readonly Wish[], request: Request): Promise<Answer>;
  /** Starts a plan; nothing but PLAN_STALE problems when what it was judged on is no longer so. Throws BAD_ID when it is no plan that can be applied. */
  applyPlan(plan: ChangeSet | null, hash: string, request: Request): Promise<Answer>;
  cancel(setId: string, principal: string): Promise<ChangeSet | null>;
  /** What failed and can succeed, in a new set; a plan of it when `dryRun`. */
  retry(set: ChangeSet, request: Request, dryRun: boolean): Promise<Answer>;
  /** The inverse of what was verified, in a new set, and a problem for each change that cannot be undone; a plan of it when `dryRun`. */
  undo(set: ChangeSet, request: Request, dryRun: boolean): Promise<Answer>;
  /** Starts working on jobs. */
  start(): Promise<void>;
  /** Lets what is under way finish. */
  stop(): Promise<void>;
}

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

  async function applyPlan(plan: ChangeSet | null, hash: string, request: Request): Promise<Answer> {
    if (plan === null) throw notAPlan();
    const claim = claimOf(request, ['APPLY_PLAN', plan.id, hash]);
    const known = await replayed(claim, request);
    if (known !== null) return known;
    if (plan.status !== 'PLANNED') throw notAPlan();
    const records = await store.changesOf(plan.id, { limit: EVERY });
    const again = await planWishes(records.map(repeatOf), planDeps(request), request.call);
    const stale = staleness(plan, hash, records, again);
    if (stale.length > 0) return { set: plan, replayed: false, problems: stale };
    const started = await store.startSet(plan.id, { idempotency: claim, enqueue: true });
    if (!started || started.how === 'NOT_PLANNED') throw notAPlan();
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
    const steps = (await store.changesOf(set.id, { limit: EVERY })).map(next);
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
          sweep: async () => store.enqueueParts(await store.openParts(100)),
          settle: (signal) => settleDue(deps, signal),
          fireSchedules: (signal) => fireSchedules(deps, signal),
          retention: async () => {
            await store.retain(deps.retention, 1_000);
          },
        },
        deps.intervals,
        deps.partConcurrency,
      );
    },
    async stop() {
      stopping.abort(new Error('the process stops'));
      await Promise.all(inline);
      await jobs?.stop();
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
    'This is no plan that can be applied: it does not exist, has expired, or was applied already.',
    'Plan again.',
  );
}

function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : 'INTERNAL';
}
