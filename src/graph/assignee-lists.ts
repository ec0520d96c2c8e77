// Lists of users, devices, workspaces and entities, over one account or many.
import type { GraphQLResolveInfo } from 'graphql';
import type { Account, AssigneeKind } from '../domain/account.ts';
import type { Assignee } from '../domain/assignee.ts';
import type { Page } from '../domain/page.ts';
import type { Loaders } from '../loaders/loaders.ts';
import type { Source } from '../loaders/walk.ts';
import { walkConnection, type ConnectionModel, type PageArguments } from './paging.ts';
import { withHoldings } from './read-ahead.ts';
import { withList } from './select-accounts.ts';

/** What the graph calls the list of assignees of a kind. */
export const LIST_OF = {
  USER: 'users',
  DEVICE: 'devices',
  WORKSPACE: 'workspaces',
  ENTITY: 'entities',
} as const;

/** Assignees of one kind, account by account. */
export async function assigneeConnection<K extends AssigneeKind>(
  kind: K,
  loaders: Loaders,
  accounts: readonly Account[],
  args: PageArguments,
  scope: string,
  info: GraphQLResolveInfo,
): Promise<ConnectionModel<Extract<Assignee, { kind: K }>>> {
  const list = LIST_OF[kind];
  const { having, lacking } = withList(loaders, accounts, list);
  const sources = having.map(({ key }): Source<Extract<Assignee, { kind: K }>> => {
    const pages = loaders.list(key, list);
    return {
      key,
      accountKey: key,
      read: async (cursor, resumes) => onlyKind(kind, await pages.read(cursor, resumes)),
      left: pages.left,
      keyOf: (row) => row.externalId,
    };
  });
  return withHoldings(loaders, await walkConnection(sources, args, scope, lacking), info);
}

function onlyKind<K extends AssigneeKind>(
  kind: K,
  page: Page<Assignee>,
): Page<Extract<Assignee, { kind: K }>> {
  const isKind = (value: Assignee): value is Extract<Assignee, { kind: K }> => value.kind === kind;
  return { ...page, items: page.items.filter(isKind) };
}
