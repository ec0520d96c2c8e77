// The change engine as its callers see it.
import type { Call } from '../domain/call.ts';
import type { ChangeSet } from '../domain/change-set.ts';
import type { LeftOut } from '../domain/insight/reclaim.ts';
import type { Problem } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { Store } from '../store/api.ts';
import type { InventoryDays } from '../store/inventory/retention/api.ts';
import type { JobIntervals } from '../store/jobs/api.ts';
import type { RetentionDays } from '../store/retention.ts';
import type { ChangeRequest } from './change-request.ts';
import type { RunDeps } from './run/run-deps.ts';

export interface EngineDeps extends RunDeps {
  readonly store: Store;
  readonly intervals: JobIntervals;
  readonly retention: RetentionDays;
  readonly inventoryRetention: InventoryDays;
  /** Parts this process works on at once. */
  readonly partConcurrency: number;
  /** Sets up to this size start in the process that took them; larger ones are shared by all processes through jobs. */
  readonly inlineChanges: number;
  /** How long a plan can be applied, milliseconds. */
  readonly planMs: number;
}

/** What becomes of a set when some of its requests are refused while it is planned: the others are carried out, or none is. */
export type OnProblem = 'APPLY_REST' | 'REFUSE_ALL';

/** Who asks, under which key, and how long the answer may take. */
export interface Submission {
  readonly principal: string;
  /** Accounts the caller may see. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly idempotencyKey: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly onProblem: OnProblem;
  /** Whether a set is kept of what is refused altogether, so that each refusal can be read in it; absent when its problems tell all. */
  readonly keepsRefused?: boolean;
  /** How long the answer may wait for the set to finish, milliseconds. */
  readonly waitMs: number;
  readonly call: Call;
}

export interface Answer {
  /** null when nothing was kept: all of it was refused, or not even that could be told. */
  readonly set: ChangeSet | null;
  readonly replayed: boolean;
  /** What is wrong with requests, each with its path into the input. */
  readonly problems: readonly Problem[];
}

/** Requests that come of something else than a list of them: of findings, for instance. */
export interface WorkedOut {
  readonly requests: readonly ChangeRequest[];
  readonly leftOut: readonly LeftOut[];
  /** Why some of it could not be worked out; kept with the plan. */
  readonly problems: readonly Problem[];
}

/** How a plan comes to its requests. */
export interface PlanSource {
  /** What an idempotency key stands for: the input, and not what came of it, which may be something else a moment later. */
  readonly input: unknown;
  workOut(): Promise<WorkedOut>;
}

export interface WorkedOutAnswer extends Answer {
  readonly leftOut: readonly LeftOut[];
}

export interface ChangeEngine {
  /** Keeps a plan; sends nothing. */
  plan(requests: readonly ChangeRequest[], submission: Submission): Promise<Answer>;
  /** The same of requests that are worked out, once for a key: whoever uses it again is given the plan as it was made. Nothing is kept when there are none. */
  planOf(source: PlanSource, submission: Submission): Promise<WorkedOutAnswer>;
  apply(requests: readonly ChangeRequest[], submission: Submission): Promise<Answer>;
  /** Starts a plan; only PLAN_STALE problems when current state differs from the planned one. Throws BAD_ID when it is no plan that can be applied. */
  applyPlan(plan: ChangeSet | null, hash: string, submission: Submission): Promise<Answer>;
  cancel(setId: string, principal: string): Promise<ChangeSet | null>;
  /** What failed and can succeed, in a new set; a plan of it when `dryRun`. */
  retry(set: ChangeSet, submission: Submission, dryRun: boolean): Promise<Answer>;
  /** The inverse of what was verified, in a new set, and a problem for each change that cannot be undone; a plan of it when `dryRun`. */
  undo(set: ChangeSet, submission: Submission, dryRun: boolean): Promise<Answer>;
  /** To be called when accounts were added: what is still to be done may have been kept under another spelling of the ids in it. Never rejects. */
  respell(): Promise<void>;
  /** Starts working on jobs. */
  start(): Promise<void>;
  /** Waits for the work under way. */
  stop(): Promise<void>;
}
