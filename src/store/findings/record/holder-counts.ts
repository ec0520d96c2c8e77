// Rules about licenses that go by how many hold them: the counts are made slice by slice, and summed up here.
import { sql, type RawBuilder } from 'kysely';
import { recordset } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import type { IdSlice } from '../../inventory/reads/statements/id-slices.ts';
import type { KnownAccount } from './context.ts';
import { exemptLicense, gradeColumns, type Piece, type RuleContext } from './rule.ts';

interface CountRow {
  readonly licenseId: number;
  readonly holders: number;
  /** The vendor does not tell when they were last active. */
  readonly notTold: number;
  /** Holders that a vendor may count or not: pending ones, and people from outside. */
  readonly unsure: number;
  readonly workspaces: number;
}

/** What is added up for a license. */
export type HolderCounts = ReadonlyMap<number, CountRow>;

/** Adds the holders of a slice to what was counted before. */
export async function addHolders(
  db: Db,
  { accountNo }: RuleContext,
  { from, to }: IdSlice,
  before: HolderCounts,
): Promise<HolderCounts> {
  const within = sql`between ${from}::integer and ${to}::integer`;
  const { rows } = await sql<CountRow>`
    select h.license_id, count(*)::integer as holders,
      (count(*) filter (where a.activity = 'NOT_TOLD'))::integer as not_told,
      (count(*) filter (where h.status = 'PENDING' or a.state = 'PENDING' or a.word = 'EXTERNAL'))::integer as unsure,
      (count(*) filter (where a.kind = 'WORKSPACE'))::integer as workspaces
    from holdings h join assignees a on a.id + 0 = h.assignee_id
    where h.account_no = ${accountNo} and h.assignee_id ${within} and a.id ${within} group by h.license_id`.execute(
    db,
  );
  const sums = new Map(before);
  for (const row of rows) {
    const sum = sums.get(row.licenseId);
    sums.set(row.licenseId, sum === undefined ? row : added(sum, row));
  }
  return sums;
}

function added(one: CountRow, other: CountRow): CountRow {
  return {
    licenseId: one.licenseId,
    holders: one.holders + other.holders,
    notTold: one.notTold + other.notTold,
    unsure: one.unsure + other.unsure,
    workspaces: one.workspaces + other.workspaces,
  };
}

/** A rule over the counts. */
export interface CountRule {
  readonly code: 'ACTIVITY_UNKNOWN' | 'SEATS_DISAGREE';
  /** On licenses `l` with their counts `r`. */
  readonly where: RawBuilder<boolean>;
  readonly seats: RawBuilder<unknown>;
  readonly evidence: RawBuilder<unknown>;
  /** Whether holders are compared with the seats of the catalogue. */
  readonly comparesSeats: boolean;
}

/**
 * It is opened, and closed, only where all lists were read whole: they go by the sum of holders. Of a license that nobody holds, the counts
 * are 0.
 */
export function countPiece(rule: CountRule, context: KnownAccount, counts: HolderCounts): Piece {
  const { accountNo, isWhole, isCatalogueKnown, areSeatsOfHolders, seatsReadAt } = context;
  // What a sweep that goes on has read anew cannot be compared with what it has not read yet.
  const isAtRest = sql`not exists (select from sweeps w where w.account_no = ${accountNo} and w.status = 'RUNNING')`;
  // Holders whom License Graph has added or removed since are not in the vendor's count.
  const isUnchanged = rule.comparesSeats
    ? sql`not exists (select from license_events e where e.license_id = l.id and e.origin <> 'EXTERNAL'
        and e.what in ('ASSIGNED', 'REMOVED') and e.at >= ${seatsReadAt}::timestamptz)`
    : sql`true`;
  const isKnown = rule.comparesSeats
    ? sql`(${isWhole && isCatalogueKnown && areSeatsOfHolders}::boolean and ${isAtRest})`
    : sql`${isWhole}::boolean`;
  const columns = {
    licenseId: 'integer',
    holders: 'integer',
    notTold: 'integer',
    unsure: 'integer',
    workspaces: 'integer',
  };
  return {
    found: sql`
      select l.id as license_id, null::integer as assignee_id, null::text as key, (${rule.seats})::integer as seats,
        ${isKnown} and ${isUnchanged} as may_open, ${gradeColumns({ severity: 'INFO', confidence: 'CERTAIN' })}, ${rule.evidence} as evidence
      from licenses l left join ${recordset([...counts.values()], columns)} on r.license_id = l.id
      where l.account_no = ${accountNo} and ${rule.where} and not ${exemptLicense(context)}`,
    about: sql<boolean>`true`,
    closes: sql<boolean>`${isKnown}`,
  };
}
