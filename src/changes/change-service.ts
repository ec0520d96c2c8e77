// What one caller may do with changes, and may know of them: the engine and its store, as one principal sees them.
import { callerError, unknownAccount } from '../domain/problem.ts';
import type { Call } from '../domain/call.ts';
import type { ChangeSet } from '../domain/change-set.ts';
import type { Pace } from '../domain/waiting/next-look.ts';
import type { FeatureToggle } from '../providers/provider.ts';
import type { DeferredOpen } from '../store/deferred-open.ts';
import type { Caller, Opened } from './caller.ts';
import { createChangeReads, type ChangeReads } from './change-reads.ts';
import type { ChangeRequest } from './change-request.ts';
import type { Answer, ChangeEngine, PlanSource, Submission, WorkedOutAnswer } from './engine-port.ts';

/** How a write is asked for: what every write has, whatever it changes. */
export type WriteOptions = Pick<
  Submission,
  'idempotencyKey' | 'reason' | 'ticket' | 'onProblem' | 'keepsRefused' | 'waitMs'
> & {
  readonly dryRun: boolean;
};

/** Every method throws ProblemError: STORE_UNAVAILABLE while the database cannot be reached. Whether the caller may change anything is asked before, by the scopes of the graph. */
export interface ChangeService extends ChangeReads {
  /** Plans only when `dryRun` is set. */
  apply(requests: readonly ChangeRequest[], options: WriteOptions): Promise<Answer>;
  /** Plans requests that are worked out. */
  planOf(source: PlanSource, options: WriteOptions): Promise<WorkedOutAnswer>;
  applyPlan(planId: string, hash: string, options: WriteOptions): Promise<Answer>;
  /** null when there is no such set, or not for this caller; likewise below. */
  cancel(setId: string): Promise<ChangeSet | null>;
  retry(setId: string, options: WriteOptions): Promise<Answer | null>;
  undo(setId: string, options: WriteOptions): Promise<Answer | null>;
  /** Throws UNKNOWN_ACCOUNT, and NOT_SUPPORTED where the provider has no toggles. */
  setFeatureToggle(accountKey: string, featureName: string): Promise<FeatureToggle>;
}

/** The change service of one request. */
export function createChangeService(
  opening: DeferredOpen<Opened>,
  caller: Caller,
  { call, ...pace }: Pace & { readonly call: Call },
): ChangeService {
  const { reads, setNow } = createChangeReads(opening, caller, { ...pace, signal: call.signal });
  const submissionOf = ({ dryRun: _dryRun, ...options }: WriteOptions): Submission => ({
    ...options,
    principal: caller.name,
    accounts: caller.accounts,
    call,
  });

  async function engineFor(): Promise<ChangeEngine> {
    return (await opening.ready()).engine;
  }

  async function followUp(
    how: 'retry' | 'undo',
    setId: string,
    options: WriteOptions,
  ): Promise<Answer | null> {
    const engine = await engineFor();
    const set = await setNow(setId);
    return set && engine[how](set, submissionOf(options), options.dryRun);
  }

  return {
    ...reads,
    apply: async (requests, options) => {
      const engine = await engineFor();
      const how = options.dryRun ? 'plan' : 'apply';
      return engine[how](requests, submissionOf(options));
    },
    planOf: async (source, options) => (await engineFor()).planOf(source, submissionOf(options)),
    async applyPlan(planId, hash, options) {
      const engine = await engineFor();
      return engine.applyPlan(await setNow(planId), hash, submissionOf(options));
    },
    async cancel(setId) {
      const engine = await engineFor();
      return (await setNow(setId)) === null ? null : engine.cancel(setId, caller.name);
    },
    retry: (setId, options) => followUp('retry', setId, options),
    undo: (setId, options) => followUp('undo', setId, options),
    async setFeatureToggle(accountKey, featureName) {
      const account = caller.accounts.get(accountKey);
      if (!account) throw unknownAccount(accountKey);
      if (!account.setFeatureToggle) {
        throw callerError('NOT_SUPPORTED', 'The provider of this account has no feature toggles.');
      }
      return account.setFeatureToggle(featureName, call);
    },
  };
}
