// Values of the inventory as resolvers pass them on: each with where it comes from, and so has what hangs on it.
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { Assignee, AssigneeOf } from '../../domain/assignee.ts';
import { ageIn } from '../../domain/inventory/freshness.ts';
import type {
  AssigneeRef,
  FoundAssignment,
  FoundLicense,
  FoundPerson,
  FoundRow,
  ListedAssignee,
} from '../../domain/inventory/search.ts';
import type { GraphContext, Readings } from '../context.ts';
import { referenceSeenAt } from '../freshness/names.ts';
import type { ReadSource } from '../generated/resolvers.ts';
import type {
  AccountModel,
  AssigneeModel,
  AssignmentModel,
  InventorySource,
  LicenseModel,
  PersonModel,
  Seen,
  Sourced,
} from '../nodes/models.ts';

/** A value that was read along with something else: its own row is looked up by those who need it. */
export function readAlong(asOf: string | null): InventorySource {
  return { asOf, observedAt: null, rowId: null };
}

function ofRow({ observedAt, place }: FoundRow<unknown>, asOf: string | null): InventorySource {
  return { asOf, observedAt: asOf ?? observedAt, rowId: place.id };
}

/** What is reached from it comes from the inventory; its health and its budget are those of this process in any case. */
export function accountModel(account: Account, { source }: Sourced): AccountModel {
  return source === undefined ? account : { ...account, source: readAlong(source.asOf) };
}

export function licenseModel(
  row: FoundRow<FoundLicense>,
  asOf: string | null,
): FoundLicense & Required<Sourced> {
  return withSource(row.value, ofRow(row, asOf));
}

function withSource<L extends LicenseModel>(license: L, source: InventorySource): L & Required<Sourced> {
  const details = license.details && { ...license.details, source };
  return { ...license, ...(details && { details }), source };
}

export function assigneeModel<K extends AssigneeKind>(row: ListedAssignee): AssigneeOf<K> {
  const { holdings } = row;
  const model: AssigneeModel = { ...row.value, source: { ...ofRow(row, null), holdings } };
  return model as AssigneeOf<K> & Sourced; // a list of one kind has rows of that kind
}

/** An assignee as the inventory has it; its key alone where that has none. */
export async function keptAssignee(
  ref: AssigneeRef,
  { inventory }: Pick<Readings, 'inventory'>,
): Promise<AssigneeModel> {
  const row = await inventory.assignee(ref);
  return row === null ? { ...ref, source: readAlong(null) } : assigneeModel(row);
}

/** An assignee that was read along with something of that moment. */
export function assigneeAlong(
  { value, place }: FoundRow<Assignee>,
  asOf: string | null,
): AssigneeModel & Required<Sourced> {
  return { ...value, source: { asOf, observedAt: null, rowId: place.id } };
}

export function assignmentModel(row: FoundRow<FoundAssignment>, asOf: string | null): AssignmentModel {
  const { holder: rowId = null } = row.place;
  return holdingModel(row, { ...row.value.assignee, source: { asOf, observedAt: null, rowId } });
}

/** An assignment of a holder who is known. */
export function holdingModel(
  { value, place, observedAt }: FoundRow<FoundAssignment>,
  assignee: AssigneeModel & Required<Sourced>,
): AssignmentModel {
  const { asOf } = assignee.source;
  const { license, accountKey, status, assignedAt, removalOn, heldSince, origin } = value;
  return {
    accountKey,
    licenseId: license.externalId,
    license: withSource(license, { asOf, observedAt: null, rowId: place.id }),
    assignee,
    status,
    assignedAt,
    removalOn,
    heldSince,
    origin,
    source: { asOf, observedAt: asOf ?? observedAt, rowId: null },
  };
}

export function personModel({ email, users }: FoundPerson, asOf: string | null): PersonModel {
  const source = readAlong(asOf);
  return { email, users: users.map((user) => ({ ...user, source })), source };
}

/** The row of a license that was read along; null when the inventory has none. */
export function licenseRow(
  license: LicenseModel & Required<Sourced>,
  { inventory }: Pick<GraphContext, 'inventory'>,
): Promise<FoundRow<FoundLicense> | null> {
  const { accountKey, externalId, source } = license;
  return inventory.license({ accountKey, externalId }, source.asOf);
}

/** The row of an assignee that was read along; null when the inventory has none. */
export function assigneeRow(
  { kind, accountKey, externalId }: Assignee,
  { inventory }: Pick<GraphContext, 'inventory'>,
): Promise<FoundRow<Assignee> | null> {
  return inventory.assignee({ kind, accountKey, externalId });
}

/** Whether a value is in the inventory, and not from its provider. */
export function isKept<T extends Sourced>(value: T): value is T & Required<Sourced> {
  return value.source !== undefined;
}

type Observed = Pick<FoundRow<unknown>, 'observedAt'>;

/** Where a value comes from; `rowOf` looks up the row of one that was read along. */
export async function sourceOf<T extends Sourced & Seen>(
  value: T,
  { at }: Pick<GraphContext, 'at'>,
  rowOf: (value: T & Required<Sourced>) => Promise<Observed | null>,
): Promise<ReadSource> {
  if (!isKept(value)) return sourceOfSeen(value.seenAt ?? null, at);
  const { asOf, observedAt } = value.source;
  if (observedAt !== null) return sourceOfSeen(observedAt, at);
  const row = await rowOf(value);
  return sourceOfSeen(row === null ? at : (asOf ?? row.observedAt), at);
}

/** The same for a license or an assignee, which may be known by its key alone. */
export async function sourceOfThing<T extends LicenseModel | AssigneeModel>(
  value: T,
  context: GraphContext,
  rowOf: (value: T & Required<Sourced>) => Promise<Observed | null>,
): Promise<ReadSource> {
  if (isKept(value) || value.seenAt !== undefined) return sourceOf(value, context, rowOf);
  return sourceOfSeen(await referenceSeenAt(context, value), context.at);
}

/** `seenAt`: when it was last seen in the inventory; null for what its provider tells. */
function sourceOfSeen(seenAt: string | null, at: string): ReadSource {
  if (seenAt === null) return { mode: 'LIVE', observedAt: at, ageSeconds: 0 };
  return { mode: 'INVENTORY', observedAt: seenAt, ageSeconds: Math.floor(ageIn(seenAt, at)) };
}
