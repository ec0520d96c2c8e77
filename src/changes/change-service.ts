// What one request may do with changes, and may know of them: the engine and its store, as one principal sees them.
import DataLoader from 'dataloader';
import type { Assignment } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type {
  AuditEvent,
  ChangeProgress,
  ChangeSet,
  RequestRecord,
  ScheduledRemoval,
} from '../domain/change-set.ts';
import { ProblemError, callerError, problem } from '../domain/problem.ts';
import type { FeatureToggle, ProviderAccount } from '../providers/provider.ts';
import type { AuditFilter, ChangeFilter, SetCursor, SetFilter, Store } from '../store/api.ts';
import type { Answer, ChangeEngine, Request } from './engine-port.ts';
import { keptDates } from './schedules/kept-removals.ts';
import type { Opening } from '../store/deferred-open.ts';
import type { Wish } from './change-request.ts';

export type { AuditFilter, SetCursor, SetFilter };

/** How a write is asked for: what every write has, whatever it changes. */
export type WriteOptions = Pick<
  Request,
  'idempotencyKey' | 'reason' | 'ticket' | 'onProblem' | 'keepsRefused' | 'waitMs'
> & {
  readonly dryRun: boolean;
};

/** Who stands at the desk. */
export interface Caller {
  readonly name: string;
  /** False for callers who may read only. */
  readonly mayChange: boolean;
  /** Accounts the caller sees, and whether these are all there are. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly seesAll: boolean;
}

/** The engine and its store, once they are there. */
export interface Opened {
  readonly engine: ChangeEngine;
  readonly store: Store;
}

/** Everything below throws ProblemError; STORE_UNAVAILABLE while the database cannot be reached, FORBIDDEN where the caller may not change anything. */
export interface Desk {
  /** Plans only when `dryRun` is set. */
  apply(wishes: readonly Wish[], options: WriteOptions): Promise<Answer>;
  applyPlan(planId: string, hash: string, options: WriteOptions): Promise<Answer>;
  /** null when there is no such set, or not for this caller; likewise below. */
  cancel(setId: string): Promise<ChangeSet | null>;
  retry(setId: string, options: WriteOptions): Promise<Answer | null>;
  undo(setId: string, options: WriteOptions): Promise<Answer | null>;
  /** Throws UNKNOWN_ACCOUNT, and NOT_SUPPORTED where the provider has no toggles. */
  setFeatureToggle(accountKey: string, featureName: string): Promise<FeatureToggle>;
  set(id: string): Promise<ChangeSet | null>;
  sets(filter: SetFilter, after: SetCursor | null, limit: number): Promise<readonly ChangeSet[]>;
  change(id: string): Promise<RequestRecord | null>;
  requestsOf(setId: string, filter: ChangeFilter): Promise<readonly RequestRecord[]>;
  progress(setId: string): Promise<ChangeProgress>;
  schedules(
    after: { readonly dueAt: string; readonly id: string } | null,
    limit: number,
  ): Promise<readonly ScheduledRemoval[]>;
  auditEvents(filter: AuditFilter, afterSeq: number | null, limit: number): Promise<readonly AuditEvent[]>;
  /** The day License Graph itself will remove an assignment; null when it will not. All that are asked for together take one query an account. */
  removalOn(assignment: Assignment): Promise<string | null>;
}

/** The desk of one request. */
export function createDesk(opening: Opening<Opened>, caller: Caller, call: Call): Desk {
  const opened = (): Promise<Opened> => opening.ready();
  const visible = caller.seesAll ? {} : { accountKeys: [...caller.accounts.keys()] };
  const seen = new Map<string, Promise<ChangeSet | null>>();
  const removals = new DataLoader<Assignment, string | null>(async (rows) =>
    removalDates((await opened()).store, rows),
  );

  function demandChange(): void {
    if (!caller.mayChange) throw forbidden();
  }

  async function engineFor(): Promise<ChangeEngine> {
    demandChange();
    return (await opened()).engine;
  }

  function requestOf({ dryRun: _dryRun, ...options }: WriteOptions): Request {
    return { ...options, principal: caller.name, accounts: caller.accounts, call };
  }

  async function read(id: string): Promise<ChangeSet | null> {
    const set = await (await opened()).store.set(id);
    return set !== null && isVisible(set, caller) ? set : null;
  }

  function find(id: string): Promise<ChangeSet | null> {
    const known = seen.get(id) ?? read(id);
    seen.set(id, known);
    return known;
  }

  async function followUp(
    how: 'retry' | 'undo',
    setId: string,
    options: WriteOptions,
  ): Promise<Answer | null> {
    const engine = await engineFor();
    const set = await read(setId);
    return set && engine[how](set, requestOf(options), options.dryRun);
  }

  return {
    apply: async (wishes, options) => {
      const engine = await engineFor();
      return options.dryRun
        ? engine.plan(wishes, requestOf(options))
        : engine.apply(wishes, requestOf(options));
    },
    async applyPlan(planId, hash, options) {
      const engine = await engineFor();
      const plan = await read(planId);
      return engine.applyPlan(plan, hash, requestOf(options));
    },
    async cancel(setId) {
      const engine = await engineFor();
      return (await read(setId)) === null ? null : engine.cancel(setId, caller.name);
    },
    retry: (setId, options) => followUp('retry', setId, options),
    undo: (setId, options) => followUp('undo', setId, options),
    async setFeatureToggle(accountKey, featureName) {
      demandChange();
      const account = caller.accounts.get(accountKey);
      if (!account) throw callerError('UNKNOWN_ACCOUNT', 'There is no such account.');
      if (!account.setFeatureToggle) {
        throw callerError('NOT_SUPPORTED', 'The provider of this account has no feature toggles.');
      }
      return account.setFeatureToggle(featureName, call);
    },
    set: find,
    sets: async (filter, after, limit) =>
      (await opened()).store.sets({ ...filter, ...visible }, after, limit),
    async change(id) {
      const record = await (await opened()).store.change(id);
      return record !== null && (await find(record.setId)) !== null ? record : null;
    },
    requestsOf: async (setId, filter) => (await opened()).store.requestsOf(setId, filter),
    progress: async (setId) => (await opened()).store.progress(setId),
    schedules: async (after, limit) =>
      (await opened()).store.schedules({ statuses: ['WAITING'], ...visible }, after, limit),
    auditEvents: async (filter, afterSeq, limit) =>
      (await opened()).store.auditEvents(
        { ...filter, canonical: canonicalOf(filter, caller), ...visible },
        afterSeq,
        limit,
      ),
    async removalOn(assignment) {
      const account = caller.accounts.get(assignment.accountKey)?.account;
      if (!account || account.capabilities.nativeScheduledRemoval) return assignment.removalOn;
      // What nobody has opened yet keeps no dates: only a database in memory is opened as late as that.
      return assignment.removalOn ?? (opening.begun() ? removals.load(assignment) : null);
    },
  };
}

/** A set tells of all its accounts at once, so that only who sees all of them may see it. */
function isVisible(set: ChangeSet, caller: Caller): boolean {
  return caller.seesAll || set.accountKeys.every((key) => caller.accounts.has(key));
}

/** Entries are never rewritten: those from before have ids as they were spelled then. */
function canonicalOf({ accountKey, licenseId, assignee }: AuditFilter, { accounts }: Caller): string[] {
  const canonicalId = accounts.get(accountKey ?? '')?.canonicalId;
  if (!canonicalId) return [];
  return [
    ...(licenseId === undefined ? [] : [canonicalId('LICENSE', licenseId)]),
    ...(assignee === undefined ? [] : [canonicalId(assignee.kind, assignee.externalId)]),
  ];
}

/** One query an account. */
async function removalDates(store: Store, rows: readonly Assignment[]): Promise<(string | null)[]> {
  const dates = new Map<Assignment, string | null>();
  for (const [accountKey, own] of Map.groupBy(rows, (row) => row.accountKey)) {
    const dateOf = await keptDates(
      store,
      accountKey,
      own.map(({ assignee }) => assignee),
    );
    for (const row of own) dates.set(row, dateOf(row));
  }
  return rows.map((row) => dates.get(row) ?? null);
}

function forbidden(): ProblemError {
  return new ProblemError(
    problem('FORBIDDEN', 'CALLER', 'This caller may read, and change nothing.', {
      hint: 'Ask whoever runs License Graph for `mayChange` on the token.',
    }),
  );
}
