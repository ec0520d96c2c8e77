// Taking in change requests: planned, kept as a set under the idempotency key, started; and answered again when the key is used again.
import type { ChangeSet, RequestRecord } from '../../domain/change-set.ts';
import { ProblemError, problem, type Problem } from '../../domain/problem.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import type { Store } from '../../store/api.ts';
import type { IdempotencyClaim } from '../../store/sets/api.ts';
import type { NewChangeSet } from '../../store/sets/new-set.ts';
import { carriedOn, leftUndecided, undecidedOf } from './carry-on.ts';
import type { ChangeRequest } from '../change-request.ts';
import type { Answer, Submission, WorkedOut } from '../engine-port.ts';
import { refuseAll } from '../plan/all-or-nothing.ts';
import { inversesOf, otherTries } from '../plan/follow-up.ts';
import {
  caveatsOf,
  isChange,
  isDecided,
  planRequests,
  type Plan,
  type PlanDeps,
  type PlannedRequest,
} from '../plan/plan.ts';
import { claimOf, onceForKey, type Outcome } from './once-for-key.ts';
import { withOptionsChecked } from './vendor-options.ts';

export interface IntakeDeps extends Omit<PlanDeps, 'accounts' | 'joined' | 'joinsPlan'> {
  readonly store: Store;
  /** How long a plan can be applied, milliseconds. */
  readonly planMs: number;
  /** Starts working on a set of so many changes, for a request. */
  readonly begin: (set: ChangeSet, size: number, request: Trace | undefined) => Promise<void>;
  /** The set once it has finished, or the submission need not or will not wait any more. */
  readonly finished: (setId: string, submission: Submission) => Promise<ChangeSet>;
}

/** The set that a new one takes back, or tries again. */
interface Follows {
  readonly undoOf?: string;
  readonly retryOf?: string;
}

/** How a set comes to be kept. */
interface Intake {
  readonly kind: ChangeSet['kind'];
  readonly claim: IdempotencyClaim | null;
  readonly follows?: Follows;
  /** What the requests were worked out with; absent of those that a caller listed. */
  readonly workedOut?: Omit<WorkedOut, 'requests'>;
  /** The same requests each time, as far as what they are made of has not changed; a sentence when there is nothing to do. */
  readonly asked: () => Promise<readonly ChangeRequest[] | string>;
}

const EVERY = 1_000_000;

const NOTHING_TO_DO = {
  retry: 'No change of this set failed in a way that trying again could mend.',
  undo: 'No change of this set did anything that could be taken back.',
} as const;

/** Plans requests and keeps the set; an APPLY is carried out. */
export function create(
  requests: readonly ChangeRequest[],
  submission: Submission,
  kind: ChangeSet['kind'],
  deps: IntakeDeps,
): Promise<Answer> {
  const checked = requests.map((request) => withOptionsChecked(request, submission.accounts));
  const input = [kind, checked.map(fingerprintOf), ...unlessUsual(submission)];
  const claim = claimOf(submission, input);
  return take({ kind, claim, asked: () => Promise.resolve(checked) }, submission, deps);
}

/** Plans what follows on a set, and keeps that as a set of its own; carried out unless it is a dry run. */
export function followUp(
  set: ChangeSet,
  submission: Submission,
  { how, dryRun }: { readonly how: 'retry' | 'undo'; readonly dryRun: boolean },
  deps: IntakeDeps,
): Promise<Answer> {
  const kind = dryRun ? 'PLAN' : 'APPLY';
  const follows = how === 'retry' ? { retryOf: set.id } : { undoOf: set.id };
  // The set is the input: its changes may have come to something else when the same is asked again.
  const claim = claimOf(submission, [kind, follows]);
  const asked = async (): Promise<readonly ChangeRequest[] | string> => {
    if (set.kind === 'PLAN') return 'This is a plan: nothing of it was carried out.';
    const requests = await requestsAfter(set.id, how, deps);
    return requests.length === 0 ? NOTHING_TO_DO[how] : requests;
  };
  return take({ kind, claim, follows, asked }, submission, deps);
}

