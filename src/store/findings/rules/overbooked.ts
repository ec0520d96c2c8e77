// OVERBOOKED: more seats are taken than there are, by the vendor's own numbers: some let calling licenses go over. It goes by the row's own
// word: it is opened where the catalogue was read whole, and closed whenever the row says otherwise. Built-in licenses are not countable.
import { sql } from 'kysely';
import { licensePieces } from '../record/license-pieces.ts';
import { evidence, where, type AccountRule } from '../record/rule.ts';

export const overbooked: AccountRule = {
  code: 'OVERBOOKED',
  pieces: (context) =>
    licensePieces(context, {
      severity: 'HIGH',
      confidence: 'CERTAIN',
      seats: sql`greatest(-l.seats_available, l.seats_assigned - l.seats_total)`,
      where: where(
        sql`l.countable`,
        sql`l.gone_at is null`,
        sql`(l.seats_available < 0 or l.seats_assigned > l.seats_total)`,
      ),
      evidence: evidence({
        total: sql`l.seats_total`,
        assigned: sql`l.seats_assigned`,
        available: sql`l.seats_available`,
      }),
      isBySilence: false,
    }),
};
