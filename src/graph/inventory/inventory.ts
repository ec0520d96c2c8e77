// The inventory: the copy of all accounts that License Graph keeps.
import type { GraphQLResolveInfo } from 'graphql';
import type { AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import type {
  AssigneeSearch,
  AssigneeSortField,
  AssignmentSortField,
  LicenseSortField,
  Sort,
} from '../../domain/inventory/search.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type { GraphContext } from '../context.ts';
import type {
  InventoryAccountResolvers,
  InventoryResolvers,
  OrderDirection,
  QueryResolvers,
  SweepResolvers,
} from '../generated/resolvers.ts';
import { selectAccounts, type AccountFilter } from '../inputs/select-accounts.ts';
import type { ConnectionModel, PageArguments, PageRequest } from '../lists/connection.ts';
import { orBoth, scopeOf } from '../lists/cursors.ts';
import { mayAskFor } from '../lists/look-ahead.ts';
import {
  assignmentSearch,
  deviceSearch,
  entitySearch,
  licenseSearch,
  userSearch,
  workspaceSearch,
} from './filters.ts';
import { groups } from './groups.ts';
import { MAX_FIRST_OF_INVENTORY, keptAssignees, keptAssignments, keptLicenses } from './lists.ts';
import type { InventoryModel } from './models.ts';
import { people } from './people.ts';
import { accountModel, readAlong } from './sources.ts';

/** Throws STORE_UNAVAILABLE while there is no database, as changes do. The moment is read before all that is asked for, and where it is asked for. */
export const inventory: NonNullable<QueryResolvers['inventory']> = async (_root, args, context, info) => {
  const asOf = args.asOf ?? null;
  const { inventory: read } = context;
  if (asOf !== null) {
    // What lists under a moment ask first is read meanwhile.
    const [moment] = await Promise.all([read.momentOf(asOf), read.accounts()]);
    return { asOf, moment };
  }
  read.holdMoment();
  if (mayAskFor('asOf', info)) return { asOf, moment: await read.momentOf(asOf) };
  await read.ready();
  return { asOf, moment: null };
};

/** A page of a list of the inventory; its cursors are of this list, filter, order and moment: as they are written, and as they are meant. */
function pageOf(page: PageArguments, written: readonly unknown[], meant: readonly unknown[]): PageRequest {
  const scope = scopeOf(['inventory', ...written], ['inventory', ...meant]);
  return { ...page, scope, most: MAX_FIRST_OF_INVENTORY };
}

/** How assignees of one kind are asked for. */
interface AssigneeList<K extends AssigneeKind, Filter, Field extends string> {
  readonly kind: K;
  readonly searchOf: (directory: AccountDirectory, filter: Filter | null | undefined) => AssigneeSearch;
  /** What the fields of the SDL are sorted by. */
  readonly sorts: Readonly<Record<Field, AssigneeSortField>>;
}

/** An order as it was asked for. */
interface AskedOrder<Field> {
  readonly field: Field;
  readonly direction?: OrderDirection | undefined;
}

interface ListArguments<Filter, Field> extends PageArguments {
  readonly filter?: Filter | null | undefined;
  readonly orderBy?: AskedOrder<Field> | null;
}

/** null is as good as absent. */
function sortBy<Field>(order: AskedOrder<Field> | null | undefined, otherwise: Field): Sort<Field> {
  return { field: order?.field ?? otherwise, direction: order?.direction ?? 'ASC' };
}

function assignees<K extends AssigneeKind, Filter extends AccountFilter, Field extends string>({
  kind,
  searchOf,
  sorts,
}: AssigneeList<K, Filter, Field>) {
  return async (
    { asOf }: InventoryModel,
    { filter, orderBy, ...page }: ListArguments<Filter, Field>,
    context: GraphContext,
    info: GraphQLResolveInfo,
  ): Promise<ConnectionModel<AssigneeOf<K>>> => {
    const sort = sortBy<Field | 'NAME'>(orderBy, 'NAME');
    return keptAssignees(
      context,
      {
        kind,
        accounts: selectAccounts(context.accounts, filter),
        filter: searchOf(context.accounts, filter),
        sort: { ...sort, field: orderBy ? sorts[orderBy.field] : 'NAME' },
        asOf,
      },
      pageOf(page, [kind, filter, orderBy], [kind, filter, sort]),
      info,
    );
  };
}

const OF_ALL = { NAME: 'NAME', LICENSES_HELD: 'LICENSES_HELD' } as const;

export const inventoryFields: InventoryResolvers = {
  asOf: ({ asOf, moment }, _args, context) => moment ?? context.inventory.momentOf(asOf),
  accounts: async ({ asOf }, _args, context) => {
    const known = await context.inventory.accounts();
    return context.accounts.all.flatMap(({ key }) => {
      const found = known.get(key);
      return found === undefined ? [] : [{ ...found, source: readAlong(asOf) }];
    });
  },
  licenses: ({ asOf }, { filter, orderBy, ...page }, context) => {
    const sort = sortBy<LicenseSortField>(orderBy, 'NAME');
    return keptLicenses(
      context,
      {
        accounts: selectAccounts(context.accounts, filter),
        filter: licenseSearch(filter, context.money.terms(asOf)),
        sort,
        asOf,
      },
      pageOf(
        page,
        ['licenses', filter, orderBy, asOf],
        ['licenses', { ...filter, listed: orBoth(filter?.listed, true) }, sort, asOf],
      ),
    );
  },
  users: assignees({
    kind: 'USER',
    searchOf: userSearch,
    sorts: {
      ...OF_ALL,
      LAST_ACTIVE: 'LAST_ACTIVE',
      STATE: 'STATE',
      KIND: 'KIND',
      DEPARTMENT: 'DEPARTMENT',
    },
  }),
  devices: assignees({
    kind: 'DEVICE',
    searchOf: deviceSearch,
    sorts: { ...OF_ALL, LAST_ACTIVE: 'LAST_ACTIVE', STATUS: 'STATE', PROTOCOL: 'KIND', MODEL: 'MODEL' },
  }),
  workspaces: assignees({ kind: 'WORKSPACE', searchOf: workspaceSearch, sorts: OF_ALL }),
  entities: assignees({
    kind: 'ENTITY',
    searchOf: entitySearch,
    sorts: { ...OF_ALL, ENTITY_TYPE: 'KIND' },
  }),
  people,
  assignments: ({ asOf }, { filter, orderBy, ...page }, context) => {
    const sort = sortBy<AssignmentSortField>(orderBy, 'LICENSE');
    return keptAssignments(
      context,
      {
        accounts: selectAccounts(context.accounts, filter),
        filter: assignmentSearch(context.accounts, filter),
        sort,
        asOf,
      },
      pageOf(page, ['assignments', filter, orderBy, asOf], ['assignments', filter, sort, asOf]),
    );
  },
  groups,
};

export const inventoryAccount: InventoryAccountResolvers = {
  account: (parent, _args, { accounts }) => accountModel(accounts.get(parent.accountKey), parent),
};

export const sweep: SweepResolvers = {
  id: ({ id }, _args, { numbers }) => numbers.hide('SWEEP', id),
  sections: ({ sections }) => [...sections],
};
