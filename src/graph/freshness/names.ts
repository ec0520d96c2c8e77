// Names of what our own records are about: changes, scheduled removals, audit entries. They come from the inventory where it has them, so that
// a page of records costs no call, of things that are gone as well. Everything else is read as anywhere.
import type { Assignee } from '../../domain/assignee.ts';
import type { FoundRow } from '../../domain/inventory/search.ts';
import type { GraphContext } from '../context.ts';
import type { AssigneeModel, LicenseModel } from '../nodes/models.ts';
import { orNull } from './answered.ts';
import { assigneeRowOf, isReference, licenseRowOf } from './kept-values.ts';

type Reads = Pick<GraphContext, 'accounts' | 'inventory' | 'loaders'>;

/** What something is called, and what it is. What it does and has changes from day to day. */
const NAMES: ReadonlySet<string> = new Set(['name', 'description', 'displayName', 'email', 'imei', 'mdn']);

/** The row that names something; null where the inventory does not. */
function namingRow(reads: Reads, value: LicenseModel | Assignee): Promise<FoundRow<object> | null> {
  return orNull<FoundRow<object>>('kind' in value ? assigneeRowOf(reads, value) : licenseRowOf(reads, value));
}

/** A license or an assignee that a record may be about. */
type Thing = (LicenseModel | Assignee) & { readonly isNamed?: true };

/**
 * A field of something: what `read` gives, or the name that the inventory has, if it is one, of what a record is about. Of an account that is
 * not configured any more records tell ids: an error for every field of a page of them would say no more than that.
 */
export async function orNamed<T>(
  reads: Reads,
  value: Thing,
  field: string,
  read: () => Promise<T>,
): Promise<T | null> {
  if (!value.isNamed) return read();
  if (!reads.accounts.lookUp(value.accountKey)) return null;
  if (!NAMES.has(field)) return read();
  const row = await namingRow(reads, value);
  // The facts of a row have the form of those that are read.
  const name = (row?.value as Readonly<Record<string, T>> | undefined)?.[field];
  return name === undefined ? read() : name;
}

/**
 * When something was last seen that is known by its key alone: by the inventory if the caller's freshness has it answer for it, or if it is
 * named in a record; null when its provider answers. Throws UNKNOWN_ACCOUNT where a record names it and its account is not configured any more:
 * nobody has read it then.
 */
export async function referenceSeenAt(reads: Reads, value: Thing): Promise<string | null> {
  if (value.isNamed) {
    reads.accounts.get(value.accountKey);
    const row = await namingRow(reads, value);
    if (row !== null) return row.observedAt;
  }
  const { loaders } = reads;
  if (loaders.takesLiveOnly || !isReference(value)) return null;
  const { accountKey, externalId } = value;
  const found = await orNull<AssigneeModel | LicenseModel>(
    'kind' in value ? loaders.assignee(value.kind, accountKey, externalId) : loaders.license(value),
  );
  return found?.seenAt ?? null;
}

/** A license that a record of ours is about. */
export function namedLicense(accountKey: string, externalId: string): LicenseModel {
  return { accountKey, externalId, isNamed: true };
}

/** An assignee that a record of ours is about. */
export function namedAssignee(
  accountKey: string,
  { kind, externalId }: Pick<Assignee, 'kind' | 'externalId'>,
): AssigneeModel {
  return { kind, accountKey, externalId, isNamed: true };
}
