// DUPLICATE_PERSON: two live users of one account have one address, and both hold licenses. It goes by the rows' own word: it is opened where
// the lists were read whole, and closed whenever they say otherwise. Addresses may be a mailbox that several share, or one that was given to
// somebody else: it is shown, and nothing is ever merged.
import { sql } from 'kysely';
import { sameAddress } from '../../../domain/assignee.ts';
import { isOneOf } from '../../database/bulk.ts';
import { evidence, gradeColumns, type AccountRule } from '../record/rule.ts';

export const duplicatePerson: AccountRule = {
  code: 'DUPLICATE_PERSON',
  pieces({ accountNo, isKnown, settings }) {
    const { emails } = settings.all.exempt;
    const isExempt = emails.length > 0 ? isOneOf('a.email', emails.map(sameAddress)) : sql`false`;
    return [
      {
        found: sql`
          select null::integer as license_id, null::integer as assignee_id, a.email as key, 0 as seats,
            bool_and(${isKnown}) as may_open, ${gradeColumns({ severity: 'MEDIUM', confidence: 'HINT' })},
            ${evidence({ users: sql`count(*)`, holdings: sql`sum(a.holds)` })} as evidence
          from assignees a
          where a.account_no = ${accountNo} and a.kind = 'USER' and a.gone_at is null and a.holds > 0 and a.email is not null
            and a.state is distinct from 'DELETED' and not ${isExempt}
          group by a.email having count(*) > 1`,
        about: sql<boolean>`true`,
        closes: sql<boolean>`true`,
      },
    ];
  },
};
