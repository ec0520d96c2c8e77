// EXTERNAL_CHANGE: others than License Graph changed who holds a license, with how often on that day (of UTC): one finding a license and day,
// open for a week. It goes by events, which are recorded by what was seen, whatever became of the rest of a sweep. Where others change licenses by
// rules of their own, `expectExternalChanges` says so.
import { sql } from 'kysely';
import {
  daysBefore,
  evidence,
  exemptLicense,
  gradeColumns,
  type AccountRule,
  type Piece,
  type RuleContext,
} from '../record/rule.ts';

const OPEN_DAYS = 7;

export const externalChange: AccountRule = {
  code: 'EXTERNAL_CHANGE',
  pieces(context) {
    const { now, settings } = context;
    if (settings.account.expectExternalChanges) return [{ found: OF_NO_DAY, ...ALL }];
    const days = Array.from({ length: OPEN_DAYS }, (_, ago) =>
      daysBefore(now, ago).toISOString().slice(0, 10),
    );
    const oldest = days.at(-1) ?? '';
    return [
      ...days.map((day) => ofDay(context, day)),
      { found: OF_NO_DAY, about: sql<boolean>`f.key < ${oldest}`, closes: sql<boolean>`true` },
    ];
  },
};

const GRADE = gradeColumns({ severity: 'INFO', confidence: 'CERTAIN' });
const ALL: Omit<Piece, 'found'> = { about: sql<boolean>`true`, closes: sql<boolean>`true` };
const OF_NO_DAY = sql`
  select null::integer as license_id, null::integer as assignee_id, null::text as key, 0 as seats, true as may_open, ${GRADE},
    '{}'::jsonb as evidence where false`;

function ofDay(context: RuleContext, day: string): Piece {
  const count = (what: string) => sql`nullif(count(*) filter (where e.what = ${what}), 0)`;
  const start = `${day}T00:00:00Z`;
  return {
    found: sql`
      select e.license_id, null::integer as assignee_id, ${day}::text as key, 0 as seats, true as may_open, ${GRADE},
        ${evidence({ assigned: count('ASSIGNED'), removed: count('REMOVED'), changed: count('ASSIGNMENT_CHANGED') })} as evidence
      from license_events e join licenses l on l.id = e.license_id
      where e.account_no = ${context.accountNo} and e.origin = 'EXTERNAL' and e.license_id is not null
        and e.at >= ${start}::timestamptz and e.at < ${start}::timestamptz + interval '24 hours'
        and e.what in ('ASSIGNED', 'REMOVED', 'ASSIGNMENT_CHANGED') and not ${exemptLicense(context)}
      group by e.license_id`,
    about: sql<boolean>`f.key = ${day}`,
    closes: sql<boolean>`true`,
  };
}
