// NEARLY_EXHAUSTED: hardly a seat is left. It goes by the row's own word: it is opened where the catalogue was read whole, and closed whenever
// the row says otherwise. Of a license with hardly any seats, hardly any is always left; and of those that cannot be counted nothing is.
import { sql } from 'kysely';
import { licensePieces } from '../record/license-pieces.ts';
import { evidence, where, type AccountRule } from '../record/rule.ts';

/** Fewer seats than these are too few to tell. */
const LEAST_TOTAL = 5;

export const nearlyExhausted: AccountRule = {
  code: 'NEARLY_EXHAUSTED',
  pieces(context) {
    const { seats, percent } = context.settings.all.nearlyExhausted;
    return licensePieces(context, {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: sql`l.seats_available`,
      where: where(
        sql`l.countable`,
        sql`l.gone_at is null`,
        sql`l.seats_total >= ${LEAST_TOTAL}`,
        sql`l.seats_available >= 0`,
        sql`l.seats_available <= greatest(${seats}::numeric, l.seats_total * ${percent}::numeric / 100)`,
      ),
      evidence: evidence({ total: sql`l.seats_total`, available: sql`l.seats_available` }),
      isBySilence: false,
    });
  },
};
