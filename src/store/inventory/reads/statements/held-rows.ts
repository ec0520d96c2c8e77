// Rows of holdings, and the assignments that they are.
import { sql, type RawBuilder } from 'kysely';
import type { AssignmentStatus } from '../../../../domain/assignment.ts';
import type { EventOrigin } from '../../../../domain/inventory/events.ts';
import type { FoundAssignment, FoundRow, Place } from '../../../../domain/inventory/search.ts';
import type { Db } from '../../../database/tables.ts';
import { licensesAt, type HoldingsTable } from './at-moment.ts';
import {
  ASSIGNEE_ROW,
  byId,
  licenseColumns,
  toAssignee,
  toLicense,
  type AssigneeRow,
  type LicenseRow,
} from './rows.ts';
import { observedAt, type Scope } from './scope.ts';

export interface HeldRow {
  readonly accountNo: number;
  readonly licenseId: number;
  readonly assigneeId: number;
  readonly status: AssignmentStatus;
  readonly assignedAt: Date | null;
  readonly removalOn: string | null;
  readonly heldSince: Date | null;
  readonly origin: EventOrigin | null;
  readonly observedAt: Date;
  readonly missedIn: number | null;
}

/** The columns of a `HeldRow`, of the table named `h`. What is history was last seen before it ended. */
export function heldRow({ isHistory }: HoldingsTable): RawBuilder<unknown> {
  const seen = isHistory
    ? sql`h.valid_to as observed_at, null::integer as missed_in`
    : sql`h.observed_at, h.missed_in`;
  return sql`h.account_no, h.license_id, h.assignee_id, h.status, h.assigned_at, h.removal_on::text as removal_on,
    h.held_since, h.origin, ${seen}`;
}

/** Rows with the values that they are sorted by. */
interface Held {
  readonly scope: Scope;
  readonly asOf: string | null;
  readonly rows: readonly (HeldRow & { readonly value: Place['value'] })[];
}

/** The assignments of rows, with their licenses and assignees. */
export async function toFoundAssignments(
  db: Db,
  { scope, asOf, rows }: Held,
): Promise<readonly FoundRow<FoundAssignment>[]> {
  if (rows.length === 0) return [];
  const licenses = await licensesById(
    db,
    { scope, asOf, counts: false },
    rows.map(({ licenseId }) => licenseId),
  );
  const assignees = await assigneesById(
    db,
    scope,
    rows.map(({ assigneeId }) => assigneeId),
  );
  return rows.flatMap((row) => {
    const license = licenses.get(row.licenseId);
    const assignee = assignees.get(row.assigneeId);
    // Both are there as long as a holding names them, but this is another statement.
    if (!license || !assignee) return [];
    const { kind, word } = assignee;
    const place = { value: row.value, id: row.licenseId, holder: row.assigneeId };
    const value = {
      accountKey: scope.accountOf(row.accountNo).key,
      license: toLicense(scope, license),
      assignee: toAssignee(scope, assignee),
      status: row.status,
      assignedAt: row.assignedAt?.toISOString() ?? null,
      removalOn: row.removalOn,
      heldSince: row.heldSince?.toISOString() ?? null,
      origin: row.origin,
    };
    return [{ value, place, observedAt: asOf ?? observedAt(scope, row, { what: 'HOLDINGS', kind, word }) }];
  });
}

/** Licenses by their surrogate keys. */
export async function licensesById(
  db: Db,
  { scope, asOf, counts = true }: Pick<Held, 'scope' | 'asOf'> & { readonly counts?: boolean },
  ids: readonly number[],
): Promise<ReadonlyMap<number, LicenseRow>> {
  const { rows } = await sql<LicenseRow>`
    select ${licenseColumns(asOf)} from ${licensesAt(scope, asOf, counts)} l
    where l.account_no = any(${scope.nos}::smallint[]) and l.id = any(${[...new Set(ids)]}::integer[])`.execute(
    db,
  );
  return byId(rows);
}

async function assigneesById(
  db: Db,
  { nos }: Scope,
  ids: readonly number[],
): Promise<ReadonlyMap<number, AssigneeRow>> {
  const { rows } = await sql<AssigneeRow>`
    select ${ASSIGNEE_ROW} from assignees a
    where a.account_no = any(${nos}::smallint[]) and a.id = any(${[...new Set(ids)]}::integer[])`.execute(db);
  return byId(rows);
}
