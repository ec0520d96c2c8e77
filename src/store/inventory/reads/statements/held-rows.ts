// Rows of holdings, and the assignments that they are.
import { sql, type RawBuilder } from 'kysely';
import type { Assignee } from '../../../../domain/assignee.ts';
import type { AssignmentStatus } from '../../../../domain/assignment.ts';
import type { EventOrigin } from '../../../../domain/inventory/events.ts';
import type { FoundAssignment, FoundRow, Place } from '../../../../domain/inventory/search.ts';
import type { License } from '../../../../domain/license.ts';
import { KEPT_PLAN } from '../../../database/kept-plan.ts';
import type { Db } from '../../../database/tables.ts';
import { at, inColumns, jsonOf, selected, timeIn, type Columns, type InColumns } from './as-json.ts';
import { licensesAt, type HoldingsTable } from './at-moment.ts';
import {
  ASSIGNEE_KEY,
  ASSIGNEE_ROW,
  byId,
  licenseColumns,
  toAssignee,
  toLicense,
  type AssigneeRow,
  type LicenseRow,
} from './rows.ts';
import {
  accountsOf,
  accountsWhere,
  observedAt,
  type AccountRow,
  type Accounts,
  type Scope,
} from './scope.ts';

/** A holding with the value that it is sorted by, as JSON has it. */
export interface HeldRow {
  readonly accountNo: number;
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly status: AssignmentStatus;
  readonly assignedAt: string | null;
  readonly removalOn: string | null;
  readonly heldSince: string | null;
  readonly origin: EventOrigin | null;
  readonly observedAt: string;
  readonly missedIn: number | null;
  /** Absent where rows are in the order of their keys. */
  readonly value?: Place['value'];
}

/** The columns that `HELD_ROW` is made of, of the table named `h`. No list that was read after its end has seen what has ended. */
export function heldColumns({ wasSoAt }: HoldingsTable): RawBuilder<unknown> {
  const seen =
    wasSoAt === null
      ? sql`h.observed_at, h.missed_in`
      : sql`${wasSoAt}::timestamptz as observed_at, 0 as missed_in`;
  return sql`h.account_no, h.license_id, h.assignee_id, h.status, h.assigned_at, h.removal_on, h.held_since, h.origin, ${seen}`;
}

/** The columns of a `HeldRow` but `value`, of a source named `h`. */
const HELD_COLUMNS: Columns<HeldRow> = {
  accountNo: sql`h.account_no`,
  licenseId: sql`h.license_id`,
  assigneeId: sql`h.assignee_id`,
  status: sql`h.status`,
  assignedAt: sql`h.assigned_at`,
  removalOn: sql`h.removal_on`,
  heldSince: sql`h.held_since`,
  origin: sql`h.origin`,
  observedAt: sql`h.observed_at`,
  missedIn: sql`h.missed_in`,
};

/** The same, to be read as JSON. */
export const HELD_ROW: RawBuilder<unknown> = selected(HELD_COLUMNS);

/** What rows name. */
interface Named {
  readonly licenses: readonly LicenseRow[];
  readonly assignees: readonly AssigneeRow[];
}

/** The assignments of rows, with their licenses and assignees. */
export async function toFoundAssignments(
  db: Db,
  {
    scope,
    asOf,
    rows,
  }: { readonly scope: Scope; readonly asOf: string | null; readonly rows: readonly HeldRow[] },
): Promise<readonly FoundRow<FoundAssignment>[]> {
  if (rows.length === 0) return [];
  const ids = (of: (row: HeldRow) => number): RawBuilder<unknown> =>
    sql`any(${[...new Set(rows.map((row) => of(row)))]}::integer[])`;
  const { nos } = scope;
  const { rows: found } = await sql<Named>`
    select ${licensesWhere(
      { nos, asOf },
      ids(({ licenseId }) => licenseId),
    )} as licenses,
      ${assigneesWhere(
        nos,
        ids(({ assigneeId }) => assigneeId),
      )} as assignees ${KEPT_PLAN}`.execute(db);
  return rows.flatMap(assignmentsWith(scope, found[0]));
}

/** Which holdings are read. */
interface Read {
  /** A select of the columns of `heldColumns`. */
  readonly held: RawBuilder<unknown>;
  readonly asOf: string | null;
  /** False: of the holders, their keys alone are read. */
  readonly facts: boolean;
}

/** Holdings that a select finds, in its order, with all that they name: in one statement. */
export async function readHeld(
  db: Db,
  { held, asOf, facts }: Read,
): Promise<{
  readonly rows: readonly HeldRow[];
  readonly toFound: (row: HeldRow) => FoundRow<FoundAssignment>[];
}> {
  const nos = sql`array(select account_no from held)`;
  const ofHeld = (column: string): RawBuilder<unknown> =>
    sql`any(array(select ${sql.ref(column)} from held))`;
  const ours = sql<boolean>`a.no = any(${nos})`;
  const { rows } = await sql<Named & { rows: InColumns<HeldRow>; accounts: readonly AccountRow[] }>`
    with held as materialized (${held})
    select ${HELD} as rows,
      ${licensesWhere({ nos, asOf }, ofHeld('license_id'))} as licenses,
      ${assigneesWhere(nos, ofHeld('assignee_id'), facts)} as assignees,
      ${accountsWhere(ours)} as accounts`.execute(db);
  const [read] = rows;
  const accounts = accountsOf(read?.accounts ?? []);
  return { rows: read ? heldRows(read.rows) : [], toFound: assignmentsWith(accounts, read) };
}

