// Accounts, and the lists of one account.
import type { GraphQLResolveInfo } from 'graphql';
import type { Account as AccountModel, AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import { assigneeConnection } from '../lists/assignees.ts';
import { assignmentsConnection } from '../lists/assignments.ts';
import type { GraphContext } from '../context.ts';
import type {
  AccountCapabilitiesResolvers,
  AccountHealthResolvers,
  AccountResolvers,
} from '../generated/resolvers.ts';
import { encodeId } from '../nodes/ids.ts';
import { licenseConnection } from '../lists/licenses.ts';
import { isFinal } from '../lists/look-ahead.ts';
import type { ConnectionModel, PageArguments } from '../lists/connection.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { byId } from '../nodes/reference.ts';

const scope = (account: AccountModel, ...rest: unknown[]): string =>
  JSON.stringify(['account', account.key, ...rest]);

/** Assignees of one kind; null where the account's provider has none of it. */
function ownList<K extends AssigneeKind>(kind: K) {
  return (
    parent: AccountModel,
    page: PageArguments,
    context: GraphContext,
    info: GraphQLResolveInfo,
  ): Promise<ConnectionModel<AssigneeOf<K>>> | null =>
    context.accounts.has(parent.key, kind)
      ? assigneeConnection(
          context,
          { kind, accounts: [parent] },
          { ...page, scope: scope(parent, info.fieldName) },
          info,
        )
      : null;
}

export const account: AccountResolvers = {
  __resolveReference: byId('Account'),
  id: ({ key }) => encodeId({ type: 'Account', accountKey: key }),
  health: ({ key }, _args, { accounts }) => accounts.status(key),
  requestBudget({ key }, _args, { accounts }) {
    const { budget, shares } = accounts.status(key);
    return budget && { ...budget, ...shares };
  },
  licenses: (parent, { filter, orderBy, ...page }, { accounts, loaders }) => {
    const own = selectAccounts(accounts, filter).filter(({ key }) => key === parent.key);
    return licenseConnection(
      loaders,
      { accounts: own, conditions: filter ?? {}, order: orderBy },
      { ...page, scope: scope(parent, 'licenses', filter, orderBy) },
    );
  },
  users: ownList('USER'),
  devices: ownList('DEVICE'),
  workspaces: ownList('WORKSPACE'),
  entities: ownList('ENTITY'),
  assignments: (parent, page, context, info) =>
    assignmentsConnection(
      context,
      [parent],
      {},
      { ...page, scope: scope(parent, 'assignments'), isFinal: isFinal(info) },
    ),
};

export const accountHealth: AccountHealthResolvers = {
  vendorDrift: ({ drift }) => [...drift],
};

export const accountCapabilities: AccountCapabilitiesResolvers = {
  assigneeKinds: ({ assigneeKinds }) => [...assigneeKinds],
};
