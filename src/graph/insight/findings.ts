// Findings: lists, sums, and what each is about.
import {
  FINDING_CODES,
  HOLDER_CODES,
  SEVERITIES,
  type Finding,
  type FindingCode,
  type FindingCount,
  type FindingSortField,
} from '../../domain/insight/finding.ts';
import type { GraphContext } from '../context.ts';
import type {
  FindingResolvers,
  FindingSubjectResolvers,
  FindingSummaryResolvers,
  QueryResolvers,
} from '../generated/resolvers.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { coverageOfFindings } from '../inventory/coverage.ts';
import { keptPage } from '../inventory/pages.ts';
import { orBoth, scopeOf } from '../lists/cursors.ts';
import { accountModel, keptAssignee, readAlong } from '../inventory/sources.ts';
import { findingFilter } from './filter.ts';
import { findingId } from './ids.ts';
import type { FindingSummaryModel, SuggestedChangeModel } from './models.ts';
import { findingSaving, findingSavings } from './money.ts';

/** What the values are that findings are sorted by. */
const VALUE_OF = { SEVERITY: 'NUMBER', SINCE: 'MOMENT', CODE: 'TEXT' } as const satisfies Record<
  FindingSortField,
  string
>;

export const findings: NonNullable<QueryResolvers['findings']> = async (
  _root,
  { filter, orderBy, ...page },
  context,
) => {
  const { insight, numbers } = context;
  await context.inventory.ready();
  const wanted = findingFilter(context.accounts, filter);
  const selected = selectAccounts(context.accounts, filter);
  const visible = selected.map(({ key }) => key);
  // As in the SDL: null is as good as absent.
  const { field, direction = 'ASC' } = orderBy ?? { field: 'SEVERITY', direction: 'DESC' };
  const sort = { field, direction };
  const meant = { ...filter, open: orBoth(filter?.open, true), dismissed: orBoth(filter?.dismissed, false) };
  return keptPage(
    {
      find: (place) => insight.findFindings({ visible, filter: wanted, sort, ...place }),
      modelOf: ({ value }) => value,
      count: () => insight.countFindings({ visible, filter: wanted }),
      coverage: () => coverageOfFindings(context, selected),
      places: { value: VALUE_OF[sort.field], hasHolder: false },
      numbers,
    },
    { ...page, scope: scopeOf(['findings', filter, sort], ['findings', meant, sort]) },
  );
};

export const findingSummary: NonNullable<QueryResolvers['findingSummary']> = async (
  _root,
  { filter },
  { accounts, insight },
) => {
  const wanted = findingFilter(accounts, filter);
  const visible = selectAccounts(accounts, filter).map(({ key }) => key);
  const counts = await insight.summariseFindings({ visible, filter: wanted });
  const rows = [...Map.groupBy(counts, ({ code }) => code)].map(([code, own]) => summed(code, own));
  return rows.toSorted(
    (one, other) =>
      SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity) ||
      FINDING_CODES.indexOf(one.code) - FINDING_CODES.indexOf(other.code),
  );
};

function summed(code: FindingCode, counts: readonly FindingCount[]): FindingSummaryModel {
  const gravest = Math.max(...counts.map(({ severity }) => SEVERITIES.indexOf(severity)));
  const sum = (name: 'count' | 'seats'): number => counts.reduce((total, one) => total + one[name], 0);
  return {
    code,
    severity: SEVERITIES[gravest] ?? 'INFO',
    count: sum('count'),
    seats: sum('seats'),
    counts,
  };
}

export const findingSummaryFields: FindingSummaryResolvers = {
  savings: async ({ counts }, _args, context) => listOrNull(await findingSavings(counts, context)),
};

export const finding: FindingResolvers = {
  id: ({ id }, _args, { numbers }) => findingId(id, numbers),
  subject: (found) => found,
  since: ({ firstAt }) => firstAt,
  lastSeenAt: ({ lastAt }) => lastAt,
  evidence: ({ evidence }) => [...evidence],
  saving: (found, _args, context) => findingSaving(found, context),
  suggestedChanges: (found, _args, context) => suggestedChanges(found, context),
  dismissed: ({ dismissal }) => dismissal,
};

/** As the graph takes lists. */
export function listOrNull<T>(found: readonly T[] | null): T[] | null {
  return found && [...found];
}

/** What findings are about is told from the inventory. */
const source = readAlong(null);

export const findingSubject: FindingSubjectResolvers = {
  account: ({ accountKey }, _args, { accounts }) => accountModel(accounts.get(accountKey), { source }),
  license: ({ accountKey, licenseId }) =>
    licenseId === null ? null : { accountKey, externalId: licenseId, source },
  assignee: ({ accountKey, assignee }, _args, context) =>
    assignee && keptAssignee({ ...assignee, accountKey }, context),
};

const OF_HOLDERS: ReadonlySet<FindingCode> = new Set(HOLDER_CODES);

/** Whoever should not hold a license loses it, where it can be taken away at all. */
async function suggestedChanges(found: Finding, context: GraphContext): Promise<SuggestedChangeModel[]> {
  const { code, accountKey, licenseId, assignee: holder, closedAt } = found;
  if (closedAt !== null || licenseId === null || holder === null || !OF_HOLDERS.has(code)) return [];
  const removal = context.accounts.removal(accountKey);
  if (removal === null) return [];
  const assignee = await keptAssignee({ ...holder, accountKey }, context);
  const license = { accountKey, externalId: licenseId, source };
  return [{ action: 'REMOVE', license, assignee, removalOn: null, warning: removal.caveat }];
}
