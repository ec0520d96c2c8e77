// State to wire: the JSON of licenses, roles and orgs (genesys contract 2.2, 3.4).
import { otherLicenseId, type Definition } from '../seed/catalogue.ts';
import type { Policy, Role } from '../state/roles.ts';
import type { Settings } from '../switches.ts';
import type { Client, Org } from '../state/state.ts';

/** The id of a user where licenses are told. */
export function licenseUserId(org: Org, index: number, { userIdCase }: Settings): string {
  const id = org.directory.idOf(index);
  return userIdCase === 'lower' ? id : id.toUpperCase();
}

function definitionUri(id: string): string {
  return `/api/v2/license/definitions/${encodeURIComponent(id)}`;
}

export function licenseUserUri(userId: string): string {
  return `/api/v2/license/users/${userId}`;
}

/** The license whose name is a number while rows are odd. */
const ODDLY_NAMED = 'collaboratePro';

/** `skinny` leaves `permissions` out (U14); optional empty lists go with `omitOptional`. */
export function toDefinition(definition: Definition, settings: Settings, skinny = false): object {
  const { description, permissions, prerequisites, comprises } = definition;
  const id = otherLicenseId(definition.id, settings);
  const keep = (list: readonly unknown[]): boolean => list.length > 0 || !settings.omitOptional;
  return {
    id,
    description: settings.oddRows && id === ODDLY_NAMED ? 7 : description,
    ...(!skinny && { permissions: { ids: permissions } }),
    ...(keep(prerequisites) && {
      prerequisites: prerequisites.map((needed) => ({ id: needed, selfUri: definitionUri(needed) })),
    }),
    ...(keep(comprises) && { comprises: comprises.map((part) => toDefinition(part, settings, true)) }),
    ...(!settings.omitOptional && { selfUri: definitionUri(id) }),
  };
}

/** A held license as an object; one whose definition is gone has nothing but its id. */
export function toHeldLicense(held: string, org: Org, settings: Settings): object {
  const definition = org.definitions.find((candidate) => candidate.id === held);
  const id = otherLicenseId(held, settings);
  return definition ? toDefinition(definition, settings) : { id, selfUri: definitionUri(id) };
}

/** What a role states of itself, its license mapping included where it has one. */
export function toRole(role: Role, userCount: number | undefined, settings: Settings): object {
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
      dateLicenseLastUpdated: '2026-03-02T10:15:00.000Z',
    }),
    selfUri: `/api/v2/authorization/roles/${role.id}`,
  };
}

function toPolicyWire({ domain, entityName, actionSet }: Policy): object {
  return { domain, entityName, actionSet, allowConditions: false };
}

export function toOrganization(org: Org): object {
  return {
    id: org.id,
    name: org.name,
    domain: org.domain,
    state: 'active',
    version: 12,
    selfUri: '/api/v2/organizations/me',
  };
}

/** Who the token is: genesys contract 1.2. Client credentials carry no scopes. */
export function toTokenInfo(org: Org, client: Client): object {
  const organization = { id: org.id, name: org.name };
  return {
    organization,
    homeOrganization: organization,
    authorizedScope: [],
    OAuthClient: { id: client.id, name: client.name, organization },
  };
}
