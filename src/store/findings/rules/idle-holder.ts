// IDLE_HOLDER: holds a license, and was last active long ago by the vendor's own word. It goes by silence: it is opened and closed only where
// the lists were read whole, and days are counted up to that reading. Whoever the vendor tells nothing of is never idle, and nobody is where
// the youngest activity of the whole account is old: then the feed is dead. A moment to come counts as now, so it is neither.
import { sql } from 'kysely';
import { daysBefore, evidence, heldSince, told, where, type HolderRule } from '../record/rule.ts';

/** How old the youngest activity of an account may be. */
const FEED_DAYS = 7;

export const idleHolder: HolderRule = {
  code: 'IDLE_HOLDER',
  kinds: ['USER', 'DEVICE'],
  isBySilence: true,
  found(context) {
    const { accountNo, readAt, settings } = context;
    if (readAt === null) return null;
    const before = daysBefore(readAt, settings.all.idleDays);
    const since = heldSince(context);
    // By kind, because the index is.
    const isAlive = sql`exists (select from unnest(array['USER', 'DEVICE']) as k where (
      select max(y.active_at) from assignees y where y.account_no = ${accountNo} and y.kind = k and y.gone_at is null)
      >= ${daysBefore(readAt, FEED_DAYS)})`;
    return {
      severity: 'MEDIUM',
      confidence: settings.account.activity === 'PASSWORD_SIGN_INS' ? 'HINT' : 'LIKELY',
      // Whoever has held something for so long has been known to the vendor for so long.
      where: where(
        sql`a.activity = 'TOLD'`,
        sql`a.active_at < ${before}`,
        sql`${since} <= ${before}`,
        sql`a.gone_at is null`,
        isAlive,
      ),
      evidence: evidence({ lastActiveAt: told(sql`a.active_at`), heldSince: told(since) }),
    };
  },
};