/** Holdings with their licenses, as JSON has them. */
export interface HeldWithLicenses {
  readonly rows: InColumns<HeldRow>;
  readonly licenses: readonly LicenseRow[];
}

const HELD = inColumns(HELD_COLUMNS, sql`held h`);

function heldRows(lists: InColumns<HeldRow>): HeldRow[] {
  // One literal for all: what is made field by field takes several times as long.
  return (lists.assigneeId ?? []).map((assigneeId, place) => ({
    accountNo: at(lists.accountNo, place),
    licenseId: at(lists.licenseId, place),
    assigneeId,
    status: at(lists.status, place),
    assignedAt: at(lists.assignedAt, place),
    removalOn: at(lists.removalOn, place),
    heldSince: at(lists.heldSince, place),
    origin: at(lists.origin, place),
    observedAt: at(lists.observedAt, place),
    missedIn: at(lists.missedIn, place),
  }));
}
const LICENSES_OF_HELD = jsonOf(sql`
  select ${licenseColumns(null)} from licenses l where l.id = any(array(select distinct license_id from held))`);

/** Those of a source named `held` with the columns of `holdings`, as JSON within another statement. */
export const HELD_WITH_LICENSES: RawBuilder<unknown> = sql`json_build_object('rows', ${HELD}, 'licenses', ${LICENSES_OF_HELD})`;

/** What assignees hold of these. */
export function heldBy(
  accounts: Accounts,
  { rows, licenses }: HeldWithLicenses,
): (row: AssigneeRow, value: Assignee) => readonly FoundRow<FoundAssignment>[] {
  const known = licensesIn(accounts, licenses);
  const byHolder = Map.groupBy(heldRows(rows), ({ assigneeId }) => assigneeId);
  return ({ id, word }, value) =>
    (byHolder.get(id) ?? []).flatMap((row) => {
      const license = known.get(row.licenseId);
      // A holding keeps its license from being deleted.
      return license ? [toFound(accounts, row, { license, assignee: { word, value } })] : [];
    });
}

function licensesIn(accounts: Accounts, rows: readonly LicenseRow[]): ReadonlyMap<number, License> {
  return new Map(rows.map((row) => [row.id, toLicense(accounts, row)]));
}

/** Makes assignments of rows; none of a row that names what is not there. */
function assignmentsWith(
  accounts: Accounts,
  named: Named = { licenses: [], assignees: [] },
): (row: HeldRow) => FoundRow<FoundAssignment>[] {
  const licenses = licensesIn(accounts, named.licenses);
  const assignees = new Map(
    named.assignees.map((row) => [row.id, { word: row.word, value: toAssignee(accounts, row) }]),
  );
  return (row) => {
    const license = licenses.get(row.licenseId);
    const assignee = assignees.get(row.assigneeId);
    // Both are there as long as a holding names them, but may have been read by another statement.
    return license && assignee ? [toFound(accounts, row, { license, assignee })] : [];
  };
}

/** What a row names. */
interface Parties {
  readonly license: License;
  readonly assignee: { readonly word: string | null; readonly value: Assignee };
}

function toFound(
  accounts: Accounts,
  row: HeldRow,
  { license, assignee: { word, value: assignee } }: Parties,
): FoundRow<FoundAssignment> {
  const value = {
    accountKey: accounts.accountOf(row.accountNo).key,
    license,
    assignee,
    status: row.status,
    assignedAt: row.assignedAt && timeIn(row.assignedAt),
    removalOn: row.removalOn,
    heldSince: row.heldSince && timeIn(row.heldSince),
    origin: row.origin,
  };
  const place = { value: row.value ?? null, id: row.licenseId, holder: row.assigneeId };
  const by = { what: 'HOLDINGS', kind: assignee.kind, word } as const;
  // No list need show an offer, so that none has seen it for having been read.
  const isOffer = row.status === 'PENDING';
  return { value, place, observedAt: isOffer ? timeIn(row.observedAt) : observedAt(accounts, row, by) };
}

/** Licenses of accounts as they were at a moment. */
interface LicensesOf {
  readonly nos: readonly number[] | RawBuilder<unknown>;
  readonly asOf: string | null;
  /** False: how many hold them is not asked for. */
  readonly counts?: boolean;
}

function licensesWhere(
  { nos, asOf, counts = false }: LicensesOf,
  ids: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return jsonOf(sql`
    select ${licenseColumns(asOf)} from ${licensesAt({ nos }, asOf, counts)} l
    where l.account_no = any(${nos}::smallint[]) and l.id = ${ids}`);
}

/** Licenses by their surrogate keys. */
export async function licensesById(
  db: Db,
  { scope, asOf }: { readonly scope: Scope; readonly asOf: string | null },
  ids: readonly number[],
): Promise<ReadonlyMap<number, LicenseRow>> {
  const where = licensesWhere(
    { nos: scope.nos, asOf, counts: true },
    sql`any(${[...new Set(ids)]}::integer[])`,
  );
  const { rows } = await sql<{
    licenses: readonly LicenseRow[];
  }>`select ${where} as licenses ${KEPT_PLAN}`.execute(db);
  return byId(rows[0]?.licenses ?? []);
}

function assigneesWhere(nos: LicensesOf['nos'], ids: RawBuilder<unknown>, facts = true): RawBuilder<unknown> {
  return jsonOf(sql`
    select ${facts ? ASSIGNEE_ROW : ASSIGNEE_KEY} from assignees a where a.account_no = any(${nos}::smallint[]) and a.id = ${ids}`);
}
