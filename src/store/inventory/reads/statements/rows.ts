// Rows of licenses and assignees, and what they are in the domain.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../../domain/account.ts';
import type { Assignee } from '../../../../domain/assignee.ts';
import type { FoundAssignee, FoundLicense, FoundRow, Place } from '../../../../domain/inventory/search.ts';
import type { License, Seats } from '../../../../domain/license.ts';
import { observedAt, type Scope, type Seen } from './scope.ts';

export interface LicenseRow extends Seen {
  readonly id: number;
  readonly externalId: string;
  readonly facts: Omit<License, 'accountKey' | 'externalId'>;
  /** Seats as they were at a moment; absent: those of the facts. */
  readonly seatsThen?: Seats | null;
  readonly held: number;
  readonly goneAt: Date | null;
}

export interface AssigneeRow extends Seen {
  readonly id: number;
  readonly kind: AssigneeKind;
  readonly externalId: string;
  readonly word: string | null;
  readonly facts: object;
  readonly goneAt: Date | null;
}

/** The columns of an `AssigneeRow`, of the table named `a`. */
export const ASSIGNEE_ROW: RawBuilder<unknown> = sql`
  a.id, a.account_no, a.kind, a.external_id, a.word, a.facts, a.observed_at, a.missed_in, a.gone_at`;

/** The columns of a `LicenseRow`, of the table or source named `l`. */
export function licenseColumns(asOf: string | null): RawBuilder<unknown> {
  const columns = sql`l.id, l.account_no, l.external_id, l.facts, l.held, l.observed_at, l.missed_in, l.gone_at`;
  return asOf === null ? columns : sql`${columns}, l.seats_then`;
}

/** A license of which an assignment alone tells has no facts. */
const UNTOLD = { name: null, description: null, assigneeKinds: [], seats: null, details: null };

/** The license of a row. */
export function toLicense(scope: Scope, { accountNo, externalId, facts, seatsThen }: LicenseRow): License {
  const then = seatsThen === undefined ? {} : { seats: seatsThen };
  return { ...UNTOLD, ...facts, ...then, accountKey: scope.accountOf(accountNo).key, externalId };
}

/** A found license. */
export function toFoundLicense(
  scope: Scope,
  row: LicenseRow,
  { place, asOf }: { readonly place: Place; readonly asOf: string | null },
): FoundRow<FoundLicense> {
  const goneAt = row.goneAt?.toISOString() ?? null;
  return {
    value: { ...toLicense(scope, row), held: row.held, goneAt },
    place,
    observedAt: asOf ?? observedAt(scope, row, { what: 'LICENSES' }),
  };
}

/** The assignee of a row. */
export function toAssignee(scope: Scope, { accountNo, kind, externalId, facts }: AssigneeRow): Assignee {
  // The facts of an assignee of this kind, as they were written.
  return { ...facts, kind, accountKey: scope.accountOf(accountNo).key, externalId };
}

/** A found assignee. */
export function toFoundAssignee(scope: Scope, row: AssigneeRow, place: Place): FoundAssignee {
  const { kind, word, goneAt } = row;
  return {
    value: toAssignee(scope, row),
    place,
    goneAt: goneAt?.toISOString() ?? null,
    observedAt: observedAt(scope, row, { what: 'ASSIGNEES', kind, word }),
  };
}

/** Assignees by their surrogate keys. */
export function byId<Row extends { readonly id: number }>(rows: readonly Row[]): ReadonlyMap<number, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
