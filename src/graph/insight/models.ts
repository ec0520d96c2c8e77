// What the resolvers of findings and of money hand on.
import type { Account } from '../../domain/account.ts';
import type { ChangeAction } from '../../domain/change.ts';
import type { ContractTerm } from '../../domain/insight/contract.ts';
import type { Finding, FindingCode, FindingCount, FindingSeverity } from '../../domain/insight/finding.ts';
import type { LeftOut } from '../../domain/insight/reclaim.ts';
import type { FoundLicense, FoundRow } from '../../domain/inventory/search.ts';
import type { Problem } from '../../domain/problem.ts';
import type { LicenseCost } from '../../insight/money/costs.ts';
import type { ConnectionModel } from '../lists/connection.ts';
import type { AssigneeModel, ChangeSetPayloadModel, LicenseModel } from '../nodes/models.ts';

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

/** What the findings of one rule come to. */
export interface FindingSummaryModel {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly count: number;
  readonly seats: number;
  /** By license. */
  readonly counts: readonly FindingCount[];
}

/** A change that would resolve a finding. */
export interface SuggestedChangeModel {
  readonly action: ChangeAction;
  readonly license: LicenseModel;
  readonly assignee: AssigneeModel;
  /** `YYYY-MM-DD`; null where it is no scheduled removal. */
  readonly removalOn: string | null;
  readonly warning: string | null;
}

export interface DismissalPayloadModel {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

export interface ReclaimPayloadModel extends ChangeSetPayloadModel {
  readonly leftOut: readonly LeftOut[];
}
