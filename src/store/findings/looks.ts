// Whose findings are to be worked out, and who does it.
import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../database/tables.ts';
import { affected } from '../database/transactions.ts';
import type { Look } from './api.ts';

const DAY_MS = 86_400_000;

/**
 * Whether an account `a` has been swept since then, or nobody has looked for a day. `ofLicenses`: also by a sweep of seats alone. In the middle
 * of a first sweep some lists are whole, and what the others have is missing: it is looked at once that is over.
 */
function isDue(since: RawBuilder<unknown>, now: number, ofLicenses: boolean): RawBuilder<boolean> {
  const swept = ofLicenses ? sql`true` : sql`w.why <> 'SEATS'`;
  const everSwept = sql`(a.baseline_at is not null
    or exists (select from sweeps w where w.account_no = a.no and w.finished_at is not null and w.why <> 'SEATS'))`;
  return sql<boolean>`${everSwept} and (${since} is null or ${since} <= ${new Date(now - DAY_MS)}
    or exists (select from sweeps w where w.account_no = a.no and w.finished_at > ${since} and ${swept}))`;
}

const WHOLE = sql`a.findings_at`;
const OF_LICENSES = sql`greatest(a.findings_at, a.license_findings_at)`;

/** Keys of accounts to look at. */
export async function accountsToLookAt(db: Db, now: number): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select a.key from inventory_accounts a
    where a.removed_at is null and (${isDue(WHOLE, now, false)} or ${isDue(OF_LICENSES, now, true)})
    order by a.no`.execute(db);
  return rows.map(({ key }) => key);
}

/** Whoever comes second waits for the row, and finds the look taken. */
export async function claimLook(tx: Tx, accountKey: string, now: number): Promise<Look | null> {
  const taken = (column: RawBuilder<unknown>, due: RawBuilder<boolean>): Promise<number> =>
    affected(
      tx,
      sql`update inventory_accounts a set ${column} = ${new Date(now)}
        where a.key = ${accountKey} and a.removed_at is null and ${due}`,
    );
  if ((await taken(sql`findings_at`, isDue(WHOLE, now, false))) > 0) return 'WHOLE';
  return (await taken(sql`license_findings_at`, isDue(OF_LICENSES, now, true))) > 0 ? 'LICENSES' : null;
}
