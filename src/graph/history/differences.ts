// What is different between two moments.
import { isIncomplete, type AccountCoverage } from '../../domain/coverage.ts';
import type { DifferenceCounts } from '../../domain/inventory/history.ts';
import { callerError } from '../../domain/problem.ts';
import type { Account } from '../../domain/account.ts';
import type { GraphContext } from '../context.ts';
import type {
  LicenseDiffConnectionResolvers,
  LicenseDifferenceResolvers,
  QueryResolvers,
} from '../generated/resolvers.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { checkSpan } from '../inputs/span.ts';
import { lookedAt, type Looked } from '../inventory/coverage.ts';
import { assignmentSearch } from '../inventory/filters.ts';
import { keptPage } from '../inventory/pages.ts';
import { assigneeModel, readAlong } from '../inventory/sources.ts';
import { scopeOf } from '../lists/cursors.ts';
import { connection } from '../resolvers/list.ts';

export const licenseDiff: NonNullable<QueryResolvers['licenseDiff']> = async (
  _root,
  { from, to, filter, ...page },
  context,
) => {
  const { accounts, history, inventory, numbers } = context;
  checkSpan({ from, to });
  if ([filter?.search, filter?.user, filter?.device].some((one) => one != null)) {
    throw callerError(
      'NOT_SUPPORTED',
      'The inventory tells names and facts of holders as they are now.',
      'Leave `search`, `user` and `device` out of the filter.',
    );
  }
  const wanted = assignmentSearch(accounts, filter);
  const selected = selectAccounts(accounts, filter);
  // Nothing is recorded at this moment or before it any more.
  await inventory.momentOf(to);
  const { visible, coverage } = await between(context, selected, { from, to });
  const query = { visible, filter: wanted, from, to };
  let counting: Promise<DifferenceCounts> | null = null;
  const count = (): Promise<DifferenceCounts> => (counting ??= history.countDifferences(query));
  const found = await keptPage(
    {
      find: (place) => history.findDifferences(query, place),
      modelOf: ({ value }) => ({ difference: value, to }),
      async count() {
        const { assigned, removed, changed } = await count();
        return assigned + removed + changed;
      },
      coverage,
      places: { value: 'NONE', hasHolder: true },
      numbers,
    },
    { ...page, scope: scopeOf(['licenseDiff', from, to, filter]) },
  );
  return { ...found, counts: async () => (isIncomplete(await coverage()) ? null : count()) };
};

/** Accounts whose past begins after the first moment are left out; what is said of the others is true of the second. */
async function between(
  context: GraphContext,
  accounts: readonly Account[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Looked> {
  const [first, second] = [
    await lookedAt(context, accounts, { asOf: from }),
    await lookedAt(context, accounts, { asOf: to }),
  ];
  return {
    visible: first.visible,
    async coverage() {
      const then = await second.coverage();
      return (await first.coverage()).map((line) => laterOf(line, then));
    },
  };
}

function laterOf(line: AccountCoverage, then: readonly AccountCoverage[]): AccountCoverage {
  if (line.status === 'SKIPPED') return line;
  return then.find(({ accountKey }) => accountKey === line.accountKey) ?? line;
}

export const licenseDifference: LicenseDifferenceResolvers = {
  license: ({ difference, to }) => ({ ...difference.license, source: readAlong(to) }),
  assignee: async ({ difference, to }, _args, { inventory }) => {
    const row = await inventory.assignee(difference.assignee);
    return row === null ? { ...difference.assignee, source: readAlong(to) } : assigneeModel(row);
  },
  before: ({ difference }) => difference.before,
  after: ({ difference }) => difference.after,
};

export const licenseDiffConnection: LicenseDiffConnectionResolvers = {
  ...connection(),
  counts: ({ counts }) => counts(),
};
