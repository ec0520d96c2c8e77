// What the resolvers of findings and of money hand on.
import type { Account } from '../../domain/account.ts';
import type { ContractTerm } from '../../domain/insight/contract.ts';
import type { Finding } from '../../domain/insight/finding.ts';
import type { FoundLicense, FoundRow } from '../../domain/inventory/search.ts';
import type { LicenseCost } from '../../insight/money/costs.ts';
import type { ConnectionModel } from '../lists/connection.ts';

export type FindingConnectionModel = ConnectionModel<Finding>;

/** What the licenses of an account cost, of which an amount may be too large. */
export interface AccountCosts {
  readonly licenses: readonly LicenseCost[];
  readonly without: number;
}

/** `costs`: null while the account has not been swept whole. */
export interface AccountCostModel {
  readonly account: Account;
  readonly costs: () => Promise<AccountCosts | null>;
}

/** A term that is to be decided on. `isSwept`: whether the account of the contract has been swept whole. */
export interface RenewalModel {
  readonly term: ContractTerm;
  readonly rows: readonly FoundRow<FoundLicense>[];
  readonly isSwept: boolean;
}