async function requestsAfter(
  setId: string,
  how: 'retry' | 'undo',
  { store, nameOfSet }: IntakeDeps,
): Promise<readonly ChangeRequest[]> {
  if (how === 'retry') return otherTries(await store.requestsOf(setId, { limit: EVERY }));
  const records = await store.changesOf(setId, { limit: EVERY });
  const later = await store.laterChanges(records.map(({ change }) => change.id));
  return inversesOf(records, later, nameOfSet);
}

/** Keeps the set of an intake, or finds the one that its key stands for. */
function take(intake: Intake, submission: Submission, deps: IntakeDeps): Promise<Answer> {
  return onceForKey(intake.claim, deps.store, {
    call: () => keep(intake, submission, deps),
    replay: (set) => replay(set, intake, submission, deps),
  });
}

/** Plans what is asked and keeps it as a set, unless nothing of it was decided. Whether the key is free was asked before. */
export async function keep(
  intake: Intake,
  submission: Submission,
  deps: IntakeDeps,
): Promise<Outcome<Answer>> {
  const asked = await intake.asked();
  if (typeof asked === 'string') return { notKept: nothingToDo(asked) };
  const planned = await planRequests(asked, planDeps(submission, deps), submission.call);
  const isWhole = submission.onProblem === 'REFUSE_ALL';
  const plan = isWhole ? refuseAll(planned) : planned;
  if (!isKept(plan, submission) || (isWhole && !isToldWhole(plan))) {
    return { notKept: { set: null, replayed: false, problems: problemsOf(plan.requests) } };
  }
  const created = await deps.store.createSet(newSet(plan, submission, intake, deps), plan.requests, {
    idempotency: intake.claim,
    enqueue: intake.kind === 'APPLY',
  });
  // Another call with the key was faster, and may have been told less.
  if (created.replayed) return { kept: await replay(created.set, intake, submission, deps) };
  if (intake.kind === 'PLAN') return { kept: await answerOf(created.set, false, deps) };
  await deps.begin(created.set, plan.requests.length, submission.call.trace);
  return { kept: await answerOf(await deps.finished(created.set.id, submission), false, deps) };
}

/** The set that a key stands for already, once what it left undecided has been decided as far as may be. */
async function replay(
  set: ChangeSet,
  intake: Intake,
  submission: Submission,
  deps: IntakeDeps,
): Promise<Answer> {
  // What was worked out then may be something else now.
  if (!intake.workedOut) await carryOn(set, intake, submission, deps);
  return answerOf(await deps.finished(set.id, submission), true, deps);
}

async function carryOn(
  set: ChangeSet,
  intake: Intake,
  submission: Submission,
  deps: IntakeDeps,
): Promise<void> {
  const { store } = deps;
  if (!mayBeCarriedOn(set, intake.kind) || !leftUndecided(set, await leftOut(set.id, deps))) return;
  const asked = await intake.asked();
  if (typeof asked === 'string') return;
  const records = await store.requestsOf(set.id, { limit: EVERY });
  const undecided = undecidedOf(asked, set, records);
  const open = new Set(undecided.map(({ record }) => record?.change.id));
  const changes = await store.changesOf(set.id, { limit: EVERY });
  const joined = changes.filter(({ change }) => !open.has(change.id));
  const joining = { ...planDeps(submission, deps), joined, joinsPlan: set.kind === 'PLAN' };
  const requests = undecided.map(({ request }) => request);
  const plan = await planRequests(requests, joining, submission.call);
  const input = carriedOn(set, records, { undecided, plan });
  if (input === null || !(await store.carryOn(input, set.kind === 'APPLY')) || set.kind === 'PLAN') return;
  const carried = (await store.set(set.id)) ?? set;
  await deps.begin(carried, records.length + input.added.length, submission.call.trace);
}

