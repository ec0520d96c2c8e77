// SWEEP_HELD: a sweep would have closed so many rows of a list that it closed none of them, and waits for somebody to look. It is known whatever sweeps came to.
import { sql } from 'kysely';
import { evidence, gradeColumns, type AccountRule } from '../record/rule.ts';

export const sweepHeld: AccountRule = {
  code: 'SWEEP_HELD',
  pieces: ({ accountNo }) => [
    {
      found: sql`
        select null::integer as license_id, null::integer as assignee_id, null::text as key, 0 as seats, true as may_open,
          ${gradeColumns({ severity: 'HIGH', confidence: 'CERTAIN' })}, ${evidence({ rows: sql`sum(w.held_back)` })} as evidence
        from sweeps w where w.account_no = ${accountNo} and w.status = 'HELD' having count(*) > 0`,
      about: sql<boolean>`true`,
      closes: sql<boolean>`true`,
    },
  ],
};
