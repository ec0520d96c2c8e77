// The root of every question.
import type { GraphQLResolveInfo } from 'graphql';
import type { AssigneeKind } from '../../domain/account.ts';
import { theOneOf, type AssigneeOf } from '../../domain/assignee.ts';
import { asProblemError, callerError, type ProblemError } from '../../domain/problem.ts';
import { assigneeConnection } from '../lists/assignees.ts';
import { assignmentsConnection } from '../lists/assignments.ts';
import type { GraphContext } from '../context.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { licenseConnection } from '../lists/licenses.ts';
import { recordId } from '../nodes/ids.ts';
import { findAssignee, findLicense, findNode, keyOfLookup } from '../nodes/look-up.ts';
import type { NodeModel } from '../nodes/models.ts';
import type { ConnectionModel, PageArguments } from '../lists/connection.ts';
import { findPerson, personKey } from '../nodes/people.ts';
import { auditEvents } from './audit.ts';
import { changeSets, scheduledRemovals } from './change.ts';
import { requireAccount, selectAccounts, type AccountFilter } from '../inputs/select-accounts.ts';
import { findDevice } from '../nodes/devices.ts';

const MAX_IDS = 100;

export const query: QueryResolvers = {
  node: (_root, { id }, context) => findNode(context, id),
  nodes: (_root, { ids }, context) => {
    atMost(ids, 'ids');
    // An Error in its place becomes the error of that entry alone; the result type of a list does not know that.
    return Promise.all(ids.map((id) => slot(context, id))) as Promise<(NodeModel | null)[]>;
  },

  accounts: (_root, _args, { loaders }) => [...loaders.accounts],
  account: (_root, { key }, { loaders }) => requireAccount(loaders, key),

  licenses: (_root, { filter, orderBy, ...page }, { loaders }) =>
    licenseConnection(
      loaders,
      selectAccounts(loaders, filter),
      filter ?? {},
      orderBy,
      page,
      JSON.stringify(['licenses', filter, orderBy]),
    ),
  license: async (_root, { by }, { loaders }) => {
    const key = keyOfLookup(loaders, 'License', by);
    return key && findLicense(loaders, key);
  },
  inferLicenses: async (_root, { accountKey, roleIds }, { loaders }) => {
    requireAccount(loaders, accountKey);
    atMost(roleIds, 'roleIds');
    const ids = await loaders.inferLicenses(accountKey, roleIds);
    return ids.map((externalId) => ({ accountKey, externalId }));
  },
  licenseFeatureToggle: (_root, { accountKey, featureName }, { loaders }) => {
    requireAccount(loaders, accountKey);
    return loaders.featureToggle(accountKey, featureName);
  },

  licenseAssignments: (_root, { filter, ...page }, { loaders }) =>
    assignmentsConnection(
      loaders,
      selectAccounts(loaders, filter),
      filter ?? {},
      page,
      JSON.stringify(['licenseAssignments', filter]),
    ),

  users: listOverAccounts('USER'),
  user: async (_root, { by }, { loaders }) => {
    if (by.email != null) {
      const { accountKey, email } = by.email;
      requireAccount(loaders, accountKey);
      return theOneOf(await loaders.usersByEmail(accountKey, personKey(email)));
    }
    const key = keyOfLookup(loaders, 'User', by);
    return key && findAssignee(loaders, 'USER', key);
  },
  person: async (_root, args, { loaders }) => {
    const email = personKey(args.email);
    const { users, coverage } = await findPerson(loaders, email);
    return users.length === 0 && coverage.every((line) => line.status !== 'FAILED') ? null : { email };
  },

  devices: listOverAccounts('DEVICE'),
  device: async (_root, { by }, { loaders }) => {
    if (by.imei != null) return findDevice(loaders, by.imei);
    const key = keyOfLookup(loaders, 'Device', by);
    return key && findAssignee(loaders, 'DEVICE', key);
  },

  changeSet: (_root, { id }, { changes }) => changes.set(recordId('ChangeSet', id)),
  changeSets,
  scheduledRemovals,
  auditEvents,
};

/** Assignees of one kind, of the accounts that the filter leaves. */
function listOverAccounts<K extends AssigneeKind>(kind: K) {
  return (
    _root: unknown,
    { filter, ...page }: PageArguments & { readonly filter?: AccountFilter | null },
    { loaders }: GraphContext,
    info: GraphQLResolveInfo,
  ): Promise<ConnectionModel<AssigneeOf<K>>> => {
    const scope = JSON.stringify([info.fieldName, filter]);
    return assigneeConnection(kind, loaders, selectAccounts(loaders, filter), page, scope, info);
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
