// License definitions as licenses.
import { oneByOne } from '../../../batching/chunk.ts';
import type { Call } from '../../../domain/call.ts';
import type { License, LicenseDetails, LicenseKey } from '../../../domain/license.ts';
import type { Listed, Slots } from '../../../domain/page.ts';
import { gapOf } from '../../../upstream/parse.ts';
import { readDefinition, readDefinitions } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import type { LicenseDefinition } from '../wire/licenses.ts';

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
export async function readCatalogue(context: Context, call: Call): Promise<Listed<License>> {
  const definitions = await readDefinitions(context, call);
  const listed = new Set(definitions.rows.map(({ id }) => id));
  const licenses = new Map<string, License>();
  for (const definition of definitions.rows) {
    if (licenses.has(definition.id)) continue;
    licenses.set(definition.id, toLicense(definition, context.accountKey, listed));
  }
  return { items: [...licenses.values()], gap: gapOf(definitions) };
}

/** Licenses with their permissions, one call each. */
export function readLicensesInFull(
  context: Context,
  licenseIds: readonly string[],
  call: Call,
): Promise<Slots<License>> {
  return oneByOne(licenseIds, LIMITS.definitionsAtOnce, async (id) => {
    const definition = await readDefinition(context, id, call);
    if (definition === null) return null;
    // This is all there is: permissions missing here are none (genesys contract 2.2).
    const { permissions = [] } = definition;
    return toLicense({ ...definition, permissions }, context.accountKey);
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
    name: definition.name,
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
