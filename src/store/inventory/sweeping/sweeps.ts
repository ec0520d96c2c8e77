// Sweeps over a database.
import { sql } from 'kysely';
import type { StoreContext } from '../../context.ts';
import { toJson } from '../../database/json.ts';
import type { Tx } from '../../database/tables.ts';
import { reading, writing } from '../../database/transactions.ts';
import type { Turn } from '../../turns.ts';
import type { ClaimedSweep, HeldSweep, SectionState, Sweeping } from './api.ts';
import { claimSweep, releaseSweep, renew, renewUnlessBusy, sectionsOf, setSection } from './claim.ts';
import { concludeSection } from './conclude.ts';
import { finishSweep } from './finish.ts';
import { knownSoFar } from './known.ts';
import { maintain } from './maintain.ts';
import { keepPage, LASTING, LEASE_MS } from './pages.ts';
import { keepAccounts, queueSweep, sectionTimes, sweepTimes, sweepsToRun } from './queue.ts';
import { unseen } from './unseen.ts';

/** `turn`: what of it takes a connection waits for one of a few. */
export function sweeping(inFront: StoreContext, turn: Turn): Sweeping {
  const { now, embedded } = inFront;
  const context = { ...inFront, turn };
  return {
    keepAccounts: (accounts) => writing(context, (tx) => keepAccounts(tx, accounts, now())),
    sweepTimes: () => reading(context, sweepTimes),
    sectionTimes: (accountKey) => reading(context, (db) => sectionTimes(db, accountKey)),
    queueSweep: (accountKey, why) => writing(context, (tx) => queueSweep(tx, accountKey, why, now())),
    sweepsToRun: () => reading(context, (db) => sweepsToRun(db, now())),
    claimSweep: (sweepId, owner, leaseMs, plan) => claim(context, { sweepId, owner }, leaseMs, plan),
    // At its time, and not when the pages of others are recorded.
    renewSweep: (held, leaseMs) => reading(inFront, (db) => renewUnlessBusy(db, held, leaseMs, now())),
    releaseSweep: (held, notBefore, problem) =>
      reading(context, (db) => releaseSweep(db, held, notBefore, problem)),
    beginSection: (held, position) => writing(context, (tx) => beginSection(tx, held, position, now())),
    keepPage: (held, section, page) =>
      writing(context, (tx) => keepPage(tx, held, { section, page, embedded }, now())),
    keepFailure: (held, { position }, problem) =>
      writing(context, async (tx) => {
        if (!(await renew(tx, held, LEASE_MS, now()))) return null;
        const at = new Date(now());
        return await setSection(tx, held, {
          position,
          values: sql`tries = tries + 1, failing_since = coalesce(failing_since, ${at}), problem = coalesce(${LASTING}, ${toJson(problem)}::jsonb)`,
        });
      }),
    countCalls: ({ sweepId }, calls) =>
      reading(context, async (db) => {
        await sql`update sweeps set calls = calls + ${calls} where id = ${sweepId}`.execute(db);
      }),
    countLookUpCalls: ({ sweepId, owner }, { position }, calls) =>
      reading(context, async (db) => {
        const { rows } = await sql<{ position: number }>`
          update sweep_sections s set look_up_calls = look_up_calls + ${calls} from sweeps w
          where s.sweep_id = ${sweepId} and s.position = ${position} and w.id = s.sweep_id and w.owner = ${owner}
          returning s.position`.execute(db);
        return rows.length > 0;
      }),
    knownSoFar: (held) => knownSoFar(context, held),
    unseen: (held, section, most) => unseen(context, held, section, most),
    concludeSection: (held, section, ending) => concludeSection(context, held, section, ending),
    finishSweep: (held, sections) => writing(context, (tx) => finishSweep(tx, held, sections, now())),
    maintain: (held, pages) => maintain(context, held, pages),
  };
}

async function claim(
  context: StoreContext,
  held: Omit<HeldSweep, 'accountKey'>,
  leaseMs: number,
  plan: Parameters<Sweeping['claimSweep']>[3],
): Promise<ClaimedSweep | null> {
  const claimed = await writing(context, (tx) => claimSweep(tx, held, leaseMs, context.now()));
  if (claimed === null) return null;
  const planned = await plan(claimed.accountKey, claimed.why);
  return await writing(context, async (tx) => {
    // Its lease may have run out since.
    if (!(await renew(tx, claimed, leaseMs, context.now()))) return null;
    if (planned === null) {
      await releaseSweep(tx, claimed, null, null);
      return null;
    }
    return { ...claimed, sections: await sectionsOf(tx, held.sweepId, planned) };
  });
}

async function beginSection(
  tx: Tx,
  held: HeldSweep,
  position: number,
  now: number,
): Promise<SectionState | null> {
  if (!(await renew(tx, held, LEASE_MS, now))) return null;
  return await setSection(tx, held, {
    position,
    values: sql`status = 'RUNNING', attempt = attempt + case when status = 'RUNNING' then 1 else 0 end, cursor = null, page = 0,
      is_read = false, tries = 0, failing_since = null, rows = 0, expected = null, expected_holdings = null,
      has_gap = false, started_at = ${new Date(now)}, problem = null`,
  });
}
