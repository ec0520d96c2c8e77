// The JSON of license definitions and of the licenses users hold (genesys contract 2.2).
import { otherLicenseId, type Definition } from '../seed/catalogue.ts';
import type { Org } from '../state/state.ts';
import type { Settings } from '../switches.ts';

/** The id of a user in answers about licenses. */
export function licenseUserId(org: Org, index: number, { userIdCase }: Settings): string {
  const id = org.directory.idOf(index);
  return userIdCase === 'lower' ? id : id.toUpperCase();
}

function definitionUri(id: string): string {
  return `/api/v2/license/definitions/${encodeURIComponent(id)}`;
}

/** The `selfUri` of a user with their licenses. */
export function licenseUserUri(userId: string): string {
  return `/api/v2/license/users/${userId}`;
}

/** The license whose description is a number while `oddRows` is on. */
const ODDLY_NAMED = 'collaboratePro';

/** A definition. `skinny` leaves `permissions` out (U14); `omitOptional` leaves empty lists out. */
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

/** A held license as an object; one without definition has only its id and `selfUri`. */
export function toHeldLicense(held: string, org: Org, settings: Settings): object {
  const definition = org.definitions.find((candidate) => candidate.id === held);
  const id = otherLicenseId(held, settings);
  return definition ? toDefinition(definition, settings) : { id, selfUri: definitionUri(id) };
}