/** Requests that were refused, or left out because of others. */
function leftOut(setId: string, { store }: IntakeDeps): Promise<readonly RequestRecord[]> {
  return store.requestsOf(setId, { outcomes: ['REJECTED', 'SKIPPED'], limit: EVERY });
}

/** Together with what was refused before anything was sent, as often as the answer is given. */
export async function answerOf(set: ChangeSet, isReplay: boolean, deps: IntakeDeps): Promise<Answer> {
  const beforehand = (await leftOut(set.id, deps)).filter(isOfPlanning);
  return { set, replayed: isReplay, problems: [...set.problems, ...problemsOf(beforehand)] };
}

function newSet(plan: Plan, submission: Submission, intake: Intake, deps: IntakeDeps): NewChangeSet {
  const { kind, follows } = intake;
  return {
    kind,
    hash: plan.hash,
    principal: submission.principal,
    reason: submission.reason,
    ticket: submission.ticket,
    plannedCalls: plan.plannedCalls,
    seatImpact: plan.seatImpact,
    undoOf: follows?.undoOf ?? null,
    retryOf: follows?.retryOf ?? null,
    expiresAt: kind === 'PLAN' ? new Date(deps.now() + deps.planMs).toISOString() : null,
    problems: [...(intake.workedOut?.problems ?? []), ...caveatsOf(plan.requests)],
    leftOut: intake.workedOut?.leftOut ?? null,
  };
}

/** What planning needs of an intake. */
export function planDeps({ accounts }: Submission, deps: IntakeDeps): PlanDeps {
  return { ...deps, accounts };
}

/** A key must not remember that nothing could be told, nor an input that has mistakes alone. */
function isKept({ requests }: Plan, { keepsRefused = false }: Submission): boolean {
  return requests.some((one) => isDecided(one) && (isChange(one) || (keepsRefused && isValidated(one))));
}

/** Whether it was refused for what its account has, and not for how it was written. */
function isValidated({ change, problem: found }: PlannedRequest): boolean {
  return change.accountKey !== null && found?.code !== 'BAD_INPUT' && found?.code !== 'BAD_ID';
}

/** What is found while a set runs has no place in the input. */
function isOfPlanning({ attempts, problem: found }: RequestRecord): boolean {
  return attempts === 0 && found?.path != null;
}

/**
 * What tells inputs under one key apart. It must not change with the names of fields, nor for inputs that version 0.2 knew: what that
 * version did not have is left out where it is empty, so that its keys still replay.
 */
function fingerprintOf(request: ChangeRequest): unknown {
  const { path, action, removalOn, options, license, assignee, fault, waitsFor } = request;
  const target = (value: unknown): unknown => (value instanceof ProblemError ? value.problem.code : value);
  const waits = waitsFor.length === 0 ? [] : [waitsFor];
  const rest = { path, action, removalOn, ...options.fingerprint };
  return [rest, target(license), target(assignee), target(fault), ...waits];
}

function unlessUsual({ onProblem }: Submission): readonly string[] {
  return onProblem === 'APPLY_REST' ? [] : [onProblem];
}

/** A plan until it is applied, and what is carried out until it is cancelled. */
function mayBeCarriedOn(set: ChangeSet, kind: ChangeSet['kind']): boolean {
  if (set.kind !== kind || set.cancelRequested) return false;
  return kind === 'APPLY' ? set.status !== 'CANCELLED' : set.status === 'PLANNED';
}

/** The problems of those that have one. */
export function problemsOf(changes: readonly { readonly problem: Problem | null }[]): readonly Problem[] {
  return changes.flatMap((change) => change.problem ?? []);
}

/** Whether nothing is refused for the time being alone. */
function isToldWhole(plan: Plan): boolean {
  return plan.requests.every((one) => one.outcome !== 'REJECTED' || isDecided(one));
}

function nothingToDo(message: string): Answer {
  const found = problem('CHANGE_REFUSED', 'CALLER', message, {
    path: ['id'],
    hint: 'Look at the outcomes of its changes.',
  });
  return { set: null, replayed: false, problems: [found] };
}
