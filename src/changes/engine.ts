// The change engine: every write, single or ten thousand, goes through here. Plan, record, send, read back, record, audit.
import { createHash } from 'node:crypto';
import type { Call } from '../domain/call.ts';
import type { ChangeRecord, ChangeSet } from '../domain/change-set.ts';
import { ProblemError, callerError, problem, type Problem } from '../domain/problem.ts';
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
import { inverseOf, repeatOf } from './follow-up.ts';
import { planWishes, type Plan } from './plan.ts';
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
  /** Throws PLAN_STALE when what the plan was judged on is no longer so. */
  applyPlan(planId: string, hash: string, request: Request): Promise<Answer>;
  cancel(setId: string, principal: string): Promise<ChangeSet | null>;
  /** What failed and can succeed, in a new set. */
  retry(set: ChangeSet, request: Request): Promise<Answer>;
  /** The inverse of what was verified, in a new set. */
  undo(set: ChangeSet, request: Request): Promise<Answer>;
  /** Starts working on jobs. */
  start(): Promise<void>;
  /** Lets what is under way finish. */
  stop(): Promise<void>;
}

const EVERY = 1_000_000;

export function createChangeEngine(deps: EngineDeps): ChangeEngine {
  const { store } = deps;
  const stopping = new AbortController();
  const inline = new Set<Promise<void>>();
  let jobs: Jobs | null = null;

  async function create(
    wishes: readonly Wish[],
    request: Request,
    kind: 'PLAN' | 'APPLY',
    follows: { readonly undoOf?: string; readonly retryOf?: string } = {},
  ): Promise<Answer> {
    const claim = claimOf(request, [kind, wishes.map(describeWish), follows]);
    const known = claim && (await store.replay(claim));
    if (known) return answerOf(await settled(known.id, request), true);
    const plan = await planWishes(wishes, planDeps(request), request.call);
    if (plan.changes.length === 0) return { set: null, replayed: false, problems: plan.unresolved };
    const created = await store.createSet(newSet(plan, request, kind, follows), plan.changes, {
      idempotency: claim,
      enqueue: kind === 'APPLY',
    });
    if (kind === 'APPLY' && !created.replayed) await begin(created.set.id, plan.changes.length);
    const set = kind === 'APPLY' ? await settled(created.set.id, request) : created.set;
    return answerOf(set, created.replayed, plan);
  }

  function newSet(
    plan: Plan,
    request: Request,
    kind: 'PLAN' | 'APPLY',
    follows: { readonly undoOf?: string; readonly retryOf?: string },
  ): NewChangeSet {
    return {
      kind,
      hash: plan.hash,
      principal: request.principal,
      reason: request.reason,
      ticket: request.ticket,
      plannedCalls: plan.plannedCalls,
      seatImpact: plan.seatImpact,
      undoOf: follows.undoOf ?? null,
      retryOf: follows.retryOf ?? null,
      expiresAt: kind === 'PLAN' ? new Date(deps.now() + deps.planMs).toISOString() : null,
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

  /** The set as it is once it has finished, or when the caller's wait is over. */
  async function settled(setId: string, { waitMs, call }: Request): Promise<ChangeSet> {
    const until = deps.now() + waitMs;
    for (let pause = 20; ; pause = Math.min(pause * 1.5, 500)) {
      const set = await store.set(setId);
      if (!set) throw callerError('BAD_ID', 'There is no such change set.');
      if (set.status !== 'RUNNING' || deps.now() >= until) return set;
      await deps.sleep(pause, call.signal);
    }
  }

  async function applyPlan(planId: string, hash: string, request: Request): Promise<Answer> {
    const plan = await store.set(planId);
    if (!plan || plan.kind !== 'PLAN') throw notAPlan();
    const claim = claimOf(request, ['APPLY_PLAN', planId, hash]);
    const known = claim && (await store.replay(claim));
    if (known) return answerOf(await settled(known.id, request), true);
    if (plan.status === 'EXPIRED' || Date.parse(plan.expiresAt ?? '') <= deps.now()) throw notAPlan();
    const records = await store.changesOf(planId, { limit: EVERY });
    await refuseStale(plan, hash, records, request);
    const started = await store.startSet(planId, { idempotency: claim, enqueue: true });
    if (!started || started.how === 'NOT_PLANNED') throw notAPlan();
    if (started.how === 'STARTED') await begin(planId, records.length);
    return answerOf(await settled(planId, request), started.how === 'REPLAYED');
  }

  async function refuseStale(
    plan: ChangeSet,
    hash: string,
    records: readonly ChangeRecord[],
    request: Request,
  ): Promise<void> {
    const again = await planWishes(records.map(repeatOf), planDeps(request), request.call);
    if (plan.hash === hash && again.hash === hash) return;
    const moved = records.flatMap((record, index) => {
      const now = again.changes[index];
      return JSON.stringify(now?.before) === JSON.stringify(record.before) && now?.outcome === record.outcome
        ? []
        : [`#${record.position}: planned as ${record.outcome}, now ${now?.outcome ?? 'gone'}`];
    });
    throw new ProblemError(
      problem(
        'PLAN_STALE',
        'CALLER',
        `The world has moved since this was planned. ${moved.slice(0, 10).join('; ')}`.trim(),
        {
          hint: 'Plan again, look at the difference, and apply the new plan with its hash.',
        },
      ),
    );
  }

  async function followUp(
    set: ChangeSet,
    request: Request,
    follows: { readonly undoOf?: string; readonly retryOf?: string },
    wishOf: (record: ChangeRecord) => Wish | null,
  ): Promise<Answer> {
    const records = await store.changesOf(set.id, { limit: EVERY });
    const wishes = records.flatMap((record) => wishOf(record) ?? []);
    return create(wishes, request, 'APPLY', follows);
  }

  return {
    plan: (wishes, request) => create(wishes, request, 'PLAN'),
    apply: (wishes, request) => create(wishes, request, 'APPLY'),
    applyPlan,
    async cancel(setId, principal) {
      return (await store.cancelSet(setId, principal))?.set ?? null;
    },
    retry: (set, request) => followUp(set, request, { retryOf: set.id }, retryable),
    undo: (set, request) => followUp(set, request, { undoOf: set.id }, inverseOf),
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

function retryable(record: ChangeRecord): Wish | null {
  const failed = record.outcome === 'REJECTED' || record.outcome === 'UNKNOWN';
  return failed && record.problem?.retryable === true ? repeatOf(record) : null;
}

function answerOf(set: ChangeSet, replayed: boolean, plan?: Plan): Answer {
  const refused = plan?.changes.flatMap(({ problem: found }) => (found ? [found] : [])) ?? [];
  return { set, replayed, problems: [...(plan?.unresolved ?? []), ...refused] };
}

function claimOf({ principal, idempotencyKey }: Request, content: unknown): IdempotencyClaim | null {
  if (idempotencyKey === null) return null;
  const inputHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { principal, key: idempotencyKey, inputHash };
}

function describeWish({ license, assignee, ...wish }: Wish): unknown {
  const target = (value: unknown): unknown => (value instanceof ProblemError ? value.problem.code : value);
  return [wish, target(license), target(assignee)];
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
