// What one caller may know of contracts and money. None of it asks a provider anything.
import DataLoader from 'dataloader';
import type { Contract, ContractTerm } from '../domain/insight/contract.ts';
import type { LicenseRef } from '../domain/inventory/search.ts';
import { inStore } from '../inventory/reading/in-store.ts';
import type { Findings, WastedSeats } from '../store/findings/api.ts';
import { termsByDay } from './contracts/matching.ts';

/** The upper bound of what will be held of a license on a day; null where there is no forecast. */
export type Expected = (license: LicenseRef, day: string) => Promise<number | null>;

export interface MoneyService {
  /** The day it is, `YYYY-MM-DD`, in the zone of the configuration. */
  readonly today: string;
  /** Whether the caller may know what things cost. */
  readonly seesPrices: boolean;
  /** Those with accounts of the caller, in the order of the file. */
  readonly contracts: readonly Contract[];
  readonly expected: Expected;
  /** The terms that hold now, or held at a moment (RFC 3339 UTC), the one that counts first; of one account where it is named. */
  terms(asOf: string | null, accountKey?: string): readonly ContractTerm[];
  /** What is asked for together is read together. Throws STORE_UNAVAILABLE. */
  wastedSeats(license: LicenseRef): Promise<WastedSeats>;
}

/** Whoever asks, and what the configuration in force says. */
export interface MoneyCaller {
  /** Keys of the accounts that the caller sees. */
  readonly accountKeys: readonly string[];
  /** Aborts when the request's time is over; its reason is a ProblemError. */
  readonly signal: AbortSignal;
  readonly seesPrices: boolean;
  readonly contracts: readonly Contract[];
  /** RFC 3339 UTC: when the request came. */
  readonly at: string;
  /** The day of a moment, RFC 3339 UTC. */
  readonly dayOf: (moment: string) => string;
  readonly expected: Expected;
}

/** `opened` throws what the opening of the store does. */
export function createMoneyService(
  opened: () => Promise<Pick<Findings, 'wastedSeats'>>,
  { accountKeys, signal, seesPrices, at, dayOf, expected, contracts: all }: MoneyCaller,
): MoneyService {
  const keys = new Set(accountKeys);
  const contracts = all.filter(({ accountKey }) => keys.has(accountKey));
  const ofAll = termsByDay(contracts);
  const byAccount = new Map(
    [...Map.groupBy(contracts, ({ accountKey }) => accountKey)].map(([key, own]) => [key, termsByDay(own)]),
  );
  const read = inStore(opened, signal);
  const wasted = new DataLoader<LicenseRef, WastedSeats, string>(
    (licenses) => read((store) => store.wastedSeats(licenses)),
    { cacheKeyFn: (license) => JSON.stringify(license), maxBatchSize: 1_000 },
  );
  return {
    // Few ask for it, and zones take their time.
    get today() {
      return dayOf(at);
    },
    seesPrices,
    contracts,
    expected,
    terms(asOf, accountKey) {
      const termsOf = accountKey === undefined ? ofAll : byAccount.get(accountKey);
      return termsOf?.(dayOf(asOf ?? at)) ?? [];
    },
    wastedSeats: ({ accountKey, externalId }) => wasted.load({ accountKey, externalId }),
  };
}
