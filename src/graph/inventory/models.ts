// The values of the inventory that resolvers pass to one another.
import type { InventoryAccount, Sweep } from '../../domain/inventory/accounts.ts';
import type { AssigneeRef, GroupKey } from '../../domain/inventory/search.ts';
import type { ConnectionModel } from '../lists/connection.ts';
import type { AccountModel, LicenseModel, PersonModel, Sourced } from '../nodes/models.ts';

/** The inventory, as it is or as it was. Times are RFC 3339 UTC. */
export interface InventoryModel {
  /** The moment it was asked for; null: as it is now. */
  readonly asOf: string | null;
  /** The moment that answers are of; null where nobody asks for it. */
  readonly moment: string | null;
}

/** An account in the inventory, as it is or as it was. */
export type InventoryAccountModel = InventoryAccount & Sourced;

/** Assignments that have something in common. */
export interface GroupModel {
  readonly keys: readonly { readonly by: GroupKey; readonly value: string | null }[];
  /** Null unless they are grouped by ACCOUNT or LICENSE. */
  readonly account: AccountModel | null;
  /** Null unless they are grouped by LICENSE. */
  readonly license: LicenseModel | null;
  readonly assignments: number;
  readonly assignees: number;
}

export type GroupConnectionModel = ConnectionModel<GroupModel>;

export interface PersonConnectionModel extends ConnectionModel<PersonModel> {
  /** null unless people were asked for by address. */
  readonly unknownEmails: readonly string[] | null;
}

/** An assignee that was to be read now; null where it was not named well. */
export interface RefreshedAssigneeModel {
  readonly status: 'READ' | 'GONE' | 'FAILED';
  readonly ref: AssigneeRef | null;
}

/** An account that was to be swept. */
export interface RefreshedAccountModel {
  readonly accountKey: string;
  readonly sweep: Sweep | null;
  readonly isNew: boolean;
}
