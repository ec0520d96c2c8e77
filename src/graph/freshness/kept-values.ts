// What the inventory has instead of the answer of a provider, with how old it is. null for what it lacks, or holds for gone: neither proves
// that there is no such thing.
import type { AssigneeKind } from '../../domain/account.ts';
import { sameAddress, type Assignee, type AssigneeOf } from '../../domain/assignee.ts';
import { earliest, listedWholeAt } from '../../domain/inventory/list-times.ts';
import type {
  AssigneeRef,
  FoundAssignee,
  FoundAssignment,
  FoundLicense,
  FoundRow,
  LicenseRef,
  Place,
} from '../../domain/inventory/search.ts';
import type { License } from '../../domain/license.ts';
import type { Listed } from '../../domain/page.ts';
import { allLicenses } from '../../inventory/reading/all-licenses.ts';
import type { InventoryService } from '../../inventory/reading/inventory-service.ts';
import type { AssignmentModel, LicenseModel, Seen } from '../nodes/models.ts';
import type { FreshContext, Kept } from './answered.ts';

type Keeping = Pick<FreshContext, 'inventory'>;

/** Read at once of what hangs on a row. */
const PAGE = 1_000;

/** What stands in a reference: everything else tells something of the thing. */
const OF_REFERENCES: ReadonlySet<string> = new Set([
  'kind',
  'accountKey',
  'externalId',
  'assignments',
  'isNamed',
  '__typename',
]);

/** Whether nothing but the key of a thing is known. */
export function isReference(value: Assignee | LicenseModel): boolean {
  return Object.keys(value).every((name) => OF_REFERENCES.has(name));
}

/** The row of a license; null for none, and for one of which an assignment alone tells. */
export async function licenseRowOf(
  { inventory }: Keeping,
  ref: LicenseRef,
): Promise<FoundRow<FoundLicense> | null> {
  const row = await inventory.license(ref, null);
  return row === null || isUntold(row.value) ? null : row;
}

/** Whether an assignment alone tells of a license: it is held, and was never listed. */
function isUntold({ name, assigneeKinds }: FoundLicense): boolean {
  return name === null && assigneeKinds.length === 0;
}

/** The row of an assignee; null for none, and for one that nothing is told of. */
export async function assigneeRowOf({ inventory }: Keeping, ref: AssigneeRef): Promise<FoundAssignee | null> {
  const row = await inventory.assignee(ref);
  return row === null || isReference(row.value) ? null : row;
}

/** What is told of a license that something names: nothing of one that is held and not listed, as its provider tells nothing of it. */
export async function keptFacts(
  { inventory }: Keeping,
  ref: LicenseRef,
): Promise<Kept<License & Seen> | null> {
  const row = await inventory.license(ref, null);
  if (row === null || !isUntold(row.value)) return keptLicense({ inventory }, ref);
  const times = await inventory.listTimes();
  const observedAt = listedWholeAt(times.get(ref.accountKey) ?? [], { what: 'LICENSES' });
  return observedAt === null ? null : seen({ ...row, observedAt });
}

export async function keptLicense(context: Keeping, ref: LicenseRef): Promise<Kept<License & Seen> | null> {
  const row = await licenseRowOf(context, ref);
  return row === null || row.value.goneAt !== null ? null : seen(row);
}

export async function keptAssignee<K extends AssigneeKind>(
  context: Keeping,
  ref: AssigneeRef & { readonly kind: K },
): Promise<Kept<AssigneeOf<K>> | null> {
  const row = await assigneeRowOf(context, ref);
  if (row === null || row.goneAt !== null) return null;
  return seen(row) as Kept<AssigneeOf<K>>; // a row is looked up by its kind as well
}

/** The value of a row, which says when it was seen. */
export function seen<T>({ value, observedAt }: FoundRow<T>): Kept<T & Seen> {
  return { value: { ...value, seenAt: observedAt }, observedAt };
}

/** An assignment of the inventory. What it is about is named: what else is told of license and assignee has an age of its own. */
export function seenAssignment({ value, observedAt }: FoundRow<FoundAssignment>): AssignmentModel {
  const { license, assignee, ...rest } = value;
  const { kind, accountKey, externalId } = assignee;
  return {
    ...rest,
    licenseId: license.externalId,
    assignee: { kind, accountKey, externalId },
    seenAt: observedAt,
  };
}

/** All that an assignee holds. */
export async function keptHoldings(
  { inventory }: Keeping,
  ref: AssigneeRef,
): Promise<Kept<readonly AssignmentModel[]> | null> {
  const { kind, accountKey } = ref;
  const [row, times] = await Promise.all([inventory.assignee(ref), inventory.listTimes()]);
  const wholeAt = listedWholeAt(times.get(accountKey) ?? [], { what: 'HOLDINGS', kind });
  if (row === null || row.goneAt !== null || wholeAt === null) return null;
  const rows = await allHeld(inventory, row.place.id);
  const observedAt = earliest([wholeAt, ...rows.map((one) => one.observedAt)]) ?? wholeAt;
  return { value: rows.map((one) => seenAssignment(one)), observedAt };
}

async function allHeld(inventory: InventoryService, id: number): Promise<FoundRow<FoundAssignment>[]> {
  const rows: FoundRow<FoundAssignment>[] = [];
  let after: Place | null = null;
  do {
    const page = await inventory.assignmentsOf('ASSIGNEE', id, { first: PAGE, after, asOf: null });
    rows.push(...page.rows);
    after = page.hasNext ? (page.rows.at(-1)?.place ?? null) : null;
  } while (after !== null);
  return rows;
}

/** Users of an account with an address; null when the inventory knows nobody there who has it. */
export async function keptUsers(
  { inventory, accounts }: Pick<FreshContext, 'inventory' | 'accounts'>,
  accountKey: string,
  email: string,
): Promise<Kept<readonly (AssigneeOf<'USER'> & Seen)[]> | null> {
  const keys = accounts.all.filter(({ key }) => accounts.has(key, 'USER')).map(({ key }) => key);
  const [found, times] = await Promise.all([
    inventory.person(sameAddress(email), keys),
    inventory.listTimes(),
  ]);
  const wholeAt = listedWholeAt(times.get(accountKey) ?? [], { what: 'ASSIGNEES', kind: 'USER' });
  const own = (found?.users ?? []).filter((user) => user.accountKey === accountKey);
  const rows = await Promise.all(
    own.map(({ externalId }) => keptAssignee({ inventory }, { kind: 'USER', accountKey, externalId })),
  );
  const users = rows.filter((row) => row !== null);
  if (users.length === 0 || wholeAt === null) return null;
  const observedAt = earliest([wholeAt, ...users.map((user) => user.observedAt)]) ?? wholeAt;
  return { value: users.map(({ value }) => value), observedAt };
}

/** All licenses of an account that its provider lists. */
export async function keptCatalogue(
  { inventory }: Keeping,
  accountKey: string,
): Promise<Kept<Listed<License & Seen>> | null> {
  const times = await inventory.listTimes();
  const observedAt = listedWholeAt(times.get(accountKey) ?? [], { what: 'LICENSES' });
  if (observedAt === null) return null;
  const rows = await allLicenses(inventory, [accountKey], { asOf: null });
  return { value: { items: rows.map((row) => seen(row).value) }, observedAt };
}
