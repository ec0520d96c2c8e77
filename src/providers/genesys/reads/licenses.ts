// License definitions as licenses, and what hangs on them: inference from roles, feature toggles.
import { oneByOne } from '../../../batching/chunk.ts';
import type { Call } from '../../../domain/call.ts';
import type { License, LicenseDetails, LicenseKey } from '../../../domain/license.ts';
import type { Listed, Slots } from '../../../domain/page.ts';
import { callerError } from '../../../domain/problem.ts';
import type { FeatureToggle } from '../../provider.ts';
import {
  PAGE_SIZE,
  inferLicensesOfRoles,
  readDefinition,
  readDefinitions,
  readToggle,
  writeToggle,
  type Api,
} from '../client.ts';
import type { LicenseDefinition, Toggle } from '../wire/wire.ts';

/** Definitions read side by side; there is no batch of them. */
const WIDTH = 4;

/** Fields of the SDL type of this name. */
export interface GenesysLicenseDetails extends LicenseDetails {
  readonly __typename: 'GenesysLicenseDetails';
  /** undefined where the list left them out: `licensesInFull` has them (genesys contract 6.2). */
  readonly permissions: readonly string[] | undefined;
  readonly prerequisites: readonly LicenseKey[];
  /** With what the definition tells of each; only keys of those that the catalogue has as well. */
  readonly comprises: readonly LicensePart[];
}

/** A license inside another one, with as much of it as was told there. */
export type LicensePart = LicenseKey & Partial<License>;

/** Every license of the account, in one call. */
export async function readCatalogue(api: Api, call: Call): Promise<Listed<License>> {
  const { rows, leftOut } = await readDefinitions(api, call);
  const listed = new Set(rows.map(({ id }) => id));
  const licenses = new Map<string, License>();
  for (const definition of rows) {
    if (licenses.has(definition.id)) continue;
    licenses.set(definition.id, toLicense(definition, api.accountKey, listed));
  }
  return { items: [...licenses.values()], gap: leftOut > 0 ? 'ROWS_LEFT_OUT' : undefined };
}

/** Licenses with their permissions, one call each. */
export function readLicensesInFull(
  api: Api,
  licenseIds: readonly string[],
  call: Call,
): Promise<Slots<License>> {
  return oneByOne(licenseIds, WIDTH, async (id) => {
    const definition = await readDefinition(api, id, call);
    if (definition === null) return null;
    // This is all there is: permissions missing here are none (genesys contract 2.2).
    const { permissions = [] } = definition;
    return toLicense({ ...definition, permissions }, api.accountKey);
  });
}

/** A definition as a license. Of those in `elsewhere`, which are read otherwise, parts have the keys alone. */
export function toLicense(
  definition: LicenseDefinition,
  accountKey: string,
  elsewhere: ReadonlySet<string> = new Set(),
): License {
  return {
    accountKey,
    externalId: definition.id,
    name: definition.description,
    // The one text there is is the name; saying it twice would tell nothing.
    description: null,
    assigneeKinds: ['USER'],
    seats: null,
    details: toDetails(definition, accountKey, elsewhere),
  };
}

/** null where something in them cannot be read: lists without it would be others. */
function toDetails(
  { id, permissions, prerequisites = [], comprises = [] }: LicenseDefinition,
  accountKey: string,
  elsewhere: ReadonlySet<string>,
): GenesysLicenseDetails | null {
  if (prerequisites === null || comprises === null) return null;
  // A bundle may contain itself (genesys contract 2.2).
  const known = new Set([...elsewhere, id]);
  return {
    __typename: 'GenesysLicenseDetails',
    accountKey,
    externalId: id,
    permissions: permissions ?? undefined,
    prerequisites: prerequisites.map((needed) => ({ accountKey, externalId: needed.id })),
    comprises: comprises.map((part) => toPart(part, accountKey, known)),
  };
}

/** What a definition does not tell of a part is absent: another read may. */
function toPart(part: LicenseDefinition, accountKey: string, elsewhere: ReadonlySet<string>): LicensePart {
  if (elsewhere.has(part.id)) return { accountKey, externalId: part.id };
  const { name, details, ...rest } = toLicense(part, accountKey, elsewhere);
  return { ...rest, ...(name !== null && { name }), ...(tellsMore(part) && { details }) };
}

function tellsMore({ permissions, prerequisites, comprises }: LicenseDefinition): boolean {
  return permissions !== undefined || prerequisites !== undefined || comprises !== undefined;
}

/** A license as its holder comes with it: what others might tell otherwise is absent. null where it says nothing but who it is. */
export function toHeldLicense(definition: LicenseDefinition, accountKey: string): LicensePart | null {
  const { details, ...license } = toLicense(definition, accountKey);
  if (license.name === null) return null;
  const { permissions, prerequisites, comprises } = definition;
  // What is inside a bundle, the catalogue tells better.
  const isWhole = permissions != null && prerequisites != null && comprises?.length === 0;
  return isWhole ? { ...license, details } : license;
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
