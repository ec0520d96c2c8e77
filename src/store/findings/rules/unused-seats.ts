// UNUSED_SEATS: seats that were free at any moment of so many days. It goes by silence: it is opened and closed only where the catalogue was
// read whole. All these days must be known: there is a count from before them, and one on four of five of them, because a day on which nothing
// was read tells nothing.
import { sql } from 'kysely';
import { licensePieces } from '../record/license-pieces.ts';
import { daysBefore, evidence, where, type AccountRule } from '../record/rule.ts';

/** The part of the days that must have been counted. */
const KNOWN = 0.8;

export const unusedSeats: AccountRule = {
  code: 'UNUSED_SEATS',
  pieces(context) {
    const { unusedDays, unusedSeats: least } = context.settings.all;
    const first = daysBefore(context.now, unusedDays).toISOString().slice(0, 10);
    return licensePieces(context, {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: sql`c.lowest`,
      from: sql`cross join lateral (
        select min(s.lowest_available) as lowest, count(s.lowest_available) as days from seat_counts s
        where s.license_id = l.id and s.day > ${first}::date) c`,
      where: where(
        sql`l.countable`,
        sql`l.gone_at is null`,
        sql`c.days >= ${unusedDays * KNOWN}::numeric`,
        sql`exists (select from seat_counts s where s.license_id = l.id and s.day <= ${first}::date)`,
        sql`c.lowest >= greatest(${least.seats}::numeric, l.seats_total * ${least.percent}::numeric / 100)`,
      ),
      evidence: evidence({
        total: sql`l.seats_total`,
        lowestAvailable: sql`c.lowest`,
        days: sql`${unusedDays}::integer`,
      }),
      isBySilence: true,
    });
  },
};
