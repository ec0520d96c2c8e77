// Ids of this graph: type, account key and the provider's own id, encoded so that they need no escaping anywhere.
import type { AssigneeKind } from '../../domain/account.ts';
import { callerError, type ProblemError } from '../../domain/problem.ts';

/** What an id says. */
export type DecodedId =
  | { readonly type: 'Account'; readonly accountKey: string }
  | { readonly type: RecordType; readonly recordId: string }
  | { readonly type: 'License' | AssigneeType; readonly accountKey: string; readonly externalId: string }
  | {
      readonly type: 'LicenseAssignment';
      readonly accountKey: string;
      readonly licenseId: string;
      readonly kind: AssigneeKind;
      readonly assigneeId: string;
    };
/** Things that License Graph keeps itself; their ids belong to no account. */
export type RecordType = 'ChangeSet' | 'LicenseChange';
export type AssigneeType = (typeof TYPE_OF_KIND)[AssigneeKind];

export const TYPE_OF_KIND = {
  USER: 'User',
  DEVICE: 'Device',
  WORKSPACE: 'Workspace',
  ENTITY: 'Entity',
} as const satisfies Record<AssigneeKind, string>;

/** The kind behind the SDL type of an assignee. */
export const KIND_OF_TYPE = {
  User: 'USER',
  Device: 'DEVICE',
  Workspace: 'WORKSPACE',
  Entity: 'ENTITY',
} as const;

export function encodeId(id: DecodedId): string {
  return encodeParts(partsOf(id));
}

/** The text of an id, by its type and what follows: also of things that are no nodes. */
export function encodeParts(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** Throws BAD_ID for a text that `encodeId` does not give. */
export function decodeId(text: string): DecodedId {
  const id = text.length > 2_000 ? null : fromParts(parse(text));
  // Base64 has several spellings of one value: only the one given out counts.
  if (id === null || encodeId(id) !== text) {
    throw callerError(
      'BAD_ID',
      'This is not an id of this graph.',
      'Pass an id exactly as a query returned it.',
    );
  }
  return id;
}

function partsOf(id: DecodedId): readonly string[] {
  switch (id.type) {
    case 'Account':
      return [id.type, id.accountKey];
    case 'LicenseAssignment':
      return [id.type, id.accountKey, id.licenseId, id.kind, id.assigneeId];
    case 'ChangeSet':
    case 'LicenseChange':
      return [id.type, id.recordId];
    default:
      return [id.type, id.accountKey, id.externalId];
  }
}

function parse(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}

function fromParts([type, ...parts]: readonly string[]): DecodedId | null {
  switch (type) {
    case 'Account':
      return isOne(parts) ? { type, accountKey: parts[0] } : null;
    case 'ChangeSet':
    case 'LicenseChange':
      return isOne(parts) ? { type, recordId: parts[0] } : null;
    case 'LicenseAssignment':
      return assignmentOf(parts);
    default:
      return externalOf(type, parts);
  }
}

function isOne(parts: readonly string[]): parts is readonly [string] {
  return parts.length === 1;
}

function assignmentOf(parts: readonly string[]): DecodedId | null {
  const [accountKey, licenseId, kind, assigneeId] = parts;
  if (accountKey === undefined || licenseId === undefined || parts.length !== 4) return null;
  if (kind === undefined || assigneeId === undefined || !isKind(kind)) return null;
  return { type: 'LicenseAssignment', accountKey, licenseId, kind, assigneeId };
}

/** Of something that its provider has an id for. */
function externalOf(type: string | undefined, parts: readonly string[]): DecodedId | null {
  const [accountKey, externalId] = parts;
  if (accountKey === undefined || externalId === undefined || parts.length !== 2) return null;
  if (type !== 'License' && !isAssigneeType(type)) return null;
  return { type, accountKey, externalId };
}

function isKind(text: string): text is AssigneeKind {
  return Object.hasOwn(TYPE_OF_KIND, text);
}

function isAssigneeType(text: string | undefined): text is AssigneeType {
  return text !== undefined && Object.hasOwn(KIND_OF_TYPE, text);
}

/** The id under which License Graph itself keeps the thing. Throws BAD_ID for a text that is no id, or the id of another type. */
export function recordId(type: RecordType, text: string): string {
  const id = decodeId(text);
  if (id.type === type) return id.recordId;
  throw wrongType(id, type);
}

/** BAD_ID for the id of something else. */
export function wrongType({ type }: DecodedId, wanted: string): ProblemError {
  return callerError('BAD_ID', `This id is of type ${type}, and one of type ${wanted} is asked for.`);
}

/** The assignee an id names; null for the id of something else. */
export function assigneeOfId(
  id: DecodedId,
): { readonly kind: AssigneeKind; readonly accountKey: string; readonly externalId: string } | null {
  if (!('externalId' in id) || id.type === 'License') return null;
  return { kind: KIND_OF_TYPE[id.type], accountKey: id.accountKey, externalId: id.externalId };
}
