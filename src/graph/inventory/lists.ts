// Lists of the inventory: of all accounts of the caller, or of those that a filter or a place in the graph leaves.
import type { GraphQLResolveInfo } from 'graphql';
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import type {
  AssigneeSearch,
  AssigneeSortField,
  AssignmentSearch,
  AssignmentSortField,
  LicenseSearch,
  LicenseSortField,
  Sort,
} from '../../domain/inventory/search.ts';
import { callerError, type ProblemError } from '../../domain/problem.ts';
import type { GraphContext } from '../context.ts';
import type { ConnectionModel, PageRequest } from '../lists/connection.ts';
import { lookAhead } from '../lists/look-ahead.ts';
import type { AssignmentModel, LicenseModel } from '../nodes/models.ts';
import { lookedAt } from './coverage.ts';
import { keptPage } from './pages.ts';
import { assigneeModel, assignmentModel, licenseModel } from './sources.ts';

/** The largest `first` directly under `inventory`. Elsewhere it is 100: that comes from the batches of the vendors. */
export const MAX_FIRST_OF_INVENTORY = 1_000;

/** What the values are that lists are sorted by. */
const VALUE_OF = {
  NAME: 'TEXT',
  LAST_ACTIVE: 'MOMENT',
  STATE: 'TEXT',
  KIND: 'TEXT',
  DEPARTMENT: 'TEXT',
  MODEL: 'TEXT',
  LICENSES_HELD: 'WHOLE',
  AVAILABLE: 'WHOLE',
  TOTAL: 'WHOLE',
  HELD: 'WHOLE',
  UTILISATION: 'NUMBER',
  LICENSE: 'TEXT',
  ASSIGNEE: 'TEXT',
  HELD_SINCE: 'MOMENT',
  REMOVAL_ON: 'DAY',
} as const;

/** What a list is about. */
export interface ListOf<Filter, Field> {
  readonly accounts: readonly Account[];
  readonly filter: Filter;
  readonly sort: Sort<Field>;
  /** RFC 3339 UTC; null: as it is now. */
  readonly asOf: string | null;
}

type Reads = Pick<GraphContext, 'accounts' | 'inventory' | 'numbers'>;

export async function keptLicenses(
  context: Reads,
  { accounts, filter, sort, asOf }: ListOf<LicenseSearch, LicenseSortField>,
  page: PageRequest,
): Promise<ConnectionModel<LicenseModel>> {
  if (asOf !== null && filter.findings !== undefined) {
    throw withoutHistory('The inventory tells findings about licenses as they are now.');
  }
  const { inventory, numbers } = context;
  const { visible, coverage } = await lookedAt(context, accounts, { asOf });
  return keptPage(
    {
      find: (place) => inventory.findLicenses({ visible, filter, sort, asOf, ...place }),
      modelOf: (row) => licenseModel(row, asOf),
      count: () => inventory.countLicenses({ visible, filter, asOf }),
      coverage,
      places: { value: VALUE_OF[sort.field], hasHolder: false },
      numbers,
    },
    page,
  );
}

/** How many licenses most assignees hold at most. */
const FEW_LICENSES = 25;

/** Assignees of one kind. Throws NOT_SUPPORTED with `asOf`. What they hold is read along where the query asks for it. */
export async function keptAssignees<K extends AssigneeKind>(
  context: Reads,
  { kind, accounts, filter, sort, asOf }: ListOf<AssigneeSearch, AssigneeSortField> & { readonly kind: K },
  page: PageRequest,
  info: GraphQLResolveInfo,
): Promise<ConnectionModel<AssigneeOf<K>>> {
  if (asOf !== null)
    throw withoutHistory('The inventory tells users, devices, workspaces and entities as they are now.');
  const { inventory, numbers } = context;
  const { visible, coverage } = await lookedAt(context, accounts, { asOf, kind });
  const along = lookAhead(info).rows().field('assignments').present ? { holdings: FEW_LICENSES } : {};
  return keptPage(
    {
      find: (place) => inventory.findAssignees(kind, { visible, filter, sort, asOf, ...place, ...along }),
      modelOf: (row) => assigneeModel<K>(row),
      count: () => inventory.countAssignees(kind, { visible, filter, asOf }),
      coverage,
      places: { value: VALUE_OF[sort.field], hasHolder: false },
      numbers,
    },
    page,
  );
}

export async function keptAssignments(
  context: Reads,
  { accounts, filter, sort, asOf }: ListOf<AssignmentSearch, AssignmentSortField>,
  page: PageRequest,
): Promise<ConnectionModel<AssignmentModel>> {
  checkHistory(filter, asOf);
  const { inventory, numbers } = context;
  const { visible, coverage } = await lookedAt(context, accounts, { asOf });
  return keptPage(
    {
      find: (place) => inventory.findAssignments({ visible, filter, sort, asOf, ...place }),
      modelOf: (row) => assignmentModel(row, asOf),
      count: () => inventory.countAssignments({ visible, filter, asOf }),
      coverage,
      places: { value: VALUE_OF[sort.field], hasHolder: true },
      numbers,
    },
    page,
  );
}

/** Throws NOT_SUPPORTED for conditions on what has no history: an answer about the past would change later. */
export function checkHistory({ search, user, device }: AssignmentSearch, asOf: string | null): void {
  if (asOf === null || [search, user, device].every((one) => one === undefined)) return;
  throw withoutHistory('The inventory tells names and facts of holders as they are now.');
}

export function withoutHistory(message: string): ProblemError {
  return callerError('NOT_SUPPORTED', message, 'Leave `asOf` out of `inventory`.');
}
