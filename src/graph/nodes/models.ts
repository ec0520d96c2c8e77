// The values that resolvers pass to one another, where they are not plain domain values.
import type { Account } from '../../domain/account.ts';
import type { Assignee, Device, Entity, User, Workspace } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { AccountCoverage } from '../../domain/coverage.ts';
import type { EventOrigin } from '../../domain/inventory/events.ts';
import type { FoundAssignment, FoundRow } from '../../domain/inventory/search.ts';
import type { AuditEvent, ChangeSet, RequestRecord, ScheduledRemoval } from '../../domain/change-set.ts';
import type { License, LicenseDetails, LicenseKey } from '../../domain/license.ts';
import type { Problem } from '../../domain/problem.ts';
import type { DecodedId } from './ids.ts';
import type { ConnectionModel } from '../lists/connection.ts';

/** Where in the inventory a value is. Times are RFC 3339 UTC. */
export interface InventorySource {
  /** As it was then; null: as it is now. */
  readonly asOf: string | null;
  /** When it was last seen to be so, and the surrogate key of its row; null where it was read along with something else. */
  readonly observedAt: string | null;
  readonly rowId: number | null;
  /** Of an assignee: all that it holds, in the order of their keys, where that was read along. */
  readonly holdings?: readonly FoundRow<FoundAssignment>[] | undefined;
}

/** A value that says where it comes from: absent for what was read from its provider. What is reached from it comes from there as well. */
export interface Sourced {
  readonly source?: InventorySource;
}

/** A value read from its provider, unless it says otherwise here. What is reached from it is read anew. */
export interface Seen {
  /**
   * RFC 3339 UTC, when it was last seen to be so: of a value that comes from the inventory because the caller takes answers of
   * some age.
   */
  readonly seenAt?: string;
  /** Set on what a record of our own is about: its names are those of the inventory, where that has them. */
  readonly isNamed?: true;
}

export type AccountModel = Account & Sourced;
export type CoverageModel = AccountCoverage & Sourced;

/** A license known by its key, with as much of it as has been read. */
export type LicenseModel = LicenseKey & Partial<License> & Sourced & Seen;

export type AssigneeModel = Assignee & Sourced & Seen;
export type UserModel = User & Sourced & Seen;
export type DeviceModel = Device & Sourced & Seen;
export type WorkspaceModel = Workspace & Sourced & Seen;
export type EntityModel = Entity & Sourced & Seen;

/** An assignment; what was observed of it is known of those in the inventory alone. */
export type AssignmentModel = Assignment &
  Sourced &
  Seen & { readonly heldSince?: string | null; readonly origin?: EventOrigin | null };

/** The SDL types that have an id. */
type NodeType = DecodedId['type'];

/** A value with the name of its SDL type: a fresh object, because the federation library writes on it. */
export type NodeModel = { readonly __typename: NodeType } & (
  AccountModel | LicenseModel | AssignmentModel | AssigneeModel | ChangeSet | RequestRecord
);

/** The same person in several accounts; everything about them is read by the address. */
export interface PersonModel extends Sourced {
  /** Lower case. */
  readonly email: string;
  /** Their users, where they were read along. */
  readonly users?: readonly AssigneeModel[];
  /** The accounts that are looked at; all of the caller when absent. */
  readonly accounts?: readonly Account[];
}

/** Details whose permissions the catalogue may have left out: undefined then. */
export interface PermissionedDetails extends LicenseDetails, Sourced {
  readonly permissions?: readonly string[];
  readonly prerequisites: readonly LicenseModel[];
  readonly comprises: readonly LicenseModel[];
}

export type LicenseConnectionModel = ConnectionModel<LicenseModel>;
export type AssignmentConnectionModel = ConnectionModel<AssignmentModel>;
export type UserConnectionModel = ConnectionModel<UserModel>;
export type DeviceConnectionModel = ConnectionModel<DeviceModel>;
export type WorkspaceConnectionModel = ConnectionModel<WorkspaceModel>;
export type EntityConnectionModel = ConnectionModel<EntityModel>;
export type ChangeSetConnectionModel = ConnectionModel<ChangeSet>;
export type ChangeConnectionModel = ConnectionModel<RequestRecord>;
export type ScheduledRemovalConnectionModel = ConnectionModel<ScheduledRemoval>;
export type AuditEventConnectionModel = ConnectionModel<AuditEvent>;

/** The answer of a mutation. */
export interface ChangeSetPayloadModel {
  readonly changeSet: ChangeSet | null;
  readonly problems: readonly Problem[];
  readonly replayed: boolean;
}
