// Licenses, and the details that only one provider has.
import type { License } from '../../domain/license.ts';
import { licenseHoldersConnection } from '../lists/assignments.ts';
import { isFinal } from '../lists/look-ahead.ts';
import type { GraphContext } from '../context.ts';
import type {
  GenesysLicenseDetailsResolvers,
  LicenseDetailsResolvers,
  LicenseResolvers,
} from '../generated/resolvers.ts';
import { encodeId } from '../nodes/ids.ts';
import { keptHolders } from '../inventory/hanging.ts';
import { accountModel, isKept, licenseRow, readAlong, sourceOfThing } from '../inventory/sources.ts';
import { orNamed } from '../freshness/names.ts';
import type { LicenseModel, Sourced } from '../nodes/models.ts';
import { byId } from '../nodes/reference.ts';

/** A field that may have come with the parent, and else is in the catalogue; null when the license is not listed. */
function fact<F extends keyof License>(name: F) {
  return (
    parent: LicenseModel,
    _args: object,
    context: GraphContext,
  ): License[F] | null | Promise<License[F] | null> => {
    const known: Partial<License>[F] = parent[name];
    if (known !== undefined) return known;
    if (isKept(parent)) return licenseRow(parent, context).then((row) => row?.value[name] ?? null);
    return orNamed<License[F] | null>(context, parent, name, async () => {
      const full = await context.loaders.license(parent);
      return full?.[name] ?? null;
    });
  };
}

const assigneeKinds = fact('assigneeKinds');

/** The name of a license, from where the license comes from. */
export const nameOfLicense = fact('name');

export const license: LicenseResolvers = {
  __resolveReference: byId('License'),
  id: ({ accountKey, externalId }) => encodeId({ type: 'License', accountKey, externalId }),
  account: (parent, _args, { accounts }) => accountModel(accounts.get(parent.accountKey), parent),
  provider: ({ accountKey }, _args, { accounts }) => accounts.get(accountKey).provider,
  name: nameOfLicense,
  description: fact('description'),
  assigneeKinds: async (parent, args, context) => {
    const kinds = await assigneeKinds(parent, args, context);
    if (kinds === null) return null;
    // Of a license that an assignment alone tells of nobody has said who can hold it. There are also some that nobody can.
    const isUntold =
      kinds.length === 0 && isKept(parent) && (await nameOfLicense(parent, args, context)) === null;
    return isUntold ? null : [...kinds];
  },
  seats: fact('seats'),
  details: fact('details'),
  assignments: (parent, page, context, info) => {
    if (isKept(parent)) return keptHolders(parent, page, context);
    return licenseHoldersConnection(context.loaders, parent, {
      ...page,
      isFinal: isFinal(info),
      scope: [JSON.stringify(['holders', parent.accountKey, parent.externalId])],
    });
  },
  source: (parent, _args, context) => sourceOfThing(parent, context, (kept) => licenseRow(kept, context)),
};

/** Licenses that details name, from where the details are. */
function licensesIn({ source }: Sourced, licenses: readonly LicenseModel[]): LicenseModel[] {
  return licenses.map((one) => (source === undefined ? one : { ...one, source: readAlong(source.asOf) }));
}

export const genesysLicenseDetails: GenesysLicenseDetailsResolvers = {
  permissions: async (parent, _args, { loaders }) => {
    if (parent.permissions) return [...parent.permissions];
    if (isKept(parent)) return null;
    const full = await loaders.licenseInFull(parent);
    // The details of a license are of the same type whether read alone or in the catalogue.
    const details = full?.details as typeof parent | null | undefined;
    return details?.permissions ? [...details.permissions] : null;
  },
  prerequisites: (parent) => licensesIn(parent, parent.prerequisites),
  comprises: (parent) => licensesIn(parent, parent.comprises),
};

/** Adapters label their details with the SDL type; the schema itself refuses a label it does not have. */
export const detailsType: LicenseDetailsResolvers['__resolveType'] = ({ __typename }) =>
  __typename as ReturnType<LicenseDetailsResolvers['__resolveType'] & object>;
