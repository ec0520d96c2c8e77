// Who or what holds a license. A value may be partly known: a field that is absent has not been read yet,
// a field that is null has been read and does not exist.
import type { AssigneeKind } from './account.ts';
import type { Assignment } from './assignment.ts';
import { ProblemError, problem } from './problem.ts';

interface AssigneeBase {
  readonly kind: AssigneeKind;
  readonly accountKey: string;
  /** The provider's own id, exactly as it spells it. */
  readonly externalId: string;
  /** What it holds, when the read that found it said so as well. */
  readonly assignments?: readonly Assignment[];
}

/** An e-mail address as it is compared: without regard to case, and to how accents are composed (UAX #15). */
export function sameAddress(address: string): string {
  return address.normalize('NFC').toLowerCase();
}

/** Candidates that are named. */
const MOST_NAMED = 5;

/**
 * The user an address stands for: the one there is, or the one among several who is not deleted; null when there is none. Throws
 * AMBIGUOUS when it stands for several.
 */
export function theOneOf(users: readonly User[]): User | null {
  const there = users.filter(({ state }) => state !== 'DELETED');
  const [only, ...others] = there.length > 0 ? there : users;
  if (others.length === 0) return only ?? null;
  throw ambiguous(there.length > 0 ? there : users);
}

function ambiguous(users: readonly User[]): ProblemError {
  const named = users.slice(0, MOST_NAMED).map(({ externalId }) => externalId);
  const more = users.length - named.length;
  const ids = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  return new ProblemError(
    problem('AMBIGUOUS', 'CALLER', 'Several users have this address.', {
      hint: `Name the user by id: ${ids}.`,
    }),
  );
}

export type UserKind = 'INTERNAL' | 'EXTERNAL' | 'UNKNOWN';
export type UserState = 'ACTIVE' | 'INACTIVE' | 'PENDING' | 'DELETED' | 'UNKNOWN';

export interface SiteAccount {
  readonly siteUrl: string;
  readonly role: 'HOST' | 'ATTENDEE' | 'UNKNOWN';
  readonly rawRole: string;
}

export interface UserFacts {
  readonly displayName: string | null;
  /** As the provider spells it: compare without regard to case. */
  readonly email: string | null;
  readonly userKind: UserKind;
  readonly state: UserState;
  /** The provider's own word for the state. */
  readonly rawState: string | null;
  /** RFC 3339 UTC. */
  readonly lastActiveAt: string | null;
  readonly department: string | null;
  readonly title: string | null;
  /** Accounts on meeting sites; null where the provider has no such thing. */
  readonly siteAccounts: readonly SiteAccount[] | null;
  /** External ids of licenses offered and not yet accepted; null where the provider has no such thing or does not tell. */
  readonly pendingLicenseIds: readonly string[] | null;
  readonly pendingSiteAccounts: readonly SiteAccount[] | null;
}
export interface User extends AssigneeBase, Partial<UserFacts> {
  readonly kind: 'USER';
}

export interface SoftwareItem {
  readonly name: string | null;
  readonly version: string | null;
  /** RFC 3339 UTC. */
  readonly upgradedAt: string | null;
}

export interface DeviceFacts {
  readonly displayName: string | null;
  /** Fifteen digits. */
  readonly imei: string | null;
  readonly mdn: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly protocol: 'LWM2M' | 'OMADM' | 'HTTP' | 'NONE' | 'UNKNOWN' | null;
  readonly rawProtocol: string | null;
  readonly fotaEligible: boolean | null;
  readonly licenseAssigned: boolean | null;
  readonly status: string | null;
  readonly software: readonly SoftwareItem[] | null;
  /** RFC 3339 UTC, all three. */
  readonly createdAt: string | null;
  readonly refreshedAt: string | null;
  readonly lastConnectedAt: string | null;
}
export interface Device extends AssigneeBase, Partial<DeviceFacts> {
  readonly kind: 'DEVICE';
  /** The provider's key listed just before this one, when it came from a listing: where a listing of assignments can start. */
  readonly listedAfter?: string;
}

export interface WorkspaceFacts {
  readonly displayName: string | null;
  readonly callingType: string | null;
  readonly hotdesking: boolean | null;
  readonly supportedDevices: string | null;
  readonly locationId: string | null;
  /** RFC 3339 UTC. */
  readonly createdAt: string | null;
}
export interface Workspace extends AssigneeBase, Partial<WorkspaceFacts> {
  readonly kind: 'WORKSPACE';
}

export interface EntityFacts {
  readonly displayName: string | null;
  /** The provider's word: location, professional, event, or one of the customer's own. */
  readonly entityType: string | null;
  readonly countryCode: string | null;
  /** RFC 3339 UTC. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}
export interface Entity extends AssigneeBase, Partial<EntityFacts> {
  readonly kind: 'ENTITY';
}

export type Assignee = User | Device | Workspace | Entity;

/** Assignees of one kind. */
export type AssigneeOf<K extends AssigneeKind> = Extract<Assignee, { readonly kind: K }>;

/** What assignees hold by their own rows, by external id; and those whose rows do not tell it. */
export function heldByRows<A extends Assignee>(
  assignees: readonly A[],
): { readonly told: Map<string, readonly Assignment[]>; readonly untold: readonly A[] } {
  const told = new Map<string, readonly Assignment[]>();
  for (const { externalId, assignments } of assignees) if (assignments) told.set(externalId, assignments);
  return { told, untold: assignees.filter(({ externalId }) => !told.has(externalId)) };
}
