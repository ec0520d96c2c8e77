// Every mutation. Nothing is decided here: inputs become change requests, and the change engine does the rest.
import type { Answer } from '../../changes/engine-port.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import { renew, type GraphContext } from '../context.ts';
import type { LicenseChangeInput, MutationResolvers } from '../generated/resolvers.ts';
import { dismissFindings, restoreFindings } from '../insight/dismissals.ts';
import { planReclaim } from '../insight/reclaim.ts';
import { refreshInventory, resolveHeldSweep } from '../inventory/refresh.ts';
import { recordId } from '../nodes/ids.ts';
import type { ChangeSetPayloadModel } from '../nodes/models.ts';
import { problemForCaller } from '../inputs/attempt.ts';
import { requestsOf } from '../inputs/change-requests.ts';
import { checkWrite, onlyOne, type WriteInput } from '../inputs/write-options.ts';

export const mutation: MutationResolvers = {
  planLicenseChanges: (_root, { input }, context) =>
    answer(context, ({ changes, accounts }) =>
      changes.apply(requestsOf(accounts, input.changes), {
        ...checkWrite({ ...input, dryRun: true, waitSeconds: 0 }),
        keepsRefused: true,
      }),
    ),
  applyLicenseChanges: (_root, { input }, context) =>
    answer(context, ({ changes, accounts }) => {
      const { plan, changes: asked } = onlyOne(input);
      const options = checkWrite(input);
      return plan
        ? changes.applyPlan(recordId('ChangeSet', plan.id), plan.hash, options)
        : changes.apply(requestsOf(accounts, asked), { ...options, keepsRefused: true });
    }),
  assignLicense: (_root, { input }, context) => one({ ...input, action: 'ASSIGN' }, context),
  removeLicense: (_root, { input }, context) => one({ ...input, action: 'REMOVE' }, context),
  scheduleLicenseRemoval: (_root, { input }, context) =>
    one({ ...input, action: input.removalOn == null ? 'CANCEL_REMOVAL' : 'SCHEDULE_REMOVAL' }, context),
  cancelChangeSet: (_root, { input }, context) =>
    answer(context, async ({ changes }) => {
      const set = await changes.cancel(recordId('ChangeSet', input.id));
      return set && { set, replayed: false, problems: [] };
    }),
  retryChangeSet: (_root, { input }, context) =>
    answer(context, ({ changes }) => changes.retry(recordId('ChangeSet', input.id), checkWrite(input))),
  undoChangeSet: (_root, { input }, context) =>
    answer(context, ({ changes }) => changes.undo(recordId('ChangeSet', input.id), checkWrite(input))),
  setLicenseFeatureToggle: (_root, { input: { accountKey, featureName } }, context) =>
    written(context, ({ changes }) => changes.setFeatureToggle(accountKey, featureName)),
  refreshInventory,
  resolveHeldSweep,
  dismissFindings,
  restoreFindings,
  planReclaim,
};

/** A set of one change, whose problems are about the input as a whole. */
function one(input: LicenseChangeInput & WriteInput, context: GraphContext): Promise<ChangeSetPayloadModel> {
  return answer(context, ({ changes, accounts }) =>
    changes.apply(requestsOf(accounts, [input], []), checkWrite(input)),
  );
}

function noSuchSet(): ProblemError {
  return new ProblemError(problem('BAD_ID', 'CALLER', 'There is no such change set.', { path: ['id'] }));
}

type Work<T> = (context: GraphContext) => Promise<T>;

/** What is read after this mutation, by its answer or by the next mutation of the document, is read again. */
async function written<T>(context: GraphContext, work: Work<T>): Promise<T> {
  try {
    return await work(context);
  } finally {
    renew(context);
  }
}

async function answer(context: GraphContext, work: Work<Answer | null>): Promise<ChangeSetPayloadModel> {
  try {
    const given = await written(context, work);
    if (given === null) throw noSuchSet();
    return { changeSet: given.set, problems: given.problems, replayed: given.replayed };
  } catch (error) {
    return { changeSet: null, problems: [problemForCaller(error)], replayed: false };
  }
}
