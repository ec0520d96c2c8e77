// ACTIVITY_UNKNOWN: holders of a license of whom the vendor does not tell when they were last active: none of them will ever be idle. It goes by
// the sum of holders: it is opened and closed only where all lists were read whole.
import { sql } from 'kysely';
import type { CountRule } from '../record/holder-counts.ts';
import { evidence, where } from '../record/rule.ts';

export const activityUnknown: CountRule = {
  code: 'ACTIVITY_UNKNOWN',
  where: where(sql`r.not_told > 0`),
  seats: sql`r.not_told`,
  evidence: evidence({ holders: sql`r.holders`, notTold: sql`r.not_told` }),
  comparesSeats: false,
};
