// Findings: what stands out in the inventory, by rules.
import type { AssigneeRef, ListQuery } from '../inventory/search.ts';
import type { AssigneeKind, Provider } from '../account.ts';
import type { FindingCode } from './codes.ts';

export { FINDING_CODES, HOLDER_CODES, type FindingCode } from './codes.ts';

/** From the least to the most. */
export const SEVERITIES = ['INFO', 'MEDIUM', 'HIGH'] as const;
export type FindingSeverity = (typeof SEVERITIES)[number];
export const CONFIDENCES = ['HINT', 'LIKELY', 'CERTAIN'] as const;
export type FindingConfidence = (typeof CONFIDENCES)[number];

/** Something that a rule went by. Moments are RFC 3339 UTC, numbers are in digits. */
export interface Evidence {
  readonly name: string;
  readonly value: string;
}

/** What a finding is about. `key` tells apart what is otherwise the same: a day, an address. */
export interface FindingSubject {
  readonly accountKey: string;
  /** The provider's id of the license. */
  readonly licenseId: string | null;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string } | null;
  readonly key: string | null;
}

/** Somebody said that a finding is no matter. */
export interface Dismissal {
  readonly by: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly reason: string | null;
  /** `YYYY-MM-DD`, from which it matters again; null: never. */
  readonly until: string | null;
}

export interface Finding extends FindingSubject {
  readonly id: number;
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  readonly seats: number;
  readonly evidence: readonly Evidence[];
  /** RFC 3339 UTC: when the rule first held, and was last seen to hold. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** RFC 3339 UTC; null while it is open. */
  readonly closedAt: string | null;
  readonly dismissal: Dismissal | null;
}

/** A finding that a rule found now, before it is compared with those that are known. */
export interface Found extends Omit<FindingSubject, 'accountKey'> {
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  readonly seats: number;
  readonly evidence: readonly Evidence[];
}

/** Which findings. A condition that is absent lets everything through; all that are given hold together. */
export interface FindingFilter {
  readonly accountKeys?: readonly string[];
  readonly providers?: readonly Provider[];
  readonly codes?: readonly FindingCode[];
  readonly minSeverity?: FindingSeverity;
  readonly minConfidence?: FindingConfidence;
  readonly licenses?: readonly { readonly accountKey: string; readonly externalId: string }[];
  readonly assignees?: readonly AssigneeRef[];
  readonly departments?: readonly string[];
  /** Open for so many days at least. */
  readonly openDays?: number;
  /** True when absent; null: both. */
  readonly open?: boolean | null;
  /** False when absent; null: both. */
  readonly dismissed?: boolean | null;
}

export const FINDING_SORTS = ['SEVERITY', 'SINCE', 'CODE'] as const;
export type FindingSortField = (typeof FINDING_SORTS)[number];

export type FindingQuery = Omit<ListQuery<FindingFilter, FindingSortField>, 'asOf'>;

/** What the findings of one rule come to, for one license: `seats` counts each holding once. */
export interface FindingCount {
  readonly code: FindingCode;
  /** That of the gravest. */
  readonly severity: FindingSeverity;
  readonly accountKey: string;
  /** The provider's id; null where they are about no license. */
  readonly licenseId: string | null;
  readonly count: number;
  readonly seats: number;
}

/** Days, numbers and exemptions of the rules: `findings` of the configuration. */
export interface FindingSettings {
  readonly idleDays: number;
  readonly inactiveDays: number;
  readonly pendingDays: number;
  readonly unusedDays: number;
  readonly renewalDays: number;
  readonly nearlyExhausted: { readonly seats: number; readonly percent: number };
  readonly unusedSeats: { readonly seats: number; readonly percent: number };
  /** Whose holdings are no findings. */
  readonly exempt: { readonly emails: readonly string[]; readonly departments: readonly string[] };
}

/** What an account says about its findings: `findings` of its entry. */
export interface AccountFindingSettings {
  /** PASSWORD_SIGN_INS: the vendor tells of sign-ins by password only; idle holders are a HINT then. */
  readonly activity: 'ALL_SIGN_INS' | 'PASSWORD_SIGN_INS';
  /** Others change licenses here by rules of their own: no EXTERNAL_CHANGE. */
  readonly expectExternalChanges: boolean;
  /** Holders and licenses, by the provider's ids, that are no findings. */
  readonly exempt: { readonly assigneeIds: readonly string[]; readonly licenseIds: readonly string[] };
}
