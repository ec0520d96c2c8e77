// ORPHAN: a license is held by somebody or something that no complete list and no look-up knows, while the vendor goes on to list the holding.
// It goes by silence: it is opened and closed only where the lists were read whole. People from outside are in no list of people, so that
// nothing follows from it; who is in no list and was looked up and found is not gone.
import { sql } from 'kysely';
import { ASSIGNEE_KINDS } from '../../../domain/account.ts';
import { evidence, told, where, type HolderRule } from '../record/rule.ts';

export const orphan: HolderRule = {
  code: 'ORPHAN',
  kinds: ASSIGNEE_KINDS,
  isBySilence: true,
  found: ({ accountNo }) => ({
    severity: 'MEDIUM',
    confidence: 'CERTAIN',
    where: where(
      sql`a.gone_at is not null`,
      sql`a.word is distinct from 'EXTERNAL'`,
      sql`h.missed_in is null`,
      // A list of holdings that was read whole after the holder was found to be gone still had it.
      sql`exists (select from inventory_sections s where s.account_no = ${accountNo} and s.complete_at >= a.gone_at
        and s.lists @> jsonb_build_array(jsonb_build_object('what', 'HOLDINGS', 'kind', a.kind)))`,
    ),
    evidence: evidence({ goneAt: told(sql`a.gone_at`) }),
  }),
};
