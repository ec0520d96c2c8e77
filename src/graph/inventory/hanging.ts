// What hangs on a license, an assignee, a person or an account of the inventory.
import type { GraphQLResolveInfo } from 'graphql';
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import { offersNotTold } from '../../domain/coverage.ts';
import type {
  AssigneeRef,
  Found,
  FoundAssignment,
  FoundRow,
  LicenseRef,
} from '../../domain/inventory/search.ts';
import type { GraphContext } from '../context.ts';
import { allLicenses } from '../../inventory/reading/all-licenses.ts';
import type { HangingPage } from '../../inventory/reading/inventory-service.ts';
import { checkFirst, type ConnectionModel, type PageArguments } from '../lists/connection.ts';
import { badCursor, scopeOf, seal, type Scope } from '../lists/cursors.ts';
import type { Catalogue } from '../lists/licenses.ts';
import type {
  AccountModel,
  AssigneeModel,
  AssignmentModel,
  CoverageModel,
  LicenseModel,
  PersonModel,
  Sourced,
} from '../nodes/models.ts';
import { lookedAt, type Looked } from './coverage.ts';
import { keptAssignees, keptAssignments } from './lists.ts';
import { keptPage, placeText } from './pages.ts';
import {
  assigneeAlong,
  assigneeRow,
  assignmentModel,
  holdingModel,
  licenseModel,
  licenseRow,
  personModel,
} from './sources.ts';

type Kept<T extends Sourced> = T & Required<Sourced>;
type Connection = ConnectionModel<AssignmentModel>;
type Assignments = Promise<Connection>;

/** Who holds a license. */
export async function keptHolders(
  license: Kept<LicenseModel>,
  page: PageArguments,
  context: GraphContext,
): Assignments {
  const { accountKey, externalId, source } = license;
  const { asOf } = source;
  const id = source.rowId ?? (await licenseRow(license, context))?.place.id ?? null;
  const ref = { licenses: [{ accountKey, externalId }] };
  const modelOf = (row: FoundRow<FoundAssignment>) => assignmentModel(row, asOf);
  return hangingOn({ side: 'LICENSE', id, accountKey, ref, asOf, modelOf }, page, context);
}

/** What an assignee holds: at once where it was read along. A list has a hundred of these: what is not asked for is not made. */
export function keptHoldings(
  assignee: Kept<AssigneeModel>,
  page: PageArguments,
  context: GraphContext,
): Connection | Assignments {
  const { holdings } = assignee.source;
  if (holdings === undefined || page.after != null) return readHoldings(assignee, page, context);
  const first = checkFirst(page.first);
  const found = holdings.length > first ? holdings.slice(0, first) : holdings;
  const rows = found.map((row) => ({
    value: holdingModel(row, assignee),
    cursor: () => seal(scopeOn(hookOf(assignee)), placeText(row.place, context.numbers)),
  }));
  let read: Connection | Assignments | null = null;
  const whole = async (): Promise<Connection> => await (read ??= readHoldings(assignee, page, context));
  return {
    rows,
    next: holdings.length > first ? (rows.at(-1)?.cursor ?? null) : null,
    async coverage() {
      const { coverage } = await whole();
      return typeof coverage === 'function' ? coverage() : coverage;
    },
    async total() {
      const { total } = await whole();
      return typeof total === 'function' ? total() : total;
    },
    failure: null,
  };
}

function hookOf({ kind, accountKey, externalId, source: { asOf } }: Kept<AssigneeModel>) {
  return { side: 'ASSIGNEE', ref: { assignees: [{ kind, accountKey, externalId }] }, asOf } as const;
}

