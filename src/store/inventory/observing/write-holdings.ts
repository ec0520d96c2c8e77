// Holdings as they were observed: opened, changed and closed, each with its event, and how many there are of each license and assignee.
import { sql, type RawBuilder } from 'kysely';
import type { AssignmentState, LicenseEventKind } from '../../../domain/inventory/events.ts';
import { inStatements, packedRows, recordset } from '../../database/bulk.ts';
import { oneAhead } from '../../database/meanwhile.ts';
import { closeWithHoldings } from '../../findings/close-with-holdings.ts';
import { lastSeen, type Observation } from './context.ts';
import type { HoldingsDiff, KnownHolding, Pair, ToldHolding } from './holdings-diff.ts';
import { CAUSES, originsOf, type Happened, type Origin } from './origins.ts';

/** As `KnownHolding`: `removalOn` as text, because a date has no time. */
export const HOLDING: RawBuilder<unknown> = sql`
  id, license_id, assignee_id, status, assigned_at, removal_on::text as removal_on, observed_at, missed_in`;

const COLUMNS = {
  id: 'integer',
  licenseId: 'integer',
  assigneeId: 'integer',
  status: 'text',
  assignedAt: 'timestamptz',
  removalOn: 'date',
  origin: 'text',
  changeId: 'text',
} as const;

/**
 * Writes what differs, but closes nothing. `counted` are assignees whose own count has these holdings already. Gives the ids of the
 * holdings that were opened.
 */
export async function writeHoldings(
  seen: Observation,
  { opened, changed, refreshed }: Pick<HoldingsDiff, 'opened' | 'changed' | 'refreshed'>,
  counted: ReadonlySet<number>,
): Promise<readonly number[]> {
  const ids = await open(seen, opened, counted);
  await change(seen, changed);
  await refresh(seen, refreshed);
  return ids;
}

async function open(
  seen: Observation,
  opened: readonly ToldHolding[],
  counted: ReadonlySet<number>,
): Promise<readonly number[]> {
  if (opened.length === 0) return [];
  const { tx, account, readAt, listedAt } = seen;
  const at = await seen.moment();
  const notHeld = await lastNotHeld(seen, opened);
  const happened = opened.map((told, index) => ({
    ...told,
    notBefore: notHeld[index] ?? listedAt,
    removalOn: null,
  }));
  const origins = await originsUnlessFirst(seen, happened, CAUSES.ASSIGNED);
  // Since when something is held that was there from the start, nobody has seen.
  const since = account.baselineAt === null ? null : at;
  const rows = opened.map((told, index) => ({ ...told, ...origins[index] }));
  const ids: number[] = [];
  await oneAhead(
    inStatements(rows),
    (some) => recordset(some, COLUMNS),
    async (records) => {
      const made = sql`
        insert into holdings (account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from, observed_at, origin, change_id)
        select ${account.no}, license_id, assignee_id, status, assigned_at, removal_on, ${since}, ${at}, ${readAt}, origin, change_id
        from ${records} returning id`;
      const packed = await packedRows<readonly [id: number]>(tx, {
        columns: [sql`id`],
        from: sql`from made`,
        made,
      });
      ids.push(...packed.map(([id]) => id));
    },
  );
  await countLicenses(seen, opened, 1);
  await countAssignees(
    seen,
    opened.filter(({ assigneeId }) => !counted.has(assigneeId)),
    1,
  );
  for (const [index, told] of opened.entries()) {
    tell(seen, 'ASSIGNED', {
      about: told,
      origin: origins[index],
      notBefore: happened[index]?.notBefore ?? null,
      was: null,
      became: told,
    });
  }
  return ids;
}

/**
 * When each was last known not to be held: on the last whole reading of its list, or when it was found to be taken away after that. What a
 * sweep finds it closes at its end, so that only what came before its start is certain to have come before. A list that told it when we had
 * just taken it away counts for nothing.
 */
async function lastNotHeld(
  { tx, account, listedAt }: Observation,
  opened: readonly Pair[],
): Promise<readonly (Date | null)[]> {
  // Nothing was taken away before the end of a first sweep.
  if (account.baselineAt === null) return [];
  const closed = new Map<number, Date>();
  const numbered = opened.map(({ licenseId, assigneeId }, index) => ({ index, licenseId, assigneeId }));
  for (const some of inStatements(numbered)) {
    const columns = { index: 'integer', licenseId: 'integer', assigneeId: 'integer' };
    const { rows } = await sql<{ index: number; at: Date | null; isContradicted: boolean }>`
      select r.index, max(case when e.sweep_id is null then e.at else s.started_at end) as at,
        coalesce(bool_or(w.contradicted), false) as is_contradicted
      from ${recordset(some, columns)}
      join license_events e on e.license_id = r.license_id and e.assignee_id = r.assignee_id and e.what = 'REMOVED'
      left join sweeps s on s.id = e.sweep_id
      left join own_writes w on w.license_id = r.license_id and w.assignee_id = r.assignee_id
      group by r.index`.execute(tx);
    for (const { index, at, isContradicted } of rows) {
      if (at !== null && (isContradicted || listedAt === null || at > listedAt)) closed.set(index, at);
    }
  }
  return opened.map((_pair, index) => closed.get(index) ?? listedAt);
}

