// What a sweep sees: rows of an account as a page of one of its lists showed them.
import type { AssigneeKind } from '../account.ts';
import type { Assignee } from '../assignee.ts';
import type { Assignment } from '../assignment.ts';
import type { License } from '../license.ts';
import type { Page } from '../page.ts';

/**
 * One row of a list. `holds` is all that the assignee holds, and absent where the list does not tell it; the row of an assignee may have
 * nothing but its id. `isNamedOnly`: the list is of who holds what, and does not tell whether the assignee is there, whatever else it tells
 * of it. `assignment` is one of perhaps several of its assignee.
 */
export type Sighting =
  | { readonly license: License }
  | {
      readonly assignee: Assignee;
      readonly holds?: readonly Assignment[];
      readonly isNamedOnly?: true;
    }
  | { readonly assignment: Assignment; readonly isNamedOnly?: true };

/** A row that was left out because it does not have the documented form, and whose id could be read: it is there. */
export interface LeftOutRow {
  readonly kind: 'LICENSE' | AssigneeKind;
  readonly externalId: string;
}

export interface SightingPage extends Page<Sighting> {
  /**
   * Rows that were left out. What they hold is not known, and that they are there is. A page that left out a row whose id could not be
   * read has the gap ROWS_LEFT_OUT as well.
   */
  readonly leftOut?: readonly LeftOutRow[];
  /**
   * Assignments of the whole section by the provider's own count, where it says so; `total` counts the rows that have ids of their own.
   */
  readonly totalHoldings?: number | null;
}

/** What a section lists in full: a row of it that was not seen, once the section was read to its end, may be gone. */
export interface ListedInFull {
  /** Licenses, assignees of a kind, or what assignees of a kind hold. */
  readonly what: 'LICENSES' | 'ASSIGNEES' | 'HOLDINGS';
  /** Absent for licenses. */
  readonly kind?: AssigneeKind;
  /** Only people of the organisation, or only people from outside; absent where there is no difference. */
  readonly people?: 'INTERNAL' | 'EXTERNAL';
}

/** What the inventory knows while a section is read. */
export interface KnownSoFar {
  /** The catalogue, as this sweep read it. */
  licenses(): Promise<readonly License[]>;
  /** How many holders of each license this sweep has seen, by the external id of the license. */
  holdersSeen(): Promise<ReadonlyMap<string, number>>;
  /** External ids of assignees of a kind that hold something, in ascending order from behind one of them (null: from the first), at most so many. */
  holdersAfter(kind: AssigneeKind, externalId: string | null, most: number): Promise<readonly string[]>;
  /** The same of all of a kind, whether they hold something or not. */
  assigneesAfter(kind: AssigneeKind, externalId: string | null, most: number): Promise<readonly string[]>;
}
