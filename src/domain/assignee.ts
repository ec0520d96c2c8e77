// Assignees: who or what can hold a license. A value may be partly known: a field that is absent has not been read yet,
// a field that is null has been read and does not exist.
import type { AssigneeKind } from './account.ts';
import type { Assignment } from './assignment.ts';
import { ProblemError, problem } from './problem.ts';

interface AssigneeBase {
  readonly kind: AssigneeKind;
  readonly accountKey: string;
  /** The provider's own id, exactly as it spells it. */
  readonly externalId: string;
  /** Its assignments, when the read that found it returned them too. */
  readonly assignments?: readonly Assignment[];
}

/** An e-mail address in the form to compare: case and the two ways to write accents (UAX #15) make no difference. */
export function sameAddress(address: string): string {
  return address.normalize('NFC').toLowerCase();
}

/** The most candidates that the hint names. */
const MOST_NAMED = 5;

/**
 * The user with an address, out of all that have it: the only one, or the only one who is not deleted; null when there is none.
 * Throws AMBIGUOUS when several remain.
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
  /** As the provider spells it: compare with `sameAddress`. */
  readonly email: string | null;
  readonly userKind: UserKind;
  readonly state: UserState;
  /** The provider's own name of the state. */
  readonly rawState: string | null;
  /** RFC 3339 UTC. */
  readonly lastActiveAt: string | null;
  readonly department: string | null;
  readonly title: string | null;
  /** Accounts on meeting sites; null where the provider has no such thing. */
  readonly siteAccounts: readonly SiteAccount[] | null;
  /** External ids of licenses offered and not yet accepted; null where the provider has no offers or does not report them. */
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
  /** For a device from a listing: the provider's key of the device before it, where a listing of assignments can start. */
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
  /** The provider's name of the type: location, professional, event, or a type of the customer. */
  readonly entityType: string | null;
  readonly countryCode: string | null;
  /** RFC 3339 UTC. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}
export interface Entity extends AssigneeBase, Partial<EntityFacts> {
  readonly kind: 'ENTITY';
}

/** Facts that tell of what is held: a change of that changes them as well. */
export const FACTS_OF_HOLDINGS = ['siteAccounts', 'licenseAssigned'] as const satisfies readonly (
  keyof UserFacts | keyof DeviceFacts
)[];

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
