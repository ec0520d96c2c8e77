// Lists of users, devices, workspaces and entities, over one account or many.
import type { GraphQLResolveInfo } from 'graphql';
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import type { Source } from '../../loaders/position.ts';
import type { Reads } from '../context.ts';
import { assigneesInstead } from '../freshness/instead.ts';
import { withKind } from '../inputs/select-accounts.ts';
import { walkConnection, type ConnectionModel, type PageRequest } from './connection.ts';
import { isFinal } from './look-ahead.ts';
import { withHoldings } from './read-ahead.ts';

/** Which assignees are listed. */
interface AssigneeList<K extends AssigneeKind> {
  readonly kind: K;
  readonly accounts: readonly Account[];
}

/** Assignees of one kind, account by account; what `info` asks of each row is read along with them. */
export async function assigneeConnection<K extends AssigneeKind>(
  { accounts: directory, loaders }: Reads,
  { kind, accounts }: AssigneeList<K>,
  page: PageRequest,
  info: GraphQLResolveInfo,
): Promise<ConnectionModel<AssigneeOf<K>>> {
  const { having, lacking } = withKind(directory, accounts, kind);
  const sources = having.map(({ key }): Source<AssigneeOf<K>> => {
    const pages = loaders.assignees(key, kind);
    return {
      key,
      accountKey: key,
      read: pages.read,
      left: pages.left,
      instead: assigneesInstead(loaders.context, kind, key),
      keyOf: (row) => row.externalId,
    };
  });
  return withHoldings(
    loaders,
    await walkConnection(sources, { ...page, isFinal: isFinal(info) }, lacking),
    info,
  );
}
