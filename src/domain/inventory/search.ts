// What the inventory can be asked: filters, sorts, groups and pages. A filter that is absent lets everything through; all that are given hold together.
import type { AssigneeKind, Provider } from '../account.ts';
import type { Assignee, UserKind, UserState } from '../assignee.ts';
import type { AssignmentStatus } from '../assignment.ts';
import type { ContractSearch } from '../insight/contract.ts';
import type { FindingCode } from '../insight/codes.ts';
import type { License } from '../license.ts';
import type { EventOrigin } from './events.ts';

/** Whether the provider tells when somebody or something was last active: NEVER is its own word for it, NOT_TOLD is no word at all. */
export type Activity = 'TOLD' | 'NEVER' | 'NOT_TOLD';

/** A license by its account and the provider's id. */
export interface LicenseRef {
  readonly accountKey: string;
  readonly externalId: string;
}

/** An assignee by its account, kind and the provider's id. */
export interface AssigneeRef extends LicenseRef {
  readonly kind: AssigneeKind;
}

/** At most 25 licenses in all. */
export interface HoldsSearch {
  readonly any?: readonly LicenseRef[];
  readonly all?: readonly LicenseRef[];
  readonly none?: readonly LicenseRef[];
  /** True: holds nothing; false: holds something. */
  readonly nothing?: boolean;
}

interface InAccounts {
  readonly accountKeys?: readonly string[];
  readonly providers?: readonly Provider[];
  /** 3 characters and more: anywhere in names and ids; fewer: where one of them begins. */
  readonly search?: string;
}

export interface LicenseSearch extends InAccounts {
  readonly assigneeKinds?: readonly AssigneeKind[];
  readonly countable?: boolean;
  /** Percent of the seats that are assigned, inclusive; licenses without seat numbers are left out. */
  readonly utilisation?: { readonly min?: number; readonly max?: number };
  readonly availableAtMost?: number;
  /** Whether the provider still lists it. True when absent; null: both. */
  readonly listed?: boolean | null;
  /** Licenses that contracts are about. */
  readonly contracts?: readonly ContractSearch[];
  /** Open findings of one of these rules are about it, dismissed ones left out. */
  readonly findings?: readonly FindingCode[];
}

/** Of one kind of assignee. What does not exist for the kind is refused before. */
export interface AssigneeSearch extends InAccounts {
  readonly states?: readonly UserState[];
  readonly userKinds?: readonly UserKind[];
  readonly departments?: readonly string[];
  readonly activity?: readonly Activity[];
  /** Last active before so many days; only those of whom it is told. */
  readonly idleDays?: number;
  /** RFC 3339 UTC. */
  readonly inactiveSince?: string;
  readonly holds?: HoldsSearch;
  readonly protocols?: readonly string[];
  readonly makes?: readonly string[];
  readonly models?: readonly string[];
  readonly statuses?: readonly string[];
  readonly fotaEligible?: boolean;
  readonly entityTypes?: readonly string[];
  /** Open findings of one of these rules are about it, dismissed ones left out. */
  readonly findings?: readonly FindingCode[];
}

export interface AssignmentSearch {
  readonly accountKeys?: readonly string[];
  readonly providers?: readonly Provider[];
  readonly licenses?: readonly LicenseRef[];
  readonly assignees?: readonly AssigneeRef[];
  readonly assigneeKinds?: readonly AssigneeKind[];
  readonly statuses?: readonly AssignmentStatus[];
  /** `YYYY-MM-DD`: a removal is known for a day before this one. */
  readonly removalBefore?: string;
  /** RFC 3339 UTC; `from` inclusive, `to` exclusive. */
  readonly heldSince?: { readonly from?: string; readonly to?: string };
  readonly origins?: readonly EventOrigin[];
  /** Of holders of any kind. */
  readonly search?: string;
  readonly user?: AssigneeSearch;
  readonly device?: AssigneeSearch;
}

export interface PersonSearch {
  readonly accountKeys?: readonly string[];
  readonly search?: string;
  readonly departments?: readonly string[];
  /** At least so many of the accounts that are looked at know them. */
  readonly inAccountsAtLeast?: number;
  readonly holds?: HoldsSearch;
  /** At most 1,000; answered in this order. */
  readonly emails?: readonly string[];
}

export const ASSIGNEE_SORTS = [
  'NAME',
  'LAST_ACTIVE',
  'STATE',
  'KIND',
  'DEPARTMENT',
  'MODEL',
  'LICENSES_HELD',
] as const;
export type AssigneeSortField = (typeof ASSIGNEE_SORTS)[number];
export const LICENSE_SORTS = ['NAME', 'AVAILABLE', 'TOTAL', 'HELD', 'UTILISATION'] as const;
export type LicenseSortField = (typeof LICENSE_SORTS)[number];
export const ASSIGNMENT_SORTS = ['LICENSE', 'ASSIGNEE', 'HELD_SINCE', 'REMOVAL_ON'] as const;
export type AssignmentSortField = (typeof ASSIGNMENT_SORTS)[number];

