// Assignments counted by what they have in common.
import { sql, type RawBuilder } from 'kysely';
import type {
  FoundGroup,
  FoundGroups,
  GroupKey,
  GroupPlace,
  GroupValue,
} from '../../../domain/inventory/search.ts';
import type { GroupQuery } from './api.ts';
import { filterOf, type AssignmentFilter } from './statements/assignment-filter.ts';
import { atMoment, licensesAt } from './statements/at-moment.ts';
import type { ReadContext } from './statements/context.ts';
import { licensesById } from './statements/held-rows.ts';
import { idSlices } from './statements/id-slices.ts';
import { pageOf, united } from './statements/keyset.ts';
import { toFoundLicense } from './statements/rows.ts';
import type { Scope } from './statements/scope.ts';

/** Columns of assignees that a key stands for. */
const COLUMNS = {
  DEPARTMENT: 'department',
  STATE: 'state',
  KIND: 'kind',
  MODEL: 'model',
} as const;

type ColumnKey = keyof typeof COLUMNS;

/** What a key stands for, of assignees `a`. Whoever is gone is in no state. */
function expressionOf(key: ColumnKey): RawBuilder<unknown> {
  return key === 'STATE' ? sql`case when a.gone_at is null then a.state end` : sql.ref(`a.${COLUMNS[key]}`);
}

/** Whether a key is none that a license has. */
function isColumn(key: GroupKey): key is ColumnKey {
  return key in COLUMNS;
}

/** What the statements count: `license_id` and the columns of assignees only where a key stands for them. */
interface CountRow extends Readonly<Partial<Record<(typeof COLUMNS)[ColumnKey], string | null>>> {
  readonly accountNo: number;
  readonly licenseId?: number;
  /** Of its license, where that is counted alone. */
  readonly externalId?: string;
  readonly assignments: number;
  readonly assignees: number;
}

/** A group that is being counted, with its place so far. */
interface Group extends GroupPlace {
  readonly licenseId: number | undefined;
  assignments: number;
  assignees: number;
}

/** Groups, the largest first. All are made, however few are asked for: which are the largest is known only then. */
export async function findGroups(context: ReadContext, query: GroupQuery): Promise<FoundGroups> {
  const { by, first, after } = query;
  const filter = await filterOf(context, query);
  const { scope } = filter;
  const areNamed = by.includes('LICENSE') && !isKept(filter, by);
  let names = areNamed ? await externalIds(context, scope) : new Map<number, string>();
  const groups = new Map<string, Group>();
  for await (const rows of counted(context, filter, by)) {
    // One that has come since then has a name as well: without it, it would be at another place on the next page.
    if (areNamed && rows.some(({ licenseId = 0 }) => !names.has(licenseId))) {
      names = await externalIds(context, scope);
    }
    addAll(groups, rows, { by, scope, names });
  }
  const all = [...groups.values()];
  // The place is compared, and not looked for: its group may have another size by now, or be gone.
  const rest = after === null ? all : all.filter((group) => inOrder(after, group) < 0);
  const { rows: page, hasNext } = pageOf(rest.sort(inOrder), first);
  const ids = page.flatMap(({ licenseId }) => licenseId ?? []);
  const licenses = await licensesById(context.db, filter, ids);
  const licenseOf = (id: number | undefined): GroupValue['license'] => {
    const row = id === undefined ? undefined : licenses.get(id);
    return row === undefined ? null : toFoundLicense(scope, row, { value: null, id: row.id });
  };
  const toGroup = ({ values, licenseId, account, assignments, assignees }: Group): FoundGroup => ({
    keys: by.map((key, index) => ({
      by: key,
      value: values[index] ?? null,
      license: key === 'LICENSE' ? licenseOf(licenseId) : null,
    })),
    place: { assignments, values, account },
    assignments,
    assignees,
  });
  return { groups: page.map((group) => toGroup(group)), hasNext, total: groups.size };
}

async function externalIds({ db }: ReadContext, { nos }: Scope): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; externalId: string }>`
    select id, external_id from licenses where account_no = any(${nos}::smallint[])`.execute(db);
  return new Map(rows.map(({ id, externalId }) => [id, externalId]));
}

interface Naming {
  readonly by: readonly GroupKey[];
  readonly scope: Scope;
  readonly names: ReadonlyMap<number, string>;
}

/** Adds counts to those of the same groups: no assignee is in the counts of two statements. */
function addAll(groups: Map<string, Group>, rows: readonly CountRow[], { by, scope, names }: Naming): void {
  for (const row of rows) {
    const { licenseId, externalId = names.get(licenseId ?? 0) ?? null, assignments, assignees } = row;
    const account = scope.accountOf(row.accountNo);
    const values = by.map((key) => {
      if (key === 'PROVIDER') return account.provider;
      if (key === 'ACCOUNT') return account.key;
      return isColumn(key) ? (row[COLUMNS[key]] ?? null) : externalId;
    });
    const name = JSON.stringify([licenseId, values]);
    const group = groups.get(name);
    if (group === undefined) {
      const place = { assignments, values, account: licenseId === undefined ? null : account.key };
      groups.set(name, { ...place, licenseId, assignees });
    } else {
      group.assignments += assignments;
      group.assignees += assignees;
    }
  }
}

