// The values that resolvers pass to one another, where they are not plain domain values.
import type { Account } from '../../domain/account.ts';
import type { Assignee, Device, Entity, User, Workspace } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { AuditEvent, ChangeSet, RequestRecord, ScheduledRemoval } from '../../domain/change-set.ts';
import type { License, LicenseDetails, LicenseKey } from '../../domain/license.ts';
import type { Problem } from '../../domain/problem.ts';
import type { DecodedId } from './ids.ts';
import type { ConnectionModel } from '../lists/connection.ts';

/** A license known by its key, with as much of it as has been read. */
export type LicenseModel = LicenseKey & Partial<License>;

/** The SDL types that have an id. */
type NodeType = DecodedId['type'];

/** A value with the name of its SDL type: a fresh object, because the federation library writes on it. */
export type NodeModel = { readonly __typename: NodeType } & (
  Account | LicenseModel | Assignment | Assignee | ChangeSet | RequestRecord
);

/** The same person in several accounts; everything about them is read by the address. */
export interface PersonModel {
  /** Lower case. */
  readonly email: string;
}

/** Details whose permissions the catalogue may have left out: undefined then. */
export interface PermissionedDetails extends LicenseDetails {
  readonly permissions?: readonly string[];
  readonly prerequisites: readonly LicenseModel[];
  readonly comprises: readonly LicenseModel[];
}

export type LicenseConnectionModel = ConnectionModel<LicenseModel>;
export type AssignmentConnectionModel = ConnectionModel<Assignment>;
export type UserConnectionModel = ConnectionModel<User>;
export type DeviceConnectionModel = ConnectionModel<Device>;
export type WorkspaceConnectionModel = ConnectionModel<Workspace>;
export type EntityConnectionModel = ConnectionModel<Entity>;
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
