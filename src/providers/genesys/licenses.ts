// License definitions as licenses, and what hangs on them: inference from roles, feature toggles.
import { inChunks } from '../../batching/chunk.ts';
import type { Call } from '../../domain/call.ts';
import type { License, LicenseDetails, LicenseKey } from '../../domain/license.ts';
import type { Slots } from '../../domain/page.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { FeatureToggle } from '../provider.ts';
import {
  PAGE_SIZE,
  inferLicensesOfRoles,
  readDefinition,
  readDefinitions,
  readToggle,
  writeToggle,
  type Api,
} from './client.ts';
import type { LicenseDefinition, Toggle } from './wire.ts';

/** Definitions read side by side; there is no batch of them. */
const WIDTH = 4;

/** Fields of the SDL type of this name. */
export interface GenesysLicenseDetails extends LicenseDetails {
  readonly __typename: 'GenesysLicenseDetails';
  /** undefined where the list left them out: `licensesInFull` has them (genesys contract 6.2). */
  readonly permissions: readonly string[] | undefined;
  readonly prerequisites: readonly LicenseKey[];
  /** Whole licenses where the definition has more of them than the id. */
  readonly comprises: readonly (LicenseKey | License)[];
}

/** Every license of the account, in one call. */
export async function readCatalogue(api: Api, call: Call): Promise<readonly License[]> {
  const licenses = new Map<string, License>();
  for (const definition of await readDefinitions(api, call)) {
    const license = toLicense(definition, api.accountKey);
    if (license !== null && !licenses.has(license.externalId)) licenses.set(license.externalId, license);
  }
  return [...licenses.values()];
}

/** Licenses with their permissions, one call each. */
export function readLicensesInFull(
  api: Api,
  licenseIds: readonly string[],
  call: Call,
): Promise<Slots<License>> {
  return inChunks(licenseIds, { size: 1, width: WIDTH }, async ([id = '']) => {
    const definition = await readDefinition(api, id, call);
    if (definition === null) return new Map<string, License>();
    if (definition.id !== id)
      throw badResponse(api.accountKey, 'The provider answered with another license.');
    // This is all there is: permissions missing here are none (genesys contract 2.2).
    const license = toLicense({ ...definition, permissions: definition.permissions ?? [] }, api.accountKey);
    return new Map(license === null ? [] : [[id, license]]);
  });
}

/** A definition as a license; null without an id. `within` are the ids it is contained in. */
export function toLicense(
  definition: LicenseDefinition,
  accountKey: string,
  within: readonly string[] = [],
): License | null {
  const externalId = definition.id;
  if (externalId === null) return null;
  const details: GenesysLicenseDetails = {
    __typename: 'GenesysLicenseDetails',
    accountKey,
    externalId,
    permissions: definition.permissions,
    prerequisites: definition.prerequisites.flatMap(({ id }) =>
      id === null ? [] : [{ accountKey, externalId: id }],
    ),
    comprises: definition.comprises.flatMap((part) => toPart(part, accountKey, [...within, externalId])),
  };
  return {
    accountKey,
    externalId,
    name: definition.description,
    // The one text there is is the name; saying it twice would tell nothing.
    description: null,
    assigneeKinds: ['USER'],
    seats: null,
    details,
  };
}

/** A contained license; only its key where that is all there is, and where a bundle contains itself. */
function toPart(
  part: LicenseDefinition,
  accountKey: string,
  within: readonly string[],
): (LicenseKey | License)[] {
  if (part.id === null) return [];
  const license = within.includes(part.id) || isSkinny(part) ? null : toLicense(part, accountKey, within);
  return [license ?? { accountKey, externalId: part.id }];
}

/** Whether a definition says nothing but who it is. */
export function isSkinny(definition: LicenseDefinition): boolean {
  return (
    definition.description === null &&
    definition.permissions === undefined &&
    definition.prerequisites.length === 0 &&
    definition.comprises.length === 0
  );
}

/** Licenses that all these roles together would need. One base tier wins over all, so parts of the answer cannot be added up. */
export async function inferLicenses(
  api: Api,
  roleIds: readonly string[],
  call: Call,
): Promise<readonly string[]> {
  const roles = [...new Set(roleIds)];
  if (roles.length === 0) return [];
  if (roles.length > PAGE_SIZE)
    throw callerError('BAD_INPUT', `At most ${PAGE_SIZE} roles can be asked for.`);
  const licenseIds = await inferLicensesOfRoles(api, roles, call);
  if (licenseIds !== null) return [...new Set(licenseIds.filter((id) => id !== ''))];
  // An unknown role alone needs nothing; among others it must not hide what they need (genesys contract U21).
  if (roles.length === 1) return [];
  throw callerError('BAD_INPUT', 'The provider does not know one of these roles.', 'Ask for fewer roles.');
}

/** A feature toggle: deprecated upstream, always on. */
export function readFeatureToggle(api: Api, featureName: string, call: Call): Promise<FeatureToggle> {
  return toggle(featureName, () => readToggle(api, featureName, call));
}

/** Sets a feature toggle, which has no effect upstream (genesys contract 6.8). */
export function setFeatureToggle(api: Api, featureName: string, call: Call): Promise<FeatureToggle> {
  return toggle(featureName, () => writeToggle(api, featureName, call));
}

async function toggle(featureName: string, ask: () => Promise<Toggle>): Promise<FeatureToggle> {
  if (!/^[^\p{C}]{1,100}$/u.test(featureName)) {
    throw callerError('BAD_INPUT', 'A feature name has 1 to 100 characters and no control characters.');
  }
  const answer = await ask();
  return { featureName: answer.featureName ?? featureName, enabled: answer.enabled ?? null };
}
