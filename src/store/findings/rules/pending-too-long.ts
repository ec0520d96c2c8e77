// PENDING_TOO_LONG: an assignment, or the user who has it, has been pending for days. It goes by the rows' own word: it is opened where the
// lists were read whole, and closed whenever they say otherwise.
import { sql } from 'kysely';
import { ASSIGNEE_KINDS } from '../../../domain/account.ts';
import { daysBefore, evidence, told, where, type HolderRule } from '../record/rule.ts';

export const pendingTooLong: HolderRule = {
  code: 'PENDING_TOO_LONG',
  kinds: ASSIGNEE_KINDS,
  isBySilence: false,
  found({ readAt, settings }) {
    if (readAt === null) return null;
    const before = daysBefore(readAt, settings.all.pendingDays);
    const isAssignment = sql`(h.status = 'PENDING' and h.valid_from <= ${before})`;
    const isHolder = sql`(a.kind = 'USER' and a.state = 'PENDING' and a.state_since <= ${before})`;
    return {
      severity: 'MEDIUM',
      confidence: 'LIKELY',
      where: where(sql`(${isAssignment} or ${isHolder})`, sql`a.gone_at is null`),
      evidence: evidence({
        assignmentPendingSince: sql`case when h.status = 'PENDING' then ${told(sql`h.valid_from`)} end`,
        holderPendingSince: sql`case when a.kind = 'USER' and a.state = 'PENDING' then ${told(sql`a.state_since`)} end`,
      }),
    };
  },
};
