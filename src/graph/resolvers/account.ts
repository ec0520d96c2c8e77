// Accounts, and the lists of one account.
import type { GraphQLResolveInfo } from 'graphql';
import type { AssigneeKind } from '../../domain/account.ts';
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
import { accountAssignees, accountAssignments, keptCatalogue } from '../inventory/hanging.ts';
import { isKept } from '../inventory/sources.ts';
import { BY_NAME, catalogueOf, licenseConnection, type Catalogue } from '../lists/licenses.ts';
import { scopeOf, type Scope } from '../lists/cursors.ts';
import { isFinal } from '../lists/look-ahead.ts';
import type { ConnectionModel, PageArguments } from '../lists/connection.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import type { AccountModel } from '../nodes/models.ts';
import { byId } from '../nodes/reference.ts';

const scope = (account: AccountModel, ...rest: unknown[]): Scope =>
  scopeOf(['account', account.key, ...rest]);

/** Assignees of one kind; null where the account's provider has none of it. */
function ownList<K extends AssigneeKind>(kind: K) {
  return (
    parent: AccountModel,
    page: PageArguments,
    context: GraphContext,
    info: GraphQLResolveInfo,
  ): Promise<ConnectionModel<AssigneeOf<K>>> | null => {
    if (!context.accounts.has(parent.key, kind)) return null;
    if (isKept(parent)) return accountAssignees(parent, kind, page, { context, info });
    const scoped = { ...page, scope: scope(parent, info.fieldName) };
    return assigneeConnection(context, { kind, accounts: [parent] }, scoped, info);
  };
}

export const account: AccountResolvers = {
  __resolveReference: byId('Account'),
  id: ({ key }) => encodeId({ type: 'Account', accountKey: key }),
  health: ({ key }, _args, { accounts }) => accounts.status(key),
  requestBudget({ key }, _args, { accounts }) {
    const { budget, shares } = accounts.status(key);
    return { limit: null, remaining: null, resetAt: null, ...budget, ...shares };
  },
  licenses: (parent, { filter, orderBy, ...page }, context) => {
    const own = selectAccounts(context.accounts, filter).filter(({ key }) => key === parent.key);
    const read = (): Promise<Catalogue> =>
      isKept(parent) ? keptCatalogue(parent, context) : catalogueOf(context.loaders, parent);
    return licenseConnection(
      read,
      { accounts: own, conditions: filter ?? {}, order: orderBy ?? BY_NAME },
      { ...page, scope: scope(parent, 'licenses', filter, orderBy ?? BY_NAME, parent.source?.asOf) },
    );
  },
  users: ownList('USER'),
  devices: ownList('DEVICE'),
  workspaces: ownList('WORKSPACE'),
  entities: ownList('ENTITY'),
  assignments: (parent, page, context, info) => {
    if (isKept(parent)) return accountAssignments(parent, page, context);
    return assignmentsConnection(
      context,
      [parent],
      {},
      { ...page, scope: scope(parent, 'assignments'), isFinal: isFinal(info) },
    );
  },
};

export const accountHealth: AccountHealthResolvers = {
  vendorDrift: ({ drift }) => [...drift],
};

export const accountCapabilities: AccountCapabilitiesResolvers = {
  assigneeKinds: ({ assigneeKinds }) => [...assigneeKinds],
};
