// Every query.
import type { GraphQLResolveInfo } from 'graphql';
import type { AssigneeKind } from '../../domain/account.ts';
import { theOneOf, type AssigneeOf } from '../../domain/assignee.ts';
import { asProblemError, callerError, type ProblemError } from '../../domain/problem.ts';
import { assigneeConnection } from '../lists/assignees.ts';
import { assignmentsConnection } from '../lists/assignments.ts';
import type { GraphContext } from '../context.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { BY_NAME, catalogueOf, licenseConnection } from '../lists/licenses.ts';
import { scopeOf } from '../lists/cursors.ts';
import { isFinal } from '../lists/look-ahead.ts';
import { recordId } from '../nodes/ids.ts';
import { findAssignee, findLicense, findNode, keyOfLookup } from '../nodes/look-up.ts';
import type { NodeModel } from '../nodes/models.ts';
import type { ConnectionModel, PageArguments } from '../lists/connection.ts';
import { findPerson, personKey } from '../nodes/people.ts';
import { licenseDiff } from '../history/differences.ts';
import { licenseEvents } from '../history/events.ts';
import { costs } from '../insight/costs.ts';
import { renewals } from '../insight/renewals.ts';
import { findings, findingSummary } from '../insight/findings.ts';
import { inventory } from '../inventory/inventory.ts';
import { auditEvents } from './audit.ts';
import { changeSets, scheduledRemovals } from './change.ts';
import { selectAccounts, type AccountFilter } from '../inputs/select-accounts.ts';
import { findDevice } from '../nodes/devices.ts';

const MAX_IDS = 100;

export const query: QueryResolvers = {
  node: (_root, { id }, context) => findNode(context, id),
  nodes: (_root, { ids }, context) => {
    atMost(ids, 'ids');
    // An Error in its place becomes the error of that entry alone; the result type of a list does not know that.
    return Promise.all(ids.map((id) => slot(context, id))) as Promise<(NodeModel | null)[]>;
  },

  viewer: (_root, _args, { viewer }) => viewer,

  accounts: (_root, _args, { accounts }) => [...accounts.all],
  account: (_root, { key }, { accounts }) => accounts.get(key),

  licenses: (_root, { filter, orderBy, ...page }, { accounts, loaders }) =>
    licenseConnection(
      (account) => catalogueOf(loaders, account),
      { accounts: selectAccounts(accounts, filter), conditions: filter ?? {}, order: orderBy ?? BY_NAME },
      { ...page, scope: scopeOf(['licenses', filter, orderBy ?? BY_NAME]) },
    ),
  license: async (_root, { by }, context) => {
    const key = keyOfLookup(context.accounts, 'License', by);
    return key && findLicense(context, key);
  },
  inferLicenses: async (_root, { accountKey, roleIds }, { accounts, loaders }) => {
    accounts.get(accountKey);
    atMost(roleIds, 'roleIds');
    const ids = await loaders.inferLicenses(accountKey, roleIds);
    return ids.map((externalId) => ({ accountKey, externalId }));
  },
  licenseFeatureToggle: (_root, { accountKey, featureName }, { loaders }) =>
    loaders.featureToggle(accountKey, featureName),

  licenseAssignments: (_root, { filter, ...page }, context, info) =>
    assignmentsConnection(context, selectAccounts(context.accounts, filter), filter ?? {}, {
      ...page,
      isFinal: isFinal(info),
      scope: scopeOf(['licenseAssignments', filter]),
    }),

  users: listOverAccounts('USER'),
  user: async (_root, { by }, context) => {
    if (by.email != null) {
      const { accountKey, email } = by.email;
      context.accounts.get(accountKey);
      return theOneOf((await context.loaders.usersWith(accountKey, personKey(email))).value);
    }
    const key = keyOfLookup(context.accounts, 'User', by);
    return key && findAssignee(context, 'USER', key);
  },
  person: async (_root, args, context) => {
    const email = personKey(args.email);
    const { users, coverage } = await findPerson(context, email);
    return users.length === 0 && coverage.every((line) => line.status !== 'FAILED') ? null : { email };
  },

  devices: listOverAccounts('DEVICE'),
  device: async (_root, { by }, context) => {
    if (by.imei != null) return findDevice(context, by.imei);
    const key = keyOfLookup(context.accounts, 'Device', by);
    return key && findAssignee(context, 'DEVICE', key);
  },

  changeSet: (_root, { id }, { changes }) => changes.set(recordId('ChangeSet', id)),
  changeSets,
  scheduledRemovals,
  auditEvents,
  inventory,
  licenseEvents,
  licenseDiff,
  costs,
  renewals,
  findings,
  findingSummary,
};

/** Assignees of one kind, of the accounts that the filter leaves. */
function listOverAccounts<K extends AssigneeKind>(kind: K) {
  return (
    _root: unknown,
    { filter, ...page }: PageArguments & { readonly filter?: AccountFilter | null },
    context: GraphContext,
    info: GraphQLResolveInfo,
  ): Promise<ConnectionModel<AssigneeOf<K>>> => {
    const scope = scopeOf([info.fieldName, filter]);
    const accounts = selectAccounts(context.accounts, filter);
    return assigneeConnection(context, { kind, accounts }, { ...page, scope }, info);
  };
}

async function slot(context: GraphContext, id: string): Promise<NodeModel | ProblemError | null> {
  try {
    return await findNode(context, id);
  } catch (error) {
    return asProblemError(error);
  }
}

function atMost(ids: readonly string[], name: string): void {
  if (ids.length <= MAX_IDS) return;
  throw callerError(
    'BAD_INPUT',
    `\`${name}\` takes at most ${MAX_IDS}, and has ${ids.length}.`,
    'Ask in portions.',
  );
}
