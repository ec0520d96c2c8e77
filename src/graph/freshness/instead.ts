// Lists of accounts in the inventory, for when a provider fails and the caller takes older rows; and for holders of a license, also
// without asking the provider where they are young enough.
import type { AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import type { AssignmentStatus } from '../../domain/assignment.ts';
import type { HiddenNumbers } from '../../domain/inventory/hidden-number.ts';
import { isOutage } from '../../domain/inventory/freshness.ts';
import { earliest, listedWholeAt, type SectionTime } from '../../domain/inventory/list-times.ts';
import type { AssignmentSearch, Found, FoundAssignment, Place } from '../../domain/inventory/search.ts';
import type { LicenseKey } from '../../domain/license.ts';
import type { Page } from '../../domain/page.ts';
import type { Instead } from '../../loaders/instead.ts';
import { placeFrom, placeText } from '../inventory/pages.ts';
import { badCursor } from '../lists/cursors.ts';
import type { AssignmentModel } from '../nodes/models.ts';
import { isWithin, noteFailure, tooOld, type FreshContext } from './answered.ts';
import { seen, seenAssignment } from './kept-values.ts';

/** Rows of a page of the inventory. */
const ROWS = 100;

/** A list of one account in the inventory. */
interface KeptList<T> {
  readonly accountKey: string;
  readonly wholeAt: (sections: readonly SectionTime[]) => Promise<string | null>;
  readonly hasHolder: boolean;
  readonly find: (
    after: Place | null,
  ) => Promise<{ readonly items: readonly T[]; readonly found: Found<unknown> }>;
  readonly count: () => Promise<number>;
  /** Whether the list hangs on one thing that is read by its key. */
  readonly isKeyed?: boolean;
}

/** Assignees of one kind in an account. */
export function assigneesInstead<K extends AssigneeKind>(
  context: FreshContext,
  kind: K,
  accountKey: string,
): Instead<AssigneeOf<K>> | undefined {
  const sort = { field: 'NAME', direction: 'ASC' } as const;
  const all = { visible: [accountKey], filter: {}, asOf: null };
  return insteadOf(context, {
    accountKey,
    wholeAt: (sections) => Promise.resolve(listedWholeAt(sections, { what: 'ASSIGNEES', kind })),
    hasHolder: false,
    async find(after) {
      const found = await context.inventory.findAssignees(kind, { ...all, sort, first: ROWS, after });
      // A list of one kind has rows of that kind.
      return { found, items: found.rows.map((row) => seen(row).value as AssigneeOf<K>) };
    },
    count: () => context.inventory.countAssignees(kind, all),
  });
}

/** Of which status the assignments of a list are; null: of any. Rows and counts are by the same conditions. */
export type Statuses = readonly AssignmentStatus[] | null;

/** Every assignment in an account. */
export function assignmentsInstead(
  context: FreshContext,
  accountKey: string,
  statuses: Statuses,
): Instead<AssignmentModel> | undefined {
  const sort = { field: 'LICENSE', direction: 'ASC' } as const;
  const all = { visible: [accountKey], filter: ofStatuses(statuses), asOf: null };
  return insteadOf(context, {
    accountKey,
    wholeAt: (sections) => Promise.resolve(allHeldWholeAt(context, accountKey, sections)),
    hasHolder: true,
    async find(after) {
      const found = await context.inventory.findAssignments({ ...all, sort, first: ROWS, after });
      return { found, items: found.rows.map((row) => seenAssignment(row)) };
    },
    count: () => context.inventory.countAssignments(all),
  });
}

function ofStatuses(statuses: Statuses): AssignmentSearch {
  return statuses === null ? {} : { statuses };
}

/** Who holds a license. */
export function holdersInstead(
  context: FreshContext,
  { accountKey, externalId }: LicenseKey,
  statuses: Statuses,
): Instead<AssignmentModel> | undefined {
  const { inventory, accounts } = context;
  const ref = { accountKey, externalId: accounts.canonical(accountKey, 'LICENSE', externalId) };
  return insteadOf(context, {
    accountKey,
    async wholeAt(sections) {
      const row = await inventory.license(ref, null);
      return row === null || row.value.goneAt !== null ? null : allHeldWholeAt(context, accountKey, sections);
    },
    hasHolder: true,
    isKeyed: true,
    async find(after) {
      const row = await inventory.license(ref, null);
      const page = { first: ROWS, after, asOf: null };
      const found: Found<FoundAssignment> =
        row === null
          ? { rows: [], hasNext: false }
          : await inventory.assignmentsOf('LICENSE', row.place.id, page);
      const items = found.rows.map((one) => seenAssignment(one));
      return {
        found,
        items: statuses === null ? items : items.filter(({ status }) => statuses.includes(status)),
      };
    },
    async count() {
      // The row has been read: what it tells costs no statement.
      if (statuses === null) return (await inventory.license(ref, null))?.value.held ?? 0;
      const filter = { licenses: [ref], statuses };
      return await inventory.countAssignments({ visible: [accountKey], filter, asOf: null });
    },
  });
}

/** When what all kinds of assignees hold was last known whole. */
function allHeldWholeAt(
  { accounts }: FreshContext,
  accountKey: string,
  sections: readonly SectionTime[],
): string | null {
  const kinds = accounts.get(accountKey).capabilities.assigneeKinds;
  const whole = kinds.map((kind) => listedWholeAt(sections, { what: 'HOLDINGS', kind }));
  return earliest(whole.filter((one) => one !== null));
}

/** Undefined where the caller takes the provider's rows alone. */
function insteadOf<T>(context: FreshContext, list: KeptList<T>): Instead<T> | undefined {
  const { accountKey, wholeAt, find, count, hasHolder, isKeyed = false } = list;
  const { numbers } = context;
  const { staleIfError } = context.freshness;
  const maxAge = isKeyed ? context.freshness.maxAge : null;
  if (maxAge === null && staleIfError === null) return undefined;
  const observed = async (): Promise<string | null> => {
    const times = await context.inventory.listTimes();
    return await wholeAt(times.get(accountKey) ?? []);
  };
  return {
    comesFirst: maxAge !== null,
    async age() {
      const observedAt = await observed();
      if (observedAt === null) return null;
      const isYoung = isWithin(context, observedAt, maxAge);
      return isYoung || isWithin(context, observedAt, staleIfError) ? { observedAt, isYoung } : null;
    },
    takes(failure) {
      if (staleIfError === null || !isOutage(failure)) return false;
      noteFailure(context, accountKey, failure);
      return true;
    },
    async explained(failure) {
      const observedAt = await observed();
      return observedAt === null ? failure : tooOld(context, { observedAt }, failure);
    },
    async read(cursor): Promise<Page<T>> {
      await context.inventory.ready();
      const { items, found } = await find(cursor === null ? null : placeIn(cursor, hasHolder, numbers));
      const last = found.rows.at(-1);
      const next =
        found.hasNext && last !== undefined ? JSON.stringify(placeText(last.place, numbers)) : null;
      return { items, next, total: null };
    },
    count,
  };
}

/** A place that a cursor of ours goes on from; it may have been tampered with. */
function placeIn(text: string, hasHolder: boolean, numbers: HiddenNumbers): Place {
  try {
    return placeFrom(JSON.parse(text), { places: { value: 'TEXT', hasHolder }, numbers });
  } catch {
    throw badCursor();
  }
}
