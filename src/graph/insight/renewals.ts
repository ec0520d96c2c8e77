// Contracts that are to be decided on.
import type { Money } from '../../domain/insight/contract.ts';
import { paidLicenses } from '../../inventory/reading/all-licenses.ts';
import { toDecide } from '../../insight/contracts/to-decide.ts';
import { sums, times } from '../../insight/money/amounts.ts';
import type { GraphContext } from '../context.ts';
import type { QueryResolvers, RenewalResolvers } from '../generated/resolvers.ts';
import { licenseModel } from '../inventory/sources.ts';
import type { RenewalModel } from './models.ts';
import { costOf, isSweptWhole } from './money.ts';

export const renewals: NonNullable<QueryResolvers['renewals']> = async (_root, { before }, context) => {
  const { money } = context;
  const keys = [...new Set(money.contracts.map(({ accountKey }) => accountKey))];
  const rows = await paidLicenses(context.inventory, keys);
  const named = rows.map((row) => ({ ...row.value, row }));
  const due = toDecide(money.contracts, named, money.today).filter(({ term }) => term.decideBy < before);
  return Promise.all(
    due.map(async ({ term, licenses }) => ({
      term,
      rows: licenses.map(({ row }) => row),
      isSwept: await isSweptWhole(term.contract.accountKey, context),
    })),
  );
};

export const renewal: RenewalResolvers = {
  contract: ({ term }) => term,
  licenses: ({ rows }) => rows.map((row) => licenseModel(row, null)),
  decideBy: ({ term }) => term.decideBy,
  endsOn: ({ term }) => term.end,
  seats: (parent) => seatsOf(parent),
  held: ({ rows, isSwept }) => (isSwept ? total(rows.map(({ value }) => value.held)) : null),
  idle: (parent, _args, context) => idleOf(parent, context),
  suggestedSeats: async (parent, _args, context) => {
    const { rows, term } = parent;
    const [idle, ...expected] = await Promise.all([
      idleOf(parent, context),
      ...rows.map(({ value }) => context.money.expected(value, term.end)),
    ]);
    const most = total(expected);
    return idle === null || most === null || rows.length === 0 ? null : Math.max(0, Math.ceil(most) - idle);
  },
  monthly: (parent, _args, context) => (context.money.seesPrices ? monthlyOf(parent, context) : null),
};

function seatsOf({ term: { contract }, rows }: RenewalModel): number | null {
  if (rows.length === 0) return contract.seats;
  return total(rows.map(({ value }) => contract.seats ?? value.seats?.total ?? null));
}

async function idleOf({ rows, isSwept }: RenewalModel, { money }: GraphContext): Promise<number | null> {
  if (!isSwept) return null;
  const wasted = await Promise.all(rows.map(({ value }) => money.wastedSeats(value)));
  return total(wasted.map(({ idle }) => idle));
}

/** null as soon as one of its licenses costs nobody knows what. */
async function monthlyOf(
  { term, rows, isSwept }: RenewalModel,
  context: GraphContext,
): Promise<Money | null> {
  const { pays, seats, pricePerSeatMonth } = term.contract;
  if (rows.length === 0) {
    return pays === 'PURCHASED' && seats !== null ? times(pricePerSeatMonth, seats) : null;
  }
  if (!isSwept) return null;
  const found = await Promise.all(rows.map((row) => costOf(row, term, context)));
  const known = found.filter((one) => one !== null);
  return known.length < found.length ? null : (sums(known.map(({ monthly }) => monthly))[0] ?? null);
}

/** null as soon as one is not known. */
function total(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((one) => one !== null);
  let sum = 0;
  for (const one of known) sum += one;
  return known.length < numbers.length ? null : sum;
}
