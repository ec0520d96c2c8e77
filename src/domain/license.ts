// A license: something assignable, as its provider lists it.
import type { AssigneeKind } from './account.ts';

export interface LicenseKey {
  readonly accountKey: string;
  /** The provider's own id, exactly as it spells it. */
  readonly externalId: string;
}

/** Seat numbers as reported. `available` may be negative: vendors allow more assignments than seats. */
export interface Seats {
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly assignedToUsers: number | null;
  readonly assignedToWorkspaces: number | null;
  /** False for built-in licenses, whose seats cannot run out. */
  readonly countable: boolean;
}

/** Fields that only one provider has: those of the SDL type that `__typename` names. */
export interface LicenseDetails extends LicenseKey {
  readonly __typename: string;
}

export interface License extends LicenseKey {
  readonly name: string | null;
  readonly description: string | null;
  readonly assigneeKinds: readonly AssigneeKind[];
  readonly seats: Seats | null;
  readonly details: LicenseDetails | null;
}
