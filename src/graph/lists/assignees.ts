// Lists of users, devices, workspaces and entities, over one account or many.
import type { GraphQLResolveInfo } from 'graphql';
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import type { Loaders } from '../../loaders/loaders.ts';
import type { Source } from '../../loaders/walk.ts';
import { walkConnection, type ConnectionModel, type PageArguments } from './connection.ts';
import { withHoldings } from './read-ahead.ts';
import { withKind } from '../inputs/select-accounts.ts';

/** Assignees of one kind, account by account. */
export async function assigneeConnection<K extends AssigneeKind>(
  kind: K,
  loaders: Loaders,
  accounts: readonly Account[],
  args: PageArguments,
  scope: string,
  info: GraphQLResolveInfo,
): Promise<ConnectionModel<AssigneeOf<K>>> {
  const { having, lacking } = withKind(loaders, accounts, kind);
  const sources = having.map(({ key }): Source<AssigneeOf<K>> => {
    const pages = loaders.assignees(key, kind);
    return {
      key,
      accountKey: key,
      ...pages,
      keyOf: (row) => row.externalId,
    };
  });
  return withHoldings(loaders, await walkConnection(sources, args, scope, lacking), info);
}
