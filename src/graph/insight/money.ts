// What licenses cost, by the contracts of the configuration; and what findings about them would save.
import type { ContractTerm, Money } from '../../domain/insight/contract.ts';
import type { Finding, FindingCount } from '../../domain/insight/finding.ts';
import type { FoundLicense, FoundRow, LicenseRef } from '../../domain/inventory/search.ts';
import { termFor } from '../../insight/contracts/matching.ts';
import { sums, times } from '../../insight/money/amounts.ts';
import { canSave, licenseCost, savingOf, type LicenseCost, type Saving } from '../../insight/money/costs.ts';
import type { GraphContext } from '../context.ts';
import type { LicenseContractResolvers, LicenseResolvers } from '../generated/resolvers.ts';
import { withoutHistory } from '../inventory/lists.ts';
import { nameOfLicense } from '../resolvers/license.ts';
import type { LicenseModel } from '../nodes/models.ts';

type Reads = Pick<GraphContext, 'inventory' | 'money'>;

/** The contract that holds for a license, now or as of the moment that it is of. Its name is read where a contract of the account goes by names. */
async function contractOf(license: LicenseModel, context: GraphContext): Promise<ContractTerm | null> {
  const { accountKey, externalId, source } = license;
  const terms = context.money.terms(source?.asOf ?? null, accountKey);
  const goByNames = terms.some(({ contract: { license: which } }) => 'name' in which);
  const name = goByNames ? await nameOfLicense(license, {}, context) : null;
  return termFor(terms, { accountKey, externalId, name });
}

export const contract: NonNullable<LicenseResolvers['contract']> = (license, _args, context) =>
  contractOf(license, context);

/** By the inventory, also for a license that was read from its provider: how many hold it, and who needs it, is known there alone. */
export const cost: NonNullable<LicenseResolvers['cost']> = async (license, _args, context) => {
  if (!context.money.seesPrices) return null;
  const term = await contractOf(license, context);
  if (term === null) return null;
  if (license.source !== undefined && license.source.asOf !== null) {
    throw withoutHistory('The inventory tells costs as they are now.');
  }
  const [row, isSwept] = await Promise.all([
    context.inventory.license(license, null),
    isSweptWhole(license.accountKey, context),
  ]);
  return row === null || !isSwept ? null : costOf(row, term, context);
};

/** What a license of the inventory costs by a term; null where nobody tells how many seats are paid for. Throws AMOUNT_TOO_LARGE. */
export async function costOf(
  { value: license }: FoundRow<FoundLicense>,
  term: ContractTerm,
  { money }: Pick<GraphContext, 'money'>,
): Promise<LicenseCost | null> {
  const seats = { total: license.seats?.total ?? null, held: license.held };
  return licenseCost(term, seats, await money.wastedSeats(license));
}

/** Whether an account has been swept whole once: before, rows are missing. */
export async function isSweptWhole(
  accountKey: string,
  { inventory }: Pick<Reads, 'inventory'>,
): Promise<boolean> {
  const account = (await inventory.accounts()).get(accountKey);
  return account !== undefined && account.since !== null;
}

export const licenseContract: LicenseContractResolvers = {
  pricePerSeatMonth: ({ contract: { pricePerSeatMonth } }, _args, { money }) =>
    money.seesPrices ? pricePerSeatMonth : null,
  pays: ({ contract: { pays } }) => pays,
  seats: ({ contract: { seats } }) => seats,
  renews: ({ contract: { renews } }) => renews,
};

/** What a finding would save; null without a contract, for callers who may not know, and where nothing would be saved. */
export async function findingSaving(finding: Finding, context: Reads): Promise<Saving | null> {
  const term = context.money.seesPrices ? await termOfSubject(finding, context) : null;
  return term && savingOf(finding, term, context.money.today);
}

/** What the seats of some findings cost a month, by currency; null for callers who may not know. */
export function findingSavings(
  counts: readonly FindingCount[],
  context: Reads,
): Promise<readonly Money[] | null> {
  return savingsOf(counts, context, ({ code }, pays) => canSave(code, pays));
}

/** Seats of a license. */
export type FreedSeats = Pick<FindingCount, 'accountKey' | 'licenseId' | 'seats'>;

/** What seats that come free cost a month, by currency; null for callers who may not know. */
export function freedSavings(freed: readonly FreedSeats[], context: Reads): Promise<readonly Money[] | null> {
  return savingsOf(freed, context, () => true);
}

async function savingsOf<Seats extends FreedSeats>(
  all: readonly Seats[],
  context: Reads,
  isSaved: (seats: Seats, pays: ContractTerm['contract']['pays']) => boolean,
): Promise<readonly Money[] | null> {
  if (!context.money.seesPrices) return null;
  const amounts = await Promise.all(
    all.map(async (some): Promise<readonly Money[]> => {
      const term = await termOfSubject(some, context);
      if (term === null || !isSaved(some, term.contract.pays)) return [];
      return [times(term.contract.pricePerSeatMonth, some.seats)];
    }),
  );
  return sums(amounts.flat());
}

/** The contract of the license that a finding is about. */
async function termOfSubject(
  { accountKey, licenseId }: Pick<Finding, 'accountKey' | 'licenseId'>,
  context: Reads,
): Promise<ContractTerm | null> {
  return licenseId === null ? null : keptTerm({ accountKey, externalId: licenseId }, null, context);
}

/** The contract that holds for a license, now or at a moment (RFC 3339 UTC), by the name that the inventory has: no provider is asked. */
export async function keptTerm(
  { accountKey, externalId }: LicenseRef,
  asOf: string | null,
  { money, inventory }: Reads,
): Promise<ContractTerm | null> {
  const terms = money.terms(asOf, accountKey);
  if (terms.length === 0) return null;
  const ref = { accountKey, externalId };
  const row = await inventory.license(ref, null);
  return termFor(terms, { ...ref, name: row?.value.name ?? null });
}
