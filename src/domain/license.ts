// A license: something assignable, as its provider lists it.
import type { AssigneeKind } from './account.ts';

export interface LicenseKey {
  readonly accountKey: string;
  /** The provider's own id, exactly as it spells it. */
  readonly externalId: string;
}

/** Seat numbers as reported. `available` may be negative: vendors over-assign. */
export interface Seats {
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly assignedToUsers: number | null;
  readonly assignedToWorkspaces: number | null;
  /** False for built-in licenses whose numbers are not seats that run out. */
  readonly countable: boolean;
}

/** What only one provider has, under the name of its SDL type; the fields are those of that type. */
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
