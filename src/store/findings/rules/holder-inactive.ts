// HOLDER_INACTIVE: a user holds a license and has been inactive for days. It goes by the row's own word: it is opened where the lists were read
// whole, and closed whenever the row says otherwise. Whoever is on leave of absence is to be exempted.
import { sql } from 'kysely';
import { daysBefore, evidence, told, where, type HolderRule } from '../record/rule.ts';

export const holderInactive: HolderRule = {
  code: 'HOLDER_INACTIVE',
  kinds: ['USER'],
  isBySilence: false,
  found({ readAt, settings }) {
    if (readAt === null) return null;
    return {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      where: where(
        sql`a.state = 'INACTIVE'`,
        sql`a.state_since <= ${daysBefore(readAt, settings.all.inactiveDays)}`,
        sql`a.gone_at is null`,
      ),
      evidence: evidence({ state: sql`a.state`, stateSince: told(sql`a.state_since`) }),
    };
  },
};
