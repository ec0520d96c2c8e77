// Contracts: what was agreed with a vendor about a license, and what it costs.

/** An amount in the smallest units of a currency (ISO 4217): a safe integer. Amounts of different currencies are never added up. */
export interface Money {
  readonly minorUnits: number;
  readonly currency: string;
}

/** Which licenses of an account: the provider's id, or a name, in which `*` at the end stands for anything. */
export type LicensePattern = { readonly id: string } | { readonly name: string };

export interface Contract {
  readonly accountKey: string;
  readonly license: LicensePattern;
  readonly pricePerSeatMonth: Money;
  readonly pays: 'PURCHASED' | 'ASSIGNED';
  /** Of each license that it is about; null where the provider's own count holds. */
  readonly seats: number | null;
  /** The term that is written down: `YYYY-MM-DD`, both inclusive. */
  readonly start: string;
  readonly end: string;
  readonly noticeDays: number;
  /** Another term of the same length follows each one that nobody ends. */
  readonly renews: boolean;
}

/** One term of a contract: the one that is written down, or one of those that follow it. Days are `YYYY-MM-DD`. */
export interface ContractTerm {
  readonly contract: Contract;
  /** Both inclusive. */
  readonly start: string;
  readonly end: string;
  /** The last day on which it can be ended, so that no other term follows. */
  readonly decideBy: string;
}

/** Contracts that say of a license whether it is meant: the first one that is about it decides, and without one it is not. */
export interface ContractSearch {
  readonly accountKey: string;
  readonly license: LicensePattern;
  readonly isMeant: boolean;
}
