// What the licenses of each account cost a month.
import type { Account } from '../../domain/account.ts';
import type { Money } from '../../domain/insight/contract.ts';
import { paidLicenses } from '../../inventory/reading/all-licenses.ts';
import { termFor } from '../../insight/contracts/matching.ts';
import { sums } from '../../insight/money/amounts.ts';
import type { GraphContext } from '../context.ts';
import type { AccountCostResolvers, QueryResolvers } from '../generated/resolvers.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import type { AccountCosts } from './models.ts';
import { costOf, isSweptWhole } from './money.ts';

export const costs: NonNullable<QueryResolvers['costs']> = (_root, args, context) =>
  selectAccounts(context.accounts, args).map((account) => {
    let read: Promise<AccountCosts | null> | null = null;
    // An amount that is too large is the error of its fields alone.
    return { account, costs: () => (read ??= accountCosts(account, context)) };
  });

async function accountCosts({ key }: Account, context: GraphContext): Promise<AccountCosts | null> {
  if (!(await isSweptWhole(key, context))) return null;
  const rows = await paidLicenses(context.inventory, [key]);
  const terms = context.money.terms(null, key);
  const found = await Promise.all(
    rows.map(async (row) => {
      const term = termFor(terms, row.value);
      return term && costOf(row, term, context);
    }),
  );
  const licenses = found.filter((one) => one !== null);
  return { licenses, without: rows.length - licenses.length };
}

export const accountCost: AccountCostResolvers = {
  account: ({ account }) => account,
  monthly: async ({ costs: read }) => sumsOf(await read(), 'monthly'),
  wasted: async ({ costs: read }) => sumsOf(await read(), 'wasted'),
  licensesWithoutContract: async ({ costs: read }) => (await read())?.without ?? null,
};

function sumsOf(read: AccountCosts | null, what: 'monthly' | 'wasted'): Money[] | null {
  return read && [...sums(read.licenses.map((license) => license[what]))];
}
