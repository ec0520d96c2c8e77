// Records what one read showed of an account: a page of a sweep, or a look-up. Nothing is closed here: that is decided by who reads.
import { sql } from 'kysely';
import type { AssignmentStatus } from '../../../domain/assignment.ts';
import type { LeftOutRow, Sighting } from '../../../domain/inventory/sighting.ts';
import { inStatements, numberArray, packedRows } from '../../database/bulk.ts';
import { meanwhile, oneBehind } from '../../database/meanwhile.ts';
import type { Tx } from '../../database/tables.ts';
import { LOOK_UP, type LockedAccount, type Observation } from './context.ts';
import { gather, type Gathered, type GatheredAssignee } from './gather.ts';
import { diffHoldings, type KnownHolding, type ToldHolding } from './holdings-diff.ts';
import { keepable } from './keepable.ts';
import { endOffers, markContradicted, markDenied, notListed, withKeptDays } from './not-listed.ts';
import { writeAssignees, type WrittenAssignees } from './write-assignees.ts';
import { writeHoldings } from './write-holdings.ts';
import { writeLicenses } from './write-licenses.ts';

/** Surrogate keys of what a read showed to be there, and what it showed to be gone. */
export interface Observed {
  readonly licenses: readonly number[];
  readonly assignees: readonly number[];
  /** Assignees of which a row tells that they are there, or that was left out. */
  readonly there: readonly number[];
  readonly holdings: readonly number[];
  readonly lacking: readonly KnownHolding[];
  /** Rows that are new, and rows that are otherwise than they were. */
  readonly added: number;
  readonly changed: number;
  /** Ids of rows that were left out, because they are longer than an index takes. */
  readonly tooLong: readonly string[];
}

/** The account of a key, locked: whatever is recorded of one account is recorded one after the other. null when it is not known. */
export async function lockAccount(tx: Tx, key: string): Promise<LockedAccount | null> {
  const { rows } = await sql<LockedAccount>`
    select no, key, baseline_at from inventory_accounts where key = ${key} for no key update`.execute(tx);
  return rows[0] ?? null;
}

/** When all that is held in an account was last read whole: what was not there then is newer. */
export async function holdingsListedAt(tx: Tx, accountNo: number): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(complete_at) as at from inventory_sections
    where account_no = ${accountNo} and lists @> '[{"what":"HOLDINGS"}]'`.execute(tx);
  return rows[0]?.at ?? null;
}

/** What a read showed, ready to be recorded. */
export interface Shown extends Gathered {
  readonly tooLong: readonly string[];
}

/** Puts together what a read showed. `leftOut`: rows that are there, and of which it is not known what they hold. */
export function shownBy(sightings: readonly Sighting[], leftOut: readonly LeftOutRow[] = []): Shown {
  const { tooLong, ...fitting } = keepable(sightings, leftOut);
  return { ...gather(fitting.sightings, fitting.leftOut), tooLong };
}

/**
 * Records it. `isOwn`: it is what a change of ours came to, which holds against what an earlier one did. So does a look-up: lists lag behind
 * reads of one thing, such as the one that has shown the change.
 */
export async function observe(
  seen: Observation,
  { tooLong, ...gathered }: Shown,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): Promise<Observed> {
  const licenses = await writeLicenses(seen, gathered);
  const assignees = await writeAssignees(seen, gathered.assignees, { isOwn });
  const ids = assignees.ids.filter((id) => id !== undefined);
  const tellsHoldings = gathered.assignees.some(
    ({ holdings, isWhole, isLeftOut }) => holdings.size > 0 || isWhole || isLeftOut,
  );
  const [known, told] = await meanwhile(holdingsOf(seen, tellsHoldings ? ids : []), () =>
    toldHoldings(gathered.assignees, assignees, licenses.ids),
  );
  const { ownWrites, days } = await notListed(seen, tellsHoldings ? ids : []);
  const diff = diffHoldings({
    ...told,
    told: withKeptDays(told.told, known, days),
    known,
    ownWrites: isOwn ? [] : ownWrites.filter(({ isOffer }) => isOffer || seen.source !== LOOK_UP),
    readAt: seen.readAt,
  });
  const opened = await writeHoldings(seen, diff, assignees.counted);
  await endOffers(seen, diff.accepted);
  await markContradicted(seen, diff.contradicted);
  await markDenied(seen, diff.denied);
  const there = assignees.ids.filter((_id, index) => {
    const { isNamedOnly = false, isLeftOut = false } = gathered.assignees[index] ?? {};
    return !isNamedOnly || isLeftOut;
  });
  const hidden = known.filter(({ assigneeId }) => told.leftOut.has(assigneeId)).map(({ id }) => id);
  return {
    licenses: licenses.seen,
    assignees: ids,
    there: there.filter((id) => id !== undefined),
    holdings: [...diff.seen, ...opened, ...hidden],
    lacking: diff.lacking,
    added: licenses.added + assignees.added + opened.length,
    changed: licenses.changed + assignees.changed + diff.changed.length,
    tooLong,
  };
}

function toldHoldings(
  assignees: readonly GatheredAssignee[],
  { ids }: WrittenAssignees,
  licenseIds: ReadonlyMap<string, number>,
) {
  const told: ToldHolding[] = [];
  const whole = new Set<number>();
  const leftOut = new Set<number>();
  for (const [index, assignee] of assignees.entries()) {
    const assigneeId = ids[index];
    if (assigneeId === undefined) continue;
    if (assignee.isLeftOut) leftOut.add(assigneeId);
    else if (assignee.isWhole) whole.add(assigneeId);
    for (const [externalId, { status, assignedAt, removalOn }] of assignee.holdings) {
      const licenseId = licenseIds.get(externalId);
      if (licenseId === undefined) throw new Error(`license ${externalId} has no row`);
      told.push({ licenseId, assigneeId, status, assignedAt, removalOn });
    }
  }
  return { told, whole, leftOut };
}

/** A `KnownHolding` as `packedRows` gives it. */
type PackedHolding = readonly [
  id: number,
  licenseId: number,
  assigneeId: number,
  status: AssignmentStatus,
  assignedAt: string | null,
  removalOn: string | null,
  observedAt: string,
  missedIn: number | null,
];

const HELD = [
  sql`id`,
  sql`license_id`,
  sql`assignee_id`,
  sql`status`,
  sql`assigned_at`,
  sql`removal_on`,
  sql`observed_at`,
  sql`missed_in`,
];

/** Each piece is taken apart while the next one is looked up. */
async function holdingsOf(
  { tx }: Observation,
  assigneeIds: readonly number[],
): Promise<readonly KnownHolding[]> {
  const known: KnownHolding[] = [];
  await oneBehind(
    inStatements(assigneeIds),
    (some) =>
      packedRows<PackedHolding>(tx, {
        columns: HELD,
        from: sql`from holdings where assignee_id = any(${numberArray(some)})`,
      }),
    (rows) => {
      for (const row of rows) known.push(toHolding(row));
    },
  );
  return known;
}

function toHolding([
  id,
  licenseId,
  assigneeId,
  status,
  assignedAt,
  removalOn,
  observedAt,
  missedIn,
]: PackedHolding): KnownHolding {
  return {
    id,
    licenseId,
    assigneeId,
    status,
    assignedAt: assignedAt === null ? null : new Date(assignedAt),
    removalOn,
    observedAt: new Date(observedAt),
    missedIn,
  };
}
