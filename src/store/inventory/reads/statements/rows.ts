// Rows of licenses and assignees, and what they are in the domain.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../../domain/account.ts';
import type { Assignee } from '../../../../domain/assignee.ts';
import type { FoundAssignee, FoundLicense, FoundRow, Place } from '../../../../domain/inventory/search.ts';
import type { License, Seats } from '../../../../domain/license.ts';
import { selected, timeIn, type Columns } from './as-json.ts';
import { observedAt, type Accounts, type Seen } from './scope.ts';

export interface LicenseRow extends Seen {
  readonly id: number;
  readonly externalId: string;
  readonly facts: Partial<Omit<License, 'accountKey' | 'externalId'>>;
  /** Seats as they were at a moment; absent: those of the facts. */
  readonly seatsThen?: Seats | null;
  readonly held: number;
  readonly goneAt: string | null;
}

export interface AssigneeRow extends Seen {
  readonly id: number;
  readonly kind: AssigneeKind;
  readonly externalId: string;
  readonly word: string | null;
  readonly facts: object;
  /** Absent where facts are not read. */
  readonly goneAt?: string | null;
}

/** A row with the value that a list is sorted by. */
export type PlacedAssignee = AssigneeRow & { readonly value: Place['value'] };

/** The columns of an `AssigneeRow` that is there, of a kind that is known, of the table named `a`. */
export const ASSIGNEE_COLUMNS: Columns<Omit<AssigneeRow, 'kind' | 'goneAt'>> = {
  id: sql`a.id`,
  accountNo: sql`a.account_no`,
  externalId: sql`a.external_id`,
  word: sql`a.word`,
  facts: sql`a.facts`,
  observedAt: sql`a.observed_at`,
  missedIn: sql`a.missed_in`,
};

/** The columns of any `AssigneeRow`, of the same table, to be read as JSON. */
export const ASSIGNEE_ROW: RawBuilder<unknown> = selected({
  ...ASSIGNEE_COLUMNS,
  kind: sql`a.kind`,
  goneAt: sql`a.gone_at`,
});

/** The same without facts. */
export const ASSIGNEE_KEY: RawBuilder<unknown> = sql`
  a.id, a.account_no as "accountNo", a.kind, a.external_id as "externalId", a.word`;

/** The columns of a `LicenseRow`, of the table or source named `l`, to be read as JSON. */
export function licenseColumns(asOf: string | null): RawBuilder<unknown> {
  const columns = sql`l.id, l.account_no as "accountNo", l.external_id as "externalId", l.facts, l.held,
    l.observed_at as "observedAt", l.missed_in as "missedIn", l.gone_at as "goneAt"`;
  return asOf === null ? columns : sql`${columns}, l.seats_then as "seatsThen"`;
}

/** A license of which an assignment alone tells has no facts. */
const UNTOLD = { name: null, description: null, assigneeKinds: [], seats: null, details: null };

/** The license of a row. One that its provider lists no more has the name that it had, and no seats: nobody tells their number any more. */
export function toLicense(
  accounts: Accounts,
  { accountNo, externalId, facts, seatsThen = facts.seats, goneAt }: LicenseRow,
): License {
  const seats = goneAt === null ? (seatsThen ?? null) : null;
  return { ...UNTOLD, ...facts, seats, accountKey: accounts.accountOf(accountNo).key, externalId };
}

/** A found license. */
export function toFoundLicense(accounts: Accounts, row: LicenseRow, place: Place): FoundRow<FoundLicense> {
  const goneAt = row.goneAt && timeIn(row.goneAt);
  return {
    value: { ...toLicense(accounts, row), held: row.held, goneAt },
    place,
    observedAt: observedAt(accounts, row, { what: 'LICENSES' }),
  };
}

/** What is not told of whoever is gone: it would be taken for how they are now. Who they were still names an assignment that is left. */
const STATE_OF_GONE: Readonly<Partial<Record<AssigneeKind, object>>> = {
  USER: { state: null, rawState: null },
  DEVICE: { status: null },
};

/** The assignee of a row. */
export function toAssignee(
  accounts: Accounts,
  { accountNo, kind, externalId, facts, goneAt = null }: AssigneeRow,
): Assignee {
  const untold = goneAt === null ? {} : STATE_OF_GONE[kind];
  // The facts of an assignee of this kind, as they were written.
  return { ...facts, ...untold, kind, accountKey: accounts.accountOf(accountNo).key, externalId };
}

/** A found assignee. */
export function toFoundAssignee(accounts: Accounts, row: AssigneeRow, place: Place): FoundAssignee {
  const { kind, word, goneAt = null } = row;
  return {
    value: toAssignee(accounts, row),
    place,
    goneAt: goneAt && timeIn(goneAt),
    observedAt: observedAt(accounts, row, { what: 'ASSIGNEES', kind, word }),
  };
}

/** Assignees by their surrogate keys. */
export function byId<Row extends { readonly id: number }>(rows: readonly Row[]): ReadonlyMap<number, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
