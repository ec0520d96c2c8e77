// HOLDER_DELETED: a user holds a license and is deleted, which the vendor's list of users says. It goes by the row's own word: it is opened
// where the lists were read whole, and closed whenever the row says otherwise. Who is in no list any more is ORPHAN's.
import { sql } from 'kysely';
import { evidence, told, where, type HolderRule } from '../record/rule.ts';

export const holderDeleted: HolderRule = {
  code: 'HOLDER_DELETED',
  kinds: ['USER'],
  isBySilence: false,
  found: () => ({
    severity: 'HIGH',
    confidence: 'CERTAIN',
    where: where(sql`a.state = 'DELETED'`, sql`a.gone_at is null`),
    evidence: evidence({ state: sql`a.state`, stateSince: told(sql`a.state_since`) }),
  }),
};
