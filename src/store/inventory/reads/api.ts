// Reading the inventory: lists, counts, groups, and rows by their keys. No method asks a provider anything. All of them may throw STORE_UNAVAILABLE.
import type { AssigneeKind } from '../../../domain/account.ts';
import type { SectionTime } from '../../../domain/inventory/list-times.ts';
import type {
  AssigneeRef,
  AssigneeSearch,
  AssigneeSortField,
  AssignmentSearch,
  AssignmentSortField,
  Found,
  FoundAssignee,
  FoundAssignment,
  FoundGroups,
  FoundLicense,
  FoundPeople,
  FoundRow,
  GroupKey,
  GroupPlace,
  LicenseRef,
  LicenseSearch,
  LicenseSortField,
  ListQuery,
  ListedAssignees,
  PersonSearch,
  Place,
} from '../../../domain/inventory/search.ts';

/** What is counted: the rows of a list, whatever page and order. */
export type CountQuery<Filter> = Pick<ListQuery<Filter, never>, 'visible' | 'filter' | 'asOf'>;

export interface AssigneesQuery extends ListQuery<AssigneeSearch, AssigneeSortField> {
  /** What is held by those who hold no more than this many licenses may be read along; absent: nothing is. */
  readonly holdings?: number | undefined;
}

export interface GroupQuery
  extends CountQuery<AssignmentSearch>, Pick<ListQuery<never, never>, 'recordedOf'> {
  /** One to three, each once. */
  readonly by: readonly GroupKey[];
  readonly first: number;
  /** Groups behind this place, whether one is there or not; null: from the first. */
  readonly after: GroupPlace | null;
}

export interface PeopleQuery extends CountQuery<PersonSearch>, Pick<ListQuery<never, never>, 'recordedOf'> {
  readonly first: number;
  /** People behind this address; null: from the first. Of no effect with `filter.emails`. */
  readonly after: string | null;
}

/** Keys of the accounts that the caller sees, and when an answer is of: null for the newest. */
export interface MomentQuery {
  readonly visible: readonly string[];
  readonly asOf: string | null;
}

export interface InventoryReads {
  /**
   * The moment that answers are of: the last one at which anything was recorded of what the caller sees, or `asOf`, up to which nothing will
   * be recorded any more. Throws BAD_INPUT for a moment that is still to come.
   */
  momentOf(query: MomentQuery): Promise<string>;
  /** When anything was last recorded of the accounts with these keys, RFC 3339 UTC; the beginning of time before anything was. */
  recordedAt(keys: readonly string[]): Promise<string>;
  findLicenses(query: ListQuery<LicenseSearch, LicenseSortField>): Promise<Found<FoundLicense>>;
  countLicenses(query: CountQuery<LicenseSearch>): Promise<number>;
  /** Users and devices are told as they are now: their facts have no history. */
  findAssignees(kind: AssigneeKind, query: AssigneesQuery): Promise<ListedAssignees>;
  countAssignees(kind: AssigneeKind, query: CountQuery<AssigneeSearch>): Promise<number>;
  findAssignments(query: ListQuery<AssignmentSearch, AssignmentSortField>): Promise<Found<FoundAssignment>>;
  countAssignments(query: CountQuery<AssignmentSearch>): Promise<number>;
  /** The largest groups first; of equal ones in the order of their values. */
  findGroups(query: GroupQuery): Promise<FoundGroups>;
  /** By address, ascending; or in the order of `filter.emails`, without those that nobody has. */
  findPeople(query: PeopleQuery): Promise<FoundPeople>;
  countPeople(query: CountQuery<PersonSearch>): Promise<number>;
  /** Those that the inventory has, gone ones as well. */
  licensesByRef(refs: readonly LicenseRef[], asOf: string | null): Promise<readonly FoundRow<FoundLicense>[]>;
  assigneesByRef(refs: readonly AssigneeRef[]): Promise<readonly FoundAssignee[]>;
  /** The sections of accounts that have been swept whole, by the keys of the accounts. */
  listTimes(keys: readonly string[]): Promise<ReadonlyMap<string, readonly SectionTime[]>>;
  /**
   * For each holder, or each license, its first assignments behind a place, in the order of their keys. By the surrogate key of the holder or
   * license, see `Place`. Those of a holder tell the holder's key alone: whoever asks knows the rest.
   */
  assignmentsOf(
    side: 'ASSIGNEE' | 'LICENSE',
    ids: readonly number[],
    page: { readonly first: number; readonly after: Place | null; readonly asOf: string | null },
  ): Promise<ReadonlyMap<number, Found<FoundAssignment>>>;
}
