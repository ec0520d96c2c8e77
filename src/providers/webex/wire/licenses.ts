// Licenses and their users as Webex sends them (webex contract 3).
import { Text } from '../../../upstream/fields.ts';
import { CountOrText, type Fields } from './fields.ts';
import type { Rows } from './rows.ts';

/** A license (webex contract 3). */
export interface WebexLicense {
  readonly id: string;
  readonly name: string | null;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly assignedToUsers: number | null;
  readonly assignedToWorkspaces: number | null;
  readonly subscriptionId: string | null;
  readonly siteUrl: string | null;
  readonly siteType: string | null;
}

/** One row of a license's assigned users (webex contract 3.1). */
export interface Holder {
  readonly id: string;
  readonly type: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
}

/** A license with one page of the users it is assigned to. */
export interface HoldersBody {
  readonly license: WebexLicense;
  /** Whether everything that the catalogue tells of a license is told here: samples of this answer are shorter (webex contract 3.1). */
  readonly isLicenseWhole: boolean;
  readonly users: Rows<Holder> | null;
}

export function toLicense(id: string, field: Fields): WebexLicense {
  return {
    id,
    name: field.required('name', Text),
    total: field.value('totalUnits', CountOrText),
    assigned: field.value('consumedUnits', CountOrText),
    assignedToUsers: field.value('consumedByUsers', CountOrText),
    assignedToWorkspaces: field.value('consumedByWorkspaces', CountOrText),
    subscriptionId: field.value('subscriptionId', Text),
    siteUrl: field.value('siteUrl', Text),
    siteType: field.value('siteType', Text),
  };
}

export function toHolder(id: string, field: Fields): Holder {
  return {
    id,
    type: field.value('type', Text),
    displayName: field.value('displayName', Text),
    email: field.value('email', Text),
  };
}