/** Whose doing the change was is with its event, and with what it ended: of a holding it stays told who assigned it. */
async function change(seen: Observation, changed: HoldingsDiff['changed']): Promise<void> {
  if (changed.length === 0) return;
  const { tx, readAt, listedAt } = seen;
  const at = await seen.moment();
  const happened = changed.map(({ was }) => ({
    ...was,
    notBefore: lastSeen(was, listedAt),
    removalOn: null,
  }));
  const origins = await originsUnlessFirst(seen, happened, CAUSES.CHANGED);
  const rows = changed.map(({ was, told }, index) => ({ ...told, id: was.id, ...origins[index] }));
  for (const some of inStatements(rows)) {
    await sql`insert into holding_history (account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from,
        valid_to, origin, change_id, closed_origin, closed_change_id)
      select h.account_no, h.license_id, h.assignee_id, h.status, h.assigned_at, h.removal_on, h.held_since, h.valid_from,
        ${at}, h.origin, h.change_id, coalesce(r.origin, 'EXTERNAL'), r.change_id
      from ${recordset(some, COLUMNS)} join holdings h on h.id = r.id`.execute(tx);
    await sql`update holdings set status = r.status, assigned_at = coalesce(r.assigned_at, holdings.assigned_at),
        removal_on = r.removal_on, valid_from = ${at}, observed_at = ${readAt}, missed_in = null
      from ${recordset(some, COLUMNS)} where holdings.id = r.id`.execute(tx);
  }
  for (const [index, { was, told }] of changed.entries()) {
    const notBefore = happened[index]?.notBefore ?? null;
    const event = { about: was, origin: origins[index], notBefore, was, became: told };
    tell(seen, 'ASSIGNMENT_CHANGED', event);
  }
}

async function refresh({ tx, readAt }: Observation, refreshed: HoldingsDiff['refreshed']): Promise<void> {
  const rows = refreshed.map(({ was, told }) => ({ id: was.id, assignedAt: told.assignedAt }));
  for (const some of inStatements(rows)) {
    await sql`update holdings set assigned_at = coalesce(r.assigned_at, holdings.assigned_at), observed_at = ${readAt}, missed_in = null
      from ${recordset(some, { id: 'integer', assignedAt: 'timestamptz' })} where holdings.id = r.id`.execute(
      tx,
    );
  }
}

/** Closes holdings, and what was found of them: from this moment on they are history. */
export async function closeHoldings(seen: Observation, holdings: readonly KnownHolding[]): Promise<void> {
  if (holdings.length === 0) return;
  const { tx, listedAt } = seen;
  const at = await seen.moment();
  const happened = holdings.map((holding) => ({ ...holding, notBefore: lastSeen(holding, listedAt) }));
  const origins = await originsUnlessFirst(seen, happened, CAUSES.REMOVED);
  const rows = holdings.map(({ id }, index) => ({ id, ...origins[index] }));
  for (const some of inStatements(rows)) {
    await sql`with closed as (
        delete from holdings using ${recordset(some, COLUMNS)} where holdings.id = r.id
        returning holdings.*, r.origin as closed_origin, r.change_id as closed_change_id)
      insert into holding_history (account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from,
        valid_to, origin, change_id, closed_origin, closed_change_id)
      select account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from,
        ${at}, origin, change_id, coalesce(closed_origin, 'EXTERNAL'), closed_change_id from closed`.execute(
      tx,
    );
  }
  await closeWithHoldings(tx, holdings, at);
  await countLicenses(seen, holdings, -1);
  await countAssignees(seen, holdings, -1);
  for (const [index, holding] of holdings.entries()) {
    const notBefore = happened[index]?.notBefore ?? null;
    tell(seen, 'REMOVED', { about: holding, origin: origins[index], notBefore, was: holding, became: null });
  }
}

/** What a first sweep finds has happened to nobody. */
async function originsUnlessFirst(
  seen: Observation,
  happened: readonly Happened[],
  causes: Parameters<typeof originsOf>[2],
): Promise<readonly (Origin | undefined)[]> {
  return seen.account.baselineAt === null ? [] : await originsOf(seen, happened, causes);
}

interface Told {
  readonly about: { readonly licenseId: number; readonly assigneeId: number };
  readonly origin: Origin | undefined;
  readonly notBefore: Date | null;
  readonly was: AssignmentState | null;
  readonly became: AssignmentState | null;
}

function tell(
  seen: Observation,
  what: LicenseEventKind,
  { about, origin, notBefore, was, became }: Told,
): void {
  if (origin === undefined) return;
  seen.events.push({
    what,
    accountNo: seen.account.no,
    licenseId: about.licenseId,
    assigneeId: about.assigneeId,
    ...origin,
    sweepId: seen.sweepId,
    notBefore,
    was: was && stateOf(was),
    became: became && stateOf(became),
  });
}

function stateOf({ status, removalOn }: AssignmentState) {
  return { assignment: { status, removalOn } };
}

const NUMBERS = { id: 'integer', number: 'integer' };

/** How many hold each license. In the order of their keys, as every transaction does it. */
async function countLicenses({ tx }: Observation, holdings: readonly Pair[], by: 1 | -1): Promise<void> {
  const licenses = tally(holdings.map(({ licenseId }) => licenseId));
  await sql`update licenses set held = held + ${by}::integer * r.number
    from ${recordset(licenses, NUMBERS)} where licenses.id = r.id`.execute(tx);
}

/** How much each assignee holds, in the order of their keys as well. */
async function countAssignees({ tx }: Observation, holdings: readonly Pair[], by: 1 | -1): Promise<void> {
  for (const some of inStatements(tally(holdings.map(({ assigneeId }) => assigneeId)))) {
    await sql`update assignees set holds = holds + ${by}::integer * r.number
      from ${recordset(some, NUMBERS)} where assignees.id = r.id`.execute(tx);
  }
}

function tally(ids: readonly number[]): readonly { readonly id: number; readonly number: number }[] {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, number]) => ({ id, number })).sort((a, b) => a.id - b.id);
}
