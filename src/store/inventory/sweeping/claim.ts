// Who works on a sweep, and how far its sections are.
import { sql, type RawBuilder } from 'kysely';
import type { Problem } from '../../../domain/problem.ts';
import { recordset } from '../../database/bulk.ts';
import { toJson } from '../../database/json.ts';
import type { Db, Tx } from '../../database/tables.ts';
import { withTextTimes } from '../../database/times.ts';
import type { ClaimedSweep, HeldSweep, SectionPlan, SectionState } from './api.ts';

type SectionRow = Omit<SectionState, 'failingSince'> & { readonly failingSince: Date | null };

const SECTION: RawBuilder<unknown> = sql`
  position, name, lists, status, attempt, cursor, page, is_read, tries, failing_since`;

/** The sweep of a job, when nobody has it. Its sections are made when it is new. */
export async function claimSweep(
  tx: Tx,
  held: Omit<HeldSweep, 'accountKey'>,
  leaseMs: number,
  now: number,
): Promise<Omit<ClaimedSweep, 'sections'> | null> {
  const at = new Date(now);
  const { rows } = await sql<{ accountKey: string; why: ClaimedSweep['why']; startedAt: Date }>`
    update sweeps s set status = 'RUNNING', owner = ${held.owner}, lease_until = ${new Date(now + leaseMs)},
      not_before = null, started_at = coalesce(s.started_at, ${at})
    from inventory_accounts a
    where s.id = ${held.sweepId} and a.no = s.account_no and a.removed_at is null
      and s.status in ('QUEUED', 'RUNNING')
      and (s.lease_until is null or s.lease_until <= ${at}) and (s.not_before is null or s.not_before <= ${at})
    returning a.key as account_key, s.why, s.started_at`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { ...held, ...withTextTimes(row) };
}

/** The sections of a sweep: those that are planned, when it has none yet. */
export async function sectionsOf(
  tx: Tx,
  sweepId: number,
  planned: readonly SectionPlan[],
): Promise<readonly SectionState[]> {
  const rows = planned.map((section, position) => ({ ...section, position }));
  await sql`insert into sweep_sections (sweep_id, position, name, lists, status)
    select ${sweepId}, position, name, lists, 'WAITING'
    from ${recordset(rows, { position: 'smallint', name: 'text', lists: 'jsonb' })}
    where not exists (select from sweep_sections where sweep_id = ${sweepId})`.execute(tx);
  const { rows: found } = await sql<SectionRow>`
    select ${SECTION} from sweep_sections where sweep_id = ${sweepId} order by position`.execute(tx);
  return found.map((row) => withTextTimes(row));
}

/** Whether the sweep is still held; what follows in the transaction is not undone by somebody else. */
export async function renew(db: Db, held: HeldSweep, leaseMs: number, now: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update sweeps set lease_until = ${new Date(now + leaseMs)}
    where id = ${held.sweepId} and owner = ${held.owner} and status = 'RUNNING' returning id`.execute(db);
  return rows.length > 0;
}

/** The same from beside the work: while a page is recorded, which renews the lease itself, it does not wait for that with a connection. */
export async function renewUnlessBusy(
  db: Db,
  held: HeldSweep,
  leaseMs: number,
  now: number,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update sweeps set lease_until = ${new Date(now + leaseMs)}
    where id in (select id from sweeps
      where id = ${held.sweepId} and owner = ${held.owner} and status = 'RUNNING' for no key update skip locked)
    returning id`.execute(db);
  return rows.length > 0;
}

export async function releaseSweep(
  db: Db,
  held: HeldSweep,
  notBefore: number | null,
  problem: Problem | null,
): Promise<void> {
  await sql`update sweeps set owner = null, lease_until = null,
      not_before = ${notBefore === null ? null : new Date(notBefore)}, problem = ${problem && toJson(problem)}::jsonb
    where id = ${held.sweepId} and owner = ${held.owner} and status = 'RUNNING'`.execute(db);
}

/** How far a section is. */
interface SectionValues {
  readonly position: number;
  /** What the columns are set to. */
  readonly values: RawBuilder<unknown>;
  /** What is written in the same statement: as in `with`, with a name each. */
  readonly also?: RawBuilder<unknown>;
}

/** Writes how far a section is. */
export async function setSection(
  tx: Tx,
  { sweepId }: HeldSweep,
  { position, values, also }: SectionValues,
): Promise<SectionState> {
  const { rows } = await sql<SectionRow>`
    ${also === undefined ? sql`` : sql`with ${also}`}
    update sweep_sections set ${values} where sweep_id = ${sweepId} and position = ${position}
    returning ${SECTION}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`sweep ${sweepId} has no section ${position}`);
  return withTextTimes(row);
}
