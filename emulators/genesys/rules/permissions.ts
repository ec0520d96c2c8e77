// Which permission each operation needs, in the older and the current API (genesys contract 2.1 and sections 3 to 5).
import type { Reply } from '../../core/http.ts';
import { failure } from '../errors.ts';
import type { Client } from '../state/state.ts';
import type { Settings } from '../switches.ts';

/** Any one of the list suffices; an empty list asks for a valid token only. */
type Needed = readonly string[];

/** What an operation needs. */
export interface Permission {
  /** `absent`: the older API had no such operation. */
  readonly legacy: Needed | 'absent';
  readonly current: Needed;
}

const GRANT_ADD = 'authorization:grant:add';
const ANY_PAIR = [GRANT_ADD, 'authorization:license:view'];

function always(...needed: string[]): Permission {
  return { legacy: needed, current: needed };
}

/** One row for each operation. */
export const permissionFor = {
  definitions: { legacy: [GRANT_ADD], current: ANY_PAIR },
  definition: { legacy: [GRANT_ADD], current: ANY_PAIR },
  listLicenseUsers: always(),
  getLicenseUsers: { legacy: [], current: ANY_PAIR },
  licenseUser: { legacy: [GRANT_ADD], current: ANY_PAIR },
  infer: always(),
  inferPermissions: { legacy: 'absent', current: ANY_PAIR },
  assign: always(GRANT_ADD),
  toggles: { legacy: [GRANT_ADD], current: [] },
  users: always(),
  searchUsers: always('directory:user:view'),
  roles: always('authorization:role:view'),
  self: always(),
  usage: always('billing:subscription:read', 'billing:subscription:view'),
  trusteeBilling: always('affiliateOrganization:clientBilling:view'),
} satisfies Record<string, Permission>;

/** The 403 for a client that holds none of what is needed; U16 for its `messageParams`. */
export function refuseWithout(client: Client, needed: Needed, settings: Settings): Reply | undefined {
  if (needed.length === 0 || needed.some((permission) => client.permissions.has(permission)))
    return undefined;
  const permissions = `[${needed.join(', ')}]`;
  const extras = settings.permissionParams ? { messageParams: { permissions } } : {};
  if (needed.length > 1) {
    return failure(
      403,
      'missing.any.permissions',
      `None of the required permissions is held: ${permissions}`,
      extras,
    );
  }
  return failure(403, 'missing.permissions', `A required permission is not held: ${permissions}`, extras);
}
