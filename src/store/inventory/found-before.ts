// What changes of ours found otherwise than the inventory has it: others had changed it, and no list has been read since.
import { sql } from 'kysely';
import { isAboutLicense } from '../../domain/change.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { inStatements } from '../database/bulk.ts';
import type { Tx } from '../database/tables.ts';
import type { NewRequest } from '../sets/new-set.ts';
import type { LockedAccount, Observation } from './observing/context.ts';
import { finishObservation } from './observing/finish.ts';
import { holdingsListedAt, lockAccount, observe, shownBy } from './observing/observe.ts';
import { closeHoldings } from './observing/write-holdings.ts';
import { holdingsOf, keysOf, ownObservation, rowsOf, sightingOf } from './own-pairs.ts';

/** A plan is kept so soon after its reads. */
const PLANNING_MS = 60_000;

/** A change, and what was there before it; null where that was not read. */
type Found = Pick<ChangeRecord, 'change' | 'before'>;

/** What is recorded of the assignment that a change is about. */
interface Recorded {
  readonly changeId: string;
  /** When the change was planned: what was there before it was read until then. */
  readonly plannedAt: Date;
  /** null where nothing is held. */
  readonly observedAt: Date | null;
  readonly missedIn: number | null;
  /** When it was last taken away; null where that is not known. */
  readonly removedAt: Date | null;
}

/**
 * Records what was there before our changes, as others' doing. What has been recorded since they were planned is newer, and stands. Before the
 * end of a first sweep nobody has done anything.
 */
export async function recordFound(
  tx: Tx,
  account: LockedAccount,
  { changes, listedAt }: { readonly changes: readonly Found[]; readonly listedAt: Date | null },
  now: number,
): Promise<void> {
  const seen = ownObservation(tx, account, { changes: [], listedAt }, now);
  const recorded = await recordedOf(seen, changes);
  const other = changes.filter((one) => isOther(one, recorded.get(one.change.id), listedAt));
  if (other.length === 0) return;
  const gone = other.filter(({ before }) => before?.held === false);
  const there = other.flatMap((one) => (one.before?.held === true ? [sightingOf(one, one.before)] : []));
  await observe(seen, shownBy(there), { isOwn: true });
  await closeHoldings(seen, await holdingsOf(seen, gone));
  await finishObservation(seen);
}

/**
 * The same of changes that are not to be sent, because it is already as they want it: nothing else is ever recorded of them. Locks the accounts,
 * as `recordOwnWrites` does.
 */
export async function recordFoundByPlan(tx: Tx, requests: readonly NewRequest[], now: number): Promise<void> {
  const found = requests.flatMap((one) =>
    one.outcome === 'NO_CHANGE' && one.isRefused !== true && isAboutLicense(one.change) ? [one] : [],
  );
  const byAccount = Map.groupBy(found, ({ change }) => change.accountKey);
  for (const key of [...byAccount.keys()].sort()) {
    const changes = byAccount.get(key) ?? [];
    const account = await lockAccount(tx, key);
    if (account === null || account.baselineAt === null) continue;
    await recordFound(tx, account, { changes, listedAt: await holdingsListedAt(tx, account.no) }, now);
  }
}

async function recordedOf(
  { tx, account }: Observation,
  changes: readonly Found[],
): Promise<ReadonlyMap<string, Recorded>> {
  const recorded = new Map<string, Recorded>();
  for (const some of inStatements(changes.filter(({ before }) => before !== null).map(keysOf))) {
    const { rows } = await sql<Recorded>`
      select r.change_id, s.created_at as planned_at, h.observed_at, h.missed_in,
        (select max(e.at) from license_events e
          where e.license_id = l.id and e.assignee_id = a.id and e.what = 'REMOVED') as removed_at
      from ${rowsOf(some, account)}
      join changes c on c.id = r.change_id
      join change_sets s on s.id = c.set_id
      left join holdings h on h.assignee_id = a.id and h.license_id = l.id`.execute(tx);
    for (const row of rows) recorded.set(row.changeId, row);
  }
  return recorded;
}

/** Whether it was otherwise than it is recorded, and nothing was recorded of it since. */
function isOther({ before }: Found, recorded: Recorded | undefined, listedAt: Date | null): boolean {
  if (before === null || recorded === undefined) return false;
  const { plannedAt, observedAt, missedIn, removedAt } = recorded;
  if (before.held === (observedAt !== null)) return false;
  const listed = missedIn === null ? listedAt : null;
  const last = Math.max(...[observedAt, removedAt, listed].map((at) => at?.getTime() ?? 0));
  return last < plannedAt.getTime() - PLANNING_MS;
}