/** The same with all that may be asked of it. */
function readHoldings(
  assignee: Kept<AssigneeModel>,
  page: PageArguments,
  context: GraphContext,
): Connection | Assignments {
  const { accountKey, source } = assignee;
  const { rowId, holdings: all } = source;
  const hook = hookOf(assignee);
  const modelOf = (row: FoundRow<FoundAssignment>) => holdingModel(row, assignee);
  const of = (id: number | null): Connection | Assignments =>
    hangingOn({ ...hook, id, accountKey, modelOf, all }, page, context);
  const found =
    rowId === null ? assigneeRow(assignee, context).then((row) => of(row?.place.id ?? null)) : of(rowId);
  if (!context.loaders.mayBeOffered(assignee)) return found;
  return found instanceof Promise ? found.then(withOffersUntold) : withOffersUntold(found);
}

/** What is offered and not accepted yet, no sweep sees either. */
function withOffersUntold(found: ConnectionModel<AssignmentModel>): ConnectionModel<AssignmentModel> {
  const { coverage } = found;
  const lines = async (): Promise<readonly CoverageModel[]> => {
    const known = typeof coverage === 'function' ? await coverage() : coverage;
    return known.map((line) =>
      line.status === 'COMPLETE' ? { ...line, ...offersNotTold(line.accountKey) } : line,
    );
  };
  return { ...found, coverage: lines, total: null };
}

/** A row with assignments. */
interface Hook {
  readonly side: 'ASSIGNEE' | 'LICENSE';
  /** Its surrogate key; null when the inventory has no such row. */
  readonly id: number | null;
  readonly accountKey: string;
  /** The filter that leaves its assignments. */
  readonly ref: { readonly licenses: readonly LicenseRef[] } | { readonly assignees: readonly AssigneeRef[] };
  readonly asOf: string | null;
  readonly modelOf: (row: FoundRow<FoundAssignment>) => AssignmentModel;
  /** All of its assignments, where they are known. */
  readonly all?: readonly FoundRow<FoundAssignment>[] | undefined;
}

const NOTHING = { rows: [], hasNext: false };

function scopeOn({ side, ref, asOf }: Pick<Hook, 'side' | 'ref' | 'asOf'>): Scope {
  return scopeOf(['inventory', side, ref, asOf]);
}

/** Whatever is not asked for is not made, and there is one promise for each. */
function hangingOn(
  { side, id, accountKey, ref, asOf, modelOf, all }: Hook,
  page: PageArguments,
  context: GraphContext,
): Connection | Assignments {
  const { inventory, accounts, numbers } = context;
  const pageIn = ({ visible, coverage }: Looked): Connection | Assignments =>
    keptPage(
      {
        find({ first, after }) {
          if (id === null || visible.length === 0) return NOTHING;
          if (all && after === null) return { rows: all.slice(0, first), hasNext: all.length > first };
          return inventory.assignmentsOf(side, id, { first, after, asOf });
        },
        modelOf,
        count: () => inventory.countAssignments({ visible, filter: ref, asOf }),
        coverage,
        places: OF_HOLDINGS,
        numbers,
      },
      {
        first: page.first ?? null,
        after: page.after ?? null,
        get scope() {
          return scopeOn({ side, ref, asOf });
        },
      },
    );
  const looked = lookedAt(context, [accounts.get(accountKey)], { asOf });
  return looked instanceof Promise ? looked.then(pageIn) : pageIn(looked);
}

const OF_HOLDINGS = { value: 'NONE', hasHolder: true } as const;

/** The person with an address, as far as the inventory knows them. */
async function keptPerson(person: Kept<PersonModel>, context: GraphContext): Promise<PersonModel | null> {
  if (person.users !== undefined) return person;
  const keys = accountsOf(person, context).map(({ key }) => key);
  const found = await context.inventory.person(person.email, keys);
  return found && personModel(found, person.source.asOf);
}

function accountsOf({ accounts }: PersonModel, context: GraphContext): readonly Account[] {
  return accounts ?? context.accounts.all;
}

export async function usersOf(
  person: Kept<PersonModel>,
  context: GraphContext,
): Promise<readonly (AssigneeOf<'USER'> & Sourced)[]> {
  const users = (await keptPerson(person, context))?.users ?? [];
  return users.filter((user) => user.kind === 'USER');
}

