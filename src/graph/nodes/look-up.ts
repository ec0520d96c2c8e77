// Finding one thing by id or by the provider's own key. null means "does not exist".
import type { AssigneeKind } from '../../domain/account.ts';
import type { Assignee, AssigneeOf } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import { ProblemError, callerError } from '../../domain/problem.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type { GraphContext, Reads } from '../context.ts';
import {
  KIND_OF_TYPE,
  decodeId,
  type AssigneeType,
  type DecodedId,
  type RecordType,
  wrongType,
} from './ids.ts';
import type { LicenseModel, NodeModel } from './models.ts';

export interface ExternalKey {
  readonly accountKey: string;
  readonly externalId: string;
}

/** Whatever an id names, labelled with its SDL type. Throws BAD_ID for a text that is no id. */
export async function findNode(context: GraphContext, text: string): Promise<NodeModel | null> {
  const id = decodeId(text);
  if ('recordId' in id) {
    const { changes } = context;
    const record = await (id.type === 'ChangeSet' ? changes.set(id.recordId) : changes.change(id.recordId));
    return record && { ...record, __typename: id.type };
  }
  const account = context.accounts.lookUp(id.accountKey);
  if (!account) return null;
  const value = id.type === 'Account' ? account : await findIn(context, id);
  return value === null ? null : { ...value, __typename: id.type };
}

function findIn(
  reads: Reads,
  id: Exclude<DecodedId, { type: 'Account' | RecordType }>,
): Promise<LicenseModel | Assignment | Assignee | null> {
  switch (id.type) {
    case 'License':
      return findLicense(reads, id);
    case 'LicenseAssignment':
      return findAssignment(reads, id);
    default:
      return findAssignee(reads, KIND_OF_TYPE[id.type], id);
  }
}

export async function findLicense(
  { accounts, loaders }: Reads,
  key: ExternalKey,
): Promise<LicenseModel | null> {
  return accounts.accepts(key.accountKey, 'LICENSE', key.externalId) ? loaders.licenseAlone(key) : null;
}

export async function findAssignee<K extends AssigneeKind>(
  { accounts, loaders }: Reads,
  kind: K,
  { accountKey, externalId }: ExternalKey,
): Promise<AssigneeOf<K> | null> {
  return accounts.accepts(accountKey, kind, externalId)
    ? loaders.assignee(kind, accountKey, externalId)
    : null;
}

async function findAssignment(
  { accounts, loaders }: Reads,
  { accountKey, licenseId, kind, assigneeId }: Extract<DecodedId, { type: 'LicenseAssignment' }>,
): Promise<Assignment | null> {
  if (!accounts.accepts(accountKey, 'LICENSE', licenseId)) return null;
  if (!accounts.accepts(accountKey, kind, assigneeId)) return null;
  const id = accounts.canonical(accountKey, 'LICENSE', licenseId);
  const among = (held: readonly Assignment[]): Assignment | null =>
    held.find((assignment) => assignment.licenseId === id) ?? null;
  const assignee: Assignee = { kind, accountKey, externalId: assigneeId };
  const { value, kept } = await loaders.holdings(assignee);
  const found = among(value);
  if (found !== null || kept === null) return found;
  // That the inventory has none does not prove that there is none.
  if (kept.problem !== null) throw new ProblemError(kept.problem);
  return among(await loaders.live.assignmentsOf(assignee));
}

/** The key inside a look-up by `id` or `key`. null for a thing of an account that is not configured here. */
export function keyOfLookup(
  accounts: AccountDirectory,
  type: 'License' | AssigneeType,
  by: { readonly id?: string | null; readonly key?: ExternalKey | null },
): ExternalKey | null {
  if (by.key != null) {
    accounts.get(by.key.accountKey);
    return by.key;
  }
  if (by.id == null) throw callerError('BAD_INPUT', 'The look-up names nothing.');
  const id = decodeId(by.id);
  if (id.type !== type || !('accountKey' in id)) throw wrongType(id, type);
  return accounts.lookUp(id.accountKey) ? id : null;
}