/** No two groups of an answer have one place: those of the same size have other values, or licenses of other accounts. */
function inOrder(a: GroupPlace, b: GroupPlace): number {
  return b.assignments - a.assignments || byValues([...a.values, a.account], [...b.values, b.account]);
}

/** As `collate "C"` has it, nothing last. */
function byValues(some: readonly (string | null)[], others: readonly (string | null)[]): number {
  for (const [index, one = null] of some.entries()) {
    const other = others[index] ?? null;
    if (one === other) continue;
    if (one === null || other === null) return one === null ? 1 : -1;
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  return 0;
}

/** Counts by the keys, one slice of assignees after another. */
async function* counted(
  context: ReadContext,
  filter: AssignmentFilter,
  by: readonly GroupKey[],
): AsyncGenerator<readonly CountRow[]> {
  if (isKept(filter, by)) {
    yield await heldByLicense(context, filter);
    return;
  }
  for await (const slice of slices(context, filter)) {
    const { rows } = await statement(filter, by, slice).execute(context.db);
    yield rows;
  }
}

/** Whether the counts are those that are kept with licenses. */
function isKept(filter: AssignmentFilter, by: readonly GroupKey[]): boolean {
  return by.includes('LICENSE') && !by.some(isColumn) && !filter.looksAtHoldings;
}

/** How many hold each license is kept with it. */
async function heldByLicense(
  { db }: ReadContext,
  { scope, asOf, ofLicenses }: AssignmentFilter,
): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    select l.account_no, l.id as license_id, l.external_id, l.held as assignments, l.held as assignees from ${licensesAt(scope, asOf)} l
    where l.account_no = any(${scope.nos}::smallint[]) and l.held > 0 and ${ofLicenses}`.execute(db);
  return rows;
}

/** Which assignees a statement looks at. */
interface Slice {
  /** Whether the surrogate key in this column is one of theirs. */
  readonly has: (column: RawBuilder<unknown>) => RawBuilder<boolean>;
  /** By what assignees `a` are joined to their holdings. */
  readonly key: RawBuilder<unknown>;
}

const EVERYBODY: Slice = { has: () => sql<boolean>`true`, key: sql`a.id` };

/** All assignees, or so many after each other. */
async function* slices({ db, embedded }: ReadContext, { scope }: AssignmentFilter): AsyncGenerator<Slice> {
  if (!embedded) {
    yield EVERYBODY;
    return;
  }
  for (const { from, to } of await idSlices(db, scope.nos)) {
    yield {
      has: (column) => sql<boolean>`${column} between ${from}::integer and ${to}::integer`,
      // Both sides are of the slice. Of a column, statistics would tell that hardly any row of the one has its match in the other.
      key: sql`a.id + 0`,
    };
  }
}

/** Counts holdings; where the license is no key, those of each assignee first, because an assignee counts once. */
function statement(filter: AssignmentFilter, by: readonly GroupKey[], slice: Slice): RawBuilder<CountRow> {
  const keys = by.filter((key) => isColumn(key)).map((key) => ({ key, column: expressionOf(key) }));
  const columns = keys.map(({ column }) => column);
  const named = keys.map(({ key, column }) => sql`${column} as ${sql.ref(COLUMNS[key])}`);
  const assignees = holders(filter, columns, slice);
  const holdings = united(
    atMoment('h', filter.asOf).map(
      ({ table, during }) => sql`
        select h.account_no, h.license_id, h.assignee_id from ${table}
        where h.account_no = any(${filter.scope.nos}::smallint[]) and ${filter.ofHoldings} and ${during} and ${slice.has(sql`h.assignee_id`)}`,
    ),
  );
  if (by.includes('LICENSE')) {
    const license = [sql`h.account_no`, sql`h.license_id`];
    return sql<CountRow>`
      select ${sql.join([...license, ...named])}, count(*)::integer as assignments, count(*)::integer as assignees
      from (${holdings}) as h ${assignees} group by ${sql.join([...license, ...columns])}`;
  }
  return sql<CountRow>`
    select ${sql.join([sql`h.account_no`, ...named])}, sum(h.number)::integer as assignments, count(*)::integer as assignees
    from (select account_no, assignee_id, count(*) as number from (${holdings}) as h group by account_no, assignee_id) as h
    ${assignees} group by ${sql.join([sql`h.account_no`, ...columns])}`;
}

/** Joins the holders to holdings `h`, where they are asked about. Those of a slice by their own index: all of them would be read for each slice. */
function holders(
  { looksAtAssignees, ofAssignees }: AssignmentFilter,
  columns: readonly RawBuilder<unknown>[],
  { key, has }: Slice,
): RawBuilder<unknown> {
  const are = has(sql`a.id`);
  if (looksAtAssignees) return sql`join assignees a on ${key} = h.assignee_id and ${are} and ${ofAssignees}`;
  if (columns.length === 0) return sql``;
  // Whoever has none of it is in no group of their own: of a million devices none has a department.
  const isTold = sql.join(
    columns.map((column) => sql`${column} is not null`),
    sql` or `,
  );
  return sql`left join (select a.* from assignees a where ${are} and (${isTold})) as a on ${key} = h.assignee_id`;
}
