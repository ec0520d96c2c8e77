// HOLDER_NOT_ELIGIBLE: a device holds a license and cannot be sent firmware, by two whole readings: the one that first said so, and a later
// one that said nothing else. It goes by silence: it is opened and closed only where the lists were read whole. A device without a license
// needs none, as where updates are billed by event.
import { sql } from 'kysely';
import { evidence, told, where, type HolderRule } from '../record/rule.ts';

export const holderNotEligible: HolderRule = {
  code: 'HOLDER_NOT_ELIGIBLE',
  kinds: ['DEVICE'],
  isBySilence: true,
  found({ accountNo }) {
    const since = sql`coalesce(a.eligible_since, a.observed_at)`;
    return {
      severity: 'MEDIUM',
      confidence: 'LIKELY',
      where: where(
        sql`a.eligible = false`,
        sql`a.gone_at is null`,
        sql`a.missed_in is null`,
        sql`exists (select from inventory_sections s where s.account_no = ${accountNo} and s.complete_at > ${since}
          and s.lists @> '[{"what": "ASSIGNEES", "kind": "DEVICE"}]')`,
      ),
      evidence: evidence({ fotaEligible: sql`a.eligible`, since: told(since) }),
    };
  },
};
