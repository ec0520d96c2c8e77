// Finding one thing by id or by the provider's own key. null means "does not exist".
import type { AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import { callerError } from '../../domain/problem.ts';
import type { Loaders } from '../../loaders/loaders.ts';
import type { GraphContext } from '../context.ts';
import {
  KIND_OF_TYPE,
  decodeId,
  type AssigneeType,
  type DecodedId,
  type RecordType,
  wrongType,
} from './ids.ts';
import type { LicenseModel, NodeModel } from './models.ts';
import { requireAccount } from '../inputs/select-accounts.ts';

export interface ExternalKey {
  readonly accountKey: string;
  readonly externalId: string;
}

/** Whatever an id names, labelled with its SDL type. Throws BAD_ID for a text that is no id. */
export async function findNode({ loaders, changes }: GraphContext, text: string): Promise<NodeModel | null> {
  const id = decodeId(text);
  if ('recordId' in id) {
    const record = await (id.type === 'ChangeSet' ? changes.set(id.recordId) : changes.change(id.recordId));
    return record && { ...record, __typename: id.type };
  }
  const account = loaders.account(id.accountKey);
  if (!account) return null;
  const value = id.type === 'Account' ? account : await findIn(loaders, id);
  return value === null ? null : { ...value, __typename: id.type };
}

function findIn(
  loaders: Loaders,
  id: Exclude<DecodedId, { type: 'Account' | RecordType }>,
): Promise<LicenseModel | Assignment | Assignee | null> {
  switch (id.type) {
    case 'License':
      return findLicense(loaders, id);
    case 'LicenseAssignment':
      return findAssignment(loaders, id);
    default:
      return findAssignee(loaders, KIND_OF_TYPE[id.type], id);
  }
}

export async function findLicense(loaders: Loaders, key: ExternalKey): Promise<LicenseModel | null> {
  return loaders.accepts(key.accountKey, 'LICENSE', key.externalId) ? loaders.licenseAlone(key) : null;
}

export async function findAssignee<K extends AssigneeKind>(
  loaders: Loaders,
  kind: K,
  key: ExternalKey,
): Promise<Extract<Assignee, { kind: K }> | null> {
  if (!loaders.accepts(key.accountKey, kind, key.externalId)) return null;
  const found = await loaders.assignee(kind, key.accountKey, key.externalId);
  return found !== null && isKind(found, kind) ? found : null;
}

function isKind<K extends AssigneeKind>(value: Assignee, kind: K): value is Extract<Assignee, { kind: K }> {
  return value.kind === kind;
}

async function findAssignment(
  loaders: Loaders,
  id: Extract<DecodedId, { type: 'LicenseAssignment' }>,
): Promise<Assignment | null> {
  const { accountKey } = id;
  if (!loaders.accepts(accountKey, 'LICENSE', id.licenseId)) return null;
  if (!loaders.accepts(accountKey, id.kind, id.assigneeId)) return null;
  const held = await loaders.assignmentsOf({ kind: id.kind, accountKey, externalId: id.assigneeId });
  const licenseId = loaders.canonical('LICENSE', accountKey, id.licenseId);
  return held.find((assignment) => assignment.licenseId === licenseId) ?? null;
}

/** The key inside a look-up by `id` or `key`. null for a thing of an account that is not configured here. */
export function keyOfLookup(
  loaders: Loaders,
  type: 'License' | AssigneeType,
  by: { readonly id?: string | null; readonly key?: ExternalKey | null },
): ExternalKey | null {
  if (by.key != null) {
    requireAccount(loaders, by.key.accountKey);
    return by.key;
  }
  if (by.id == null) throw callerError('BAD_INPUT', 'The look-up names nothing.');
  const id = decodeId(by.id);
  if (id.type !== type || !('accountKey' in id)) {
    throw wrongType(id, type);
  }
  return loaders.account(id.accountKey) ? id : null;
}