export async function personCoverage(
  person: Kept<PersonModel>,
  context: GraphContext,
): Promise<readonly CoverageModel[]> {
  const { asOf } = person.source;
  const { coverage } = await lookedAt(context, accountsOf(person, context), { asOf, kind: 'USER' });
  return coverage();
}

/** Everything a person holds, in the order of their users. */
export async function personHoldings(
  person: Kept<PersonModel>,
  page: PageArguments,
  context: GraphContext,
): Assignments {
  const { asOf } = person.source;
  const { inventory, numbers } = context;
  const users = await usersOf(person, context);
  const assignees = users.map(({ kind, accountKey, externalId }) => ({ kind, accountKey, externalId }));
  const rows = await Promise.all(assignees.map((ref) => inventory.assignee(ref)));
  const holders = new Map(
    rows.flatMap((row) => (row === null ? [] : [[row.place.id, assigneeAlong(row, asOf)] as const])),
  );
  const { visible, coverage } = await lookedAt(context, accountsOf(person, context), { asOf, kind: 'USER' });
  return keptPage(
    {
      find: (place) => held(inventory, [...holders.keys()], { ...place, asOf }),
      modelOf: (row) => {
        const holder = holders.get(row.place.holder ?? 0);
        return holder === undefined ? assignmentModel(row, asOf) : holdingModel(row, holder);
      },
      count: () => inventory.countAssignments({ visible, filter: { assignees }, asOf }),
      coverage,
      places: OF_HOLDINGS,
      numbers,
    },
    { ...page, scope: scopeOf(['inventory', 'person', person.email, asOf]) },
  );
}

/** What several assignees hold, one after the other: all that is asked for together takes one query. */
async function held(
  inventory: GraphContext['inventory'],
  ids: readonly number[],
  { first, after, asOf }: HangingPage,
): Promise<Found<FoundAssignment>> {
  const from = after === null ? 0 : ids.indexOf(after.holder ?? 0);
  if (from < 0) throw badCursor();
  const pages = await Promise.all(
    ids
      .slice(from)
      .map((id, index) =>
        inventory.assignmentsOf('ASSIGNEE', id, { first, after: index === 0 ? after : null, asOf }),
      ),
  );
  const rows = pages.flatMap((one) => one.rows);
  return { rows: rows.slice(0, first), hasNext: rows.length > first || pages.some((one) => one.hasNext) };
}

const BY_NAME = { field: 'NAME', direction: 'ASC' } as const;

/** Assignees of one kind in an account. */
export function accountAssignees<K extends AssigneeKind>(
  account: Kept<AccountModel>,
  kind: K,
  page: PageArguments,
  { context, info }: { readonly context: GraphContext; readonly info: GraphQLResolveInfo },
): Promise<ConnectionModel<AssigneeOf<K>>> {
  const { asOf } = account.source;
  return keptAssignees(
    context,
    { kind, accounts: [account], filter: {}, sort: BY_NAME, asOf },
    { ...page, scope: scopeIn(account, kind, asOf) },
    info,
  );
}

/** Every assignment in an account. */
export function accountAssignments(
  account: Kept<AccountModel>,
  page: PageArguments,
  context: GraphContext,
): Assignments {
  const { asOf } = account.source;
  return keptAssignments(
    context,
    { accounts: [account], filter: {}, sort: { field: 'LICENSE', direction: 'ASC' }, asOf },
    { ...page, scope: scopeIn(account, 'assignments', asOf) },
  );
}

/** All licenses of an account that its provider lists, and how complete they are: for the lists that filter and order catalogues. */
export async function keptCatalogue(account: Kept<AccountModel>, context: GraphContext): Promise<Catalogue> {
  const { asOf } = account.source;
  const { visible, coverage } = await lookedAt(context, [account], { asOf });
  const rows = await allLicenses(context.inventory, visible, { asOf });
  return { items: rows.map((row) => licenseModel(row, asOf)), coverage: await coverage() };
}

function scopeIn({ key }: Account, what: string, asOf: string | null): Scope {
  return scopeOf(['inventory', 'account', key, what, asOf]);
}
