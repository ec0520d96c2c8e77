// The fields every connection has.
import type { AccountCoverage } from '../../domain/coverage.ts';
import type { AccountCoverageResolvers, PersonConnectionResolvers } from '../generated/resolvers.ts';
import { accountModel } from '../inventory/sources.ts';
import type { ConnectionModel } from '../lists/connection.ts';

/** Resolvers of a connection of what License Graph keeps itself: without total and coverage. */
export function keptConnection<T>() {
  const { nodes, edges, pageInfo } = connection<T>();
  return { nodes, edges, pageInfo };
}

/** Resolvers of a connection type: rows, or the reason there are none. */
export function connection<T>() {
  function rows(model: ConnectionModel<T>): ConnectionModel<T>['rows'] {
    if (model.failure) throw model.failure;
    return model.rows;
  }
  return {
    nodes: (model: ConnectionModel<T>): T[] => rows(model).map((row) => row.value),
    edges: (model: ConnectionModel<T>) =>
      rows(model).map((row) => ({ node: row.value, cursor: row.cursor() })),
    pageInfo: (model: ConnectionModel<T>) => ({
      hasNextPage: model.next !== null,
      hasPreviousPage: false,
      startCursor: model.rows[0]?.cursor() ?? null,
      endCursor: model.next?.() ?? model.rows.at(-1)?.cursor() ?? null,
    }),
    totalCount: ({ total }: ConnectionModel<T>) => (typeof total === 'function' ? total() : total),
    coverage: async ({ coverage }: ConnectionModel<T>): Promise<AccountCoverage[]> => [
      ...(typeof coverage === 'function' ? await coverage() : coverage),
    ],
  };
}

/** A page of people; only the inventory has such. */
export const personConnection: PersonConnectionResolvers = {
  ...connection(),
  unknownEmails: ({ unknownEmails }) => unknownEmails && [...unknownEmails],
};

export const accountCoverage: AccountCoverageResolvers = {
  account: (parent, _args, { accounts }) => accountModel(accounts.get(parent.accountKey), parent),
  status: ({ accountKey, status }, _args, { covered }) => {
    covered(accountKey, status);
    return status;
  },
  retryAt: (line) => line.problem?.retryAt ?? null,
};
