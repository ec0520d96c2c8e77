// Contracts: what was agreed with a vendor about a license, and what it costs.

/** An amount in the smallest units of a currency (ISO 4217): a safe integer. Amounts of different currencies are never added up. */
export interface Money {
  readonly minorUnits: number;
  readonly currency: string;
}

export interface Contract {
  /** Which licenses of the account: the provider's id, or a name, in which `*` at the end stands for anything. */
  readonly accountKey: string;
  readonly license: { readonly id: string } | { readonly name: string };
  readonly pricePerSeatMonth: Money;
  readonly pays: 'PURCHASED' | 'ASSIGNED';
  /** null where the provider's own count holds. */
  readonly seats: number | null;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly start: string;
  readonly end: string;
  readonly noticeDays: number;
  readonly renews: boolean;
}
