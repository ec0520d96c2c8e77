// SEATS_DISAGREE: the vendor's own count of seats that are taken, and the holders that were seen. It goes by the sum of holders: it is opened and
// closed only where all lists and the catalogue were read whole, by one sweep that has ended: a count of seats from another moment is one of other holders. Pending holders and people from outside may be in the vendor's count or not.
import { sql } from 'kysely';
import type { CountRule } from '../record/holder-counts.ts';
import { evidence, where } from '../record/rule.ts';

/** By how much the two may differ: rows come and go while lists are read. */
const TOLERANCE = { seats: 2, share: 0.01 };

/** Of some licenses nothing tells which workspaces take their seats, nor how many of them. */
const IS_ATTRIBUTED = sql`not ('WORKSPACE' = any(l.kinds) and l.seats_workspaces is null and coalesce(r.workspaces, 0) = 0)`;

// Workspaces of which nobody is listed cannot be compared.
const ASSIGNED = sql`(l.seats_assigned - case when coalesce(r.workspaces, 0) = 0 then coalesce(l.seats_workspaces, 0) else 0 end)`;
const SEEN = sql`coalesce(r.holders, 0)`;
const OFF = sql`greatest(${ASSIGNED} - ${SEEN}, ${SEEN} - coalesce(r.unsure, 0) - ${ASSIGNED})`;

export const seatsDisagree: CountRule = {
  code: 'SEATS_DISAGREE',
  where: where(
    sql`l.countable`,
    sql`l.gone_at is null`,
    IS_ATTRIBUTED,
    sql`${OFF} > ${TOLERANCE.seats}::numeric`,
    sql`${OFF} > ${ASSIGNED} * ${TOLERANCE.share}::numeric`,
  ),
  seats: OFF,
  evidence: evidence({ assigned: sql`l.seats_assigned`, seen: SEEN }),
  comparesSeats: true,
};