/** Rows without a value come last, whichever the direction. */
export interface Sort<Field> {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/** KIND: the kind of the assignee. STATE: of a user, or the status of a device. */
export const GROUP_KEYS = ['PROVIDER', 'ACCOUNT', 'LICENSE', 'DEPARTMENT', 'STATE', 'KIND', 'MODEL'] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

/** The place of a row in a sorted list: its value, null where it has none, and its surrogate key. */
export interface Place {
  readonly value: string | number | null;
  /** Of an assignment: that of its license. */
  readonly id: number;
  /** Of an assignment only: the surrogate key of its assignee. The two stay the same when a row moves into the history. */
  readonly holder?: number;
}

/** Which rows of a list. */
export interface ListQuery<Filter, Field> {
  /** Keys of the accounts that the caller sees: no other row is looked at. */
  readonly visible: readonly string[];
  readonly filter: Filter;
  readonly sort: Sort<Field>;
  readonly first: number;
  /** Rows behind this place; null: from the first. */
  readonly after: Place | null;
  /** RFC 3339 UTC: as it was then; null: as it is now. */
  readonly asOf: string | null;
  /** Keys of the accounts of which the answer is to tell when anything was last recorded of them; absent: it does not tell. */
  readonly recordedOf?: readonly string[] | undefined;
}

/** What tells which moment it is of. */
export interface OfMoment {
  /**
   * RFC 3339 UTC: when anything was last recorded, in what was read, of the accounts that were asked for. null: something was recorded while it
   * was read. Absent where nobody asked.
   */
  readonly recordedAt?: string | null;
}

/** A row with its place. `observedAt`: RFC 3339 UTC, when it was last seen to be so; a row that has ended was last seen before its end. */
export interface FoundRow<T> {
  readonly value: T;
  readonly place: Place;
  readonly observedAt: string;
}

export interface Found<T> extends OfMoment {
  readonly rows: readonly FoundRow<T>[];
  readonly hasNext: boolean;
}

/** A row of a list of assignees, with all that the assignee holds where that was read along. */
export interface ListedAssignee extends FoundRow<Assignee> {
  readonly holdings?: readonly FoundRow<FoundAssignment>[] | undefined;
}

/** A page of them. */
export interface ListedAssignees extends OfMoment {
  readonly rows: readonly ListedAssignee[];
  readonly hasNext: boolean;
}

/** An assignee in the inventory. `goneAt`: RFC 3339 UTC; null while it is there. */
export type FoundAssignee = FoundRow<Assignee> & { readonly goneAt: string | null };

/** A license in the inventory, with how many hold it by the inventory's own rows. */
export type FoundLicense = License & { readonly held: number; readonly goneAt: string | null };

/** An assignment in the inventory. `heldSince`: RFC 3339 UTC, observed; null where it was there before the first sweep was over. */
export interface FoundAssignment {
  readonly accountKey: string;
  readonly license: License;
  readonly assignee: Assignee;
  readonly status: AssignmentStatus;
  readonly assignedAt: string | null;
  readonly removalOn: string | null;
  readonly heldSince: string | null;
  readonly origin: EventOrigin | null;
}

/** Everybody with one address. */
export interface FoundPerson {
  readonly email: string;
  readonly users: readonly Assignee[];
}

/** A page of people. */
export interface FoundPeople extends OfMoment {
  readonly people: readonly FoundPerson[];
  readonly hasNext: boolean;
}

/** A page of groups. `total`: how many groups there are in all. */
export interface FoundGroups extends OfMoment {
  readonly groups: readonly FoundGroup[];
  readonly hasNext: boolean;
  readonly total: number;
}

/** A value that assignments have in common: null where they have none. */
export interface GroupValue {
  readonly by: GroupKey;
  /** Of LICENSE: its external id. */
  readonly value: string | null;
  /** Of LICENSE only. */
  readonly license: FoundRow<FoundLicense> | null;
}

/** The place of a group among the others, the largest of which come first. It holds also when the group is not there any more. */
export interface GroupPlace {
  readonly assignments: number;
  /** Of its keys, in their order: what orders groups of the same size, those without a value last. */
  readonly values: readonly (string | null)[];
  /** Where LICENSE is among the keys, the account: two may have licenses with one external id. */
  readonly account: string | null;
}

/** Assignments that have these values in common. */
export interface FoundGroup {
  readonly keys: readonly GroupValue[];
  readonly place: GroupPlace;
  /** Assignments, and how many different assignees hold them. */
  readonly assignments: number;
  readonly assignees: number;
}
