// The JSON of roles (genesys contract 3.4).
import { DAY } from '../../seed/moments.ts';
import { otherLicenseId } from '../seed/catalogue.ts';
import type { Policy, Role } from '../state/roles.ts';
import type { Org } from '../state/state.ts';
import type { Settings } from '../switches.ts';

/** A role of an org, with the licenses it asks for if there are any. */
export function toRole(
  { seededAt }: Org,
  role: Role,
  userCount: number | undefined,
  settings: Settings,
): object {
  const [baseLicense, ...addonLicenses] = role.licenses.map((id) => otherLicenseId(id, settings));
  return {
    id: role.id,
    name: role.name,
    permissionPolicies: role.policies.map(toPolicyWire),
    ...(userCount !== undefined && { userCount }),
    default: role.standard,
    ...(baseLicense !== undefined && {
      baseLicense,
      addonLicenses,
      dateLicenseLastUpdated: new Date(seededAt - 90 * DAY).toISOString(),
    }),
    selfUri: `/api/v2/authorization/roles/${role.id}`,
  };
}

function toPolicyWire({ domain, entityName, actionSet }: Policy): object {
  return { domain, entityName, actionSet, allowConditions: false };
}
