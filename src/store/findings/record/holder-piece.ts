// A rule about holders, for the assignees of a slice.
import { sql, type RawBuilder } from 'kysely';
import { sameAddress } from '../../../domain/assignee.ts';
import { isOneOf } from '../../database/bulk.ts';
import type { IdSlice } from '../../inventory/reads/statements/id-slices.ts';
import { exemptLicense, gradeColumns, type HolderRule, type Piece, type RuleContext } from './rule.ts';

/** The findings of a rule about holders, of the assignees of a slice. */
export function holderPiece(rule: HolderRule, context: RuleContext, { from, to }: IdSlice): Piece {
  const found = rule.found(context);
  const { accountNo, isKnown } = context;
  const within = sql`between ${from}::integer and ${to}::integer`;
  const isHeld = sql`exists (select from holdings x where x.assignee_id = f.assignee_id and x.license_id = f.license_id)`;
  const isKnownNow = sql`exists (select from assignees a where a.id = f.assignee_id and ${isKnown})`;
  return {
    // The assignees of a slice by their own index; of a column, statistics would tell that hardly any row has its match.
    found: sql`
      select h.license_id, h.assignee_id, null::text as key, 1 as seats, ${isKnown} as may_open,
        ${found === null ? NOTHING : sql`${gradeColumns(found)}, ${found.evidence} as evidence`}
      from holdings h join assignees a on a.id + 0 = h.assignee_id join licenses l on l.id = h.license_id
      where h.account_no = ${accountNo} and a.account_no = ${accountNo} and h.assignee_id ${within} and a.id ${within}
        and ${isOneOf('a.kind', rule.kinds)} and ${found?.where ?? sql`false`} and ${HAS_SEATS}
        and not ${exemptHolder(context)} and not ${exemptLicense(context)}`,
    about: sql<boolean>`f.assignee_id ${within}`,
    closes: rule.isBySilence
      ? sql<boolean>`(not ${isHeld} or ${found !== null} and ${isKnownNow})`
      : sql<boolean>`true`,
  };
}

/** A built-in license comes with its holder: no seat is free when it is taken away, and some vendors let nobody take it away. */
const HAS_SEATS = sql`l.countable is distinct from false`;

const NOTHING = sql`0::smallint as severity, 0::smallint as confidence, '{}'::jsonb as evidence`;

/** Whether nothing is found of what `a` holds. */
function exemptHolder({ settings: { all, account } }: RuleContext): RawBuilder<boolean> {
  const { emails, departments } = all.exempt;
  const conditions = [
    ...(emails.length > 0 ? [isOneOf('a.email', emails.map(sameAddress))] : []),
    ...(departments.length > 0 ? [isOneOf('a.department', departments)] : []),
    ...(account.exempt.assigneeIds.length > 0 ? [isOneOf('a.externalId', account.exempt.assigneeIds)] : []),
  ];
  if (conditions.length === 0) return sql<boolean>`false`;
  return sql<boolean>`coalesce(${sql.join(conditions, sql` or `)}, false)`;
}
