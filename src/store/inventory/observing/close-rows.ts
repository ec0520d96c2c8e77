// Closes rows that are gone: licenses, assignees, holdings.
import { sql } from 'kysely';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import { recordset } from '../../database/bulk.ts';
import { assigneesListedAt, lastSeen, type Observation } from './context.ts';
import type { KnownHolding } from './holdings-diff.ts';
import { closeHoldings, HOLDING } from './write-holdings.ts';

/** A row that is to be closed, unless something newer than `before` is known of it. */
export interface Closable {
  readonly id: number;
  readonly before: Date;
}

/** Its columns. */
export const CLOSABLE = { id: 'integer', before: 'timestamptz' } as const;

/** Closes rows of a kind, at most as many as fit into one statement. Gives how many were. */
export function closeRows(
  seen: Observation,
  what: ListedInFull['what'],
  rows: readonly Closable[],
): Promise<number> {
  if (what === 'HOLDINGS') return closeThoseHoldings(seen, rows);
  return what === 'LICENSES' ? closeLicenses(seen, rows) : closeAssignees(seen, rows);
}

async function closeThoseHoldings(seen: Observation, rows: readonly Closable[]): Promise<number> {
  const { rows: holdings } = await sql<KnownHolding>`
    select ${HOLDING} from holdings join ${recordset(rows, CLOSABLE)} using (id) where observed_at < r.before`.execute(
    seen.tx,
  );
  await closeHoldings(seen, holdings);
  return holdings.length;
}

interface Gone {
  readonly id: number;
  readonly state: string | null;
  readonly observedAt: Date;
  readonly missedIn: number | null;
}

async function closeAssignees(seen: Observation, rows: readonly Closable[]): Promise<number> {
  const { tx, account, events, sweepId } = seen;
  const at = await seen.moment();
  const { rows: gone } = await sql<Gone>`
    update assignees set gone_at = ${at} from ${recordset(rows, CLOSABLE)}
    where assignees.id = r.id and gone_at is null and observed_at < r.before
    returning assignees.id, assignees.state, assignees.observed_at, assignees.missed_in`.execute(tx);
  if (account.baselineAt === null) return gone.length;
  const listedAt = await assigneesListedAt(
    seen,
    gone.map(({ id }) => id),
  );
  for (const { id, state, ...seenThen } of gone) {
    events.push({
      ...EXTERNAL,
      what: 'HOLDER_GONE',
      accountNo: account.no,
      assigneeId: id,
      sweepId,
      notBefore: lastSeen(seenThen, listedAt(id)),
      was: { state },
    });
  }
  return gone.length;
}

async function closeLicenses(seen: Observation, rows: readonly Closable[]): Promise<number> {
  const { tx, account, events, sweepId, listedAt } = seen;
  const at = await seen.moment();
  const { rows: gone } = await sql<Omit<Gone, 'state'>>`
    update licenses set gone_at = ${at} from ${recordset(rows, CLOSABLE)}
    where licenses.id = r.id and gone_at is null and observed_at < r.before
    returning licenses.id, licenses.observed_at, licenses.missed_in`.execute(tx);
  if (account.baselineAt === null) return gone.length;
  for (const { id, ...seenThen } of gone) {
    const notBefore = lastSeen(seenThen, listedAt);
    events.push({
      ...EXTERNAL,
      what: 'LICENSE_GONE',
      accountNo: account.no,
      licenseId: id,
      sweepId,
      notBefore,
    });
  }
  return gone.length;
}

const EXTERNAL = {
  origin: 'EXTERNAL',
  changeId: null,
  licenseId: null,
  assigneeId: null,
  was: null,
  became: null,
} as const;
