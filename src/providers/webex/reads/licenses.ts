// Webex licenses in the words of License Graph.
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { Call } from '../../../domain/call.ts';
import type { License, LicenseDetails, Seats } from '../../../domain/license.ts';
import type { Listed, Slot } from '../../../domain/page.ts';
import { asProblemError } from '../../../domain/problem.ts';
import { fetchLicense, listLicenses } from '../client.ts';
import type { Context, ReadByKeysIn } from '../context.ts';
import { unread } from '../failures.ts';
import { canonicalId, licenseIdParts, siteOf } from '../ids.ts';
import type { WebexLicense } from '../wire/licenses.ts';

/** A site's kind, as far as it is known. */
type SiteType = 'CONTROL_HUB_MANAGED' | 'LINKED' | 'SITE_ADMIN_MANAGED' | 'UNKNOWN';

/** What only Webex licenses have. */
export interface WebexLicenseDetails extends LicenseDetails {
  readonly __typename: 'WebexLicenseDetails';
  readonly typeCode: string | null;
  readonly licenseUuid: string | null;
  readonly isWebexCalling: boolean;
  readonly isWebexCallingProfessional: boolean;
  readonly isWebexCallingBasic: boolean;
  readonly isWebexCallingWorkspaces: boolean;
  readonly isCustomerExperienceEssentials: boolean;
  readonly subscriptionId: string | null;
  readonly siteUrl: string | null;
  readonly siteType: SiteType | null;
  readonly rawSiteType: string | null;
}

const SITE_TYPES: ReadonlyMap<string, SiteType> = new Map([
  ['Control Hub managed site', 'CONTROL_HUB_MANAGED'],
  ['Linked site', 'LINKED'],
  ['Site Admin managed site', 'SITE_ADMIN_MANAGED'],
]);

/** Free ones show the number of users as both counts: with it they tell how many people there are (webex contract 3, 4). */
const FREE: ReadonlySet<string> = new Set(['FMS', 'FTM', 'FSS', 'FTC']);
/** Built in as well, with counts that say nothing: hybrid services and UCM (webex contract 3, 4). */
const BUILT_IN: ReadonlySet<string> = new Set([...FREE, 'CE', 'CG', 'HM', 'UCPREM']);
/** The same by name, for ids that do not tell a type (webex contract 11). */
const BUILT_IN_NAMES =
  /^(?:Hybrid - |Unified Communication Manager|Basic (?:Messaging|Meetings|Space Meetings)$|Call on Webex|(?:Free )?screen share)/i;

/** Types with other holders than users; every other type is for users (webex contract 4, 7). */
const HOLDERS: ReadonlyMap<string, readonly AssigneeKind[]> = new Map([
  ['BCSTD', ['USER', 'WORKSPACE']],
  ['BCCA', ['WORKSPACE']],
  ['BCHDO', ['WORKSPACE']],
  ['SD', ['WORKSPACE']],
  ['BCRLC', []],
]);
/** Room systems: nothing tells which workspace consumes them (webex contract 7). */
const UNATTRIBUTABLE = 'SD';

/** A license as the graph knows it. */
export function toLicense(license: WebexLicense, accountKey: string): License {
  return {
    accountKey,
    externalId: license.id,
    name: license.name,
    description: null,
    assigneeKinds: assigneeKinds(license),
    seats: seatsOf(license),
    details: detailsOf(license, accountKey),
  };
}

/** Whether workspaces have to be read to know every holder. */
export function mayBeOnWorkspaces(license: WebexLicense): boolean {
  if (license.assignedToWorkspaces === 0 || typeCode(license) === UNATTRIBUTABLE) return false;
  return assigneeKinds(license).includes('WORKSPACE');
}

/** How many workspaces hold it, as they are listed: what else than calling they consume is told of none of them (webex contract 7). */
export function countOnWorkspaces({ externalId, seats }: License): number | null {
  const code = licenseIdParts(externalId)?.typeCode ?? '';
  const isListed = code !== UNATTRIBUTABLE && HOLDERS.get(code)?.includes('WORKSPACE') === true;
  return isListed ? (seats?.assignedToWorkspaces ?? null) : null;
}

/** Whether users of other organisations may hold it: only licenses of a meeting site (webex contract 4, 5.4). */
export function mayBeOnExternals({ externalId, seats, details }: License): boolean {
  const siteUrl = details !== null && 'siteUrl' in details ? details.siteUrl : null;
  return (siteUrl ?? siteOf(externalId)) !== null && (seats?.assignedToUsers ?? seats?.assigned) !== 0;
}

function typeCode(license: WebexLicense): string | null {
  return licenseIdParts(license.id)?.typeCode ?? null;
}

function assigneeKinds(license: WebexLicense): readonly AssigneeKind[] {
  const kinds = new Set<AssigneeKind>(HOLDERS.get(typeCode(license) ?? '') ?? ['USER']);
  if ((license.assignedToUsers ?? 0) > 0) kinds.add('USER');
  if ((license.assignedToWorkspaces ?? 0) > 0) kinds.add('WORKSPACE');
  return [...kinds];
}

function seatsOf(license: WebexLicense): Seats {
  const { total, assigned } = license;
  const countable = isCountable(license);
  return {
    total,
    assigned,
    available: countable && total !== null && assigned !== null ? total - assigned : null,
    assignedToUsers: license.assignedToUsers,
    assignedToWorkspaces: license.assignedToWorkspaces,
    countable,
  };
}

function isCountable(license: WebexLicense): boolean {
  const code = typeCode(license);
  return !(code !== null && BUILT_IN.has(code)) && !BUILT_IN_NAMES.test(license.name ?? '');
}

// The rules of wxc_sdk to the letter, names and all (webex contract 4).
function detailsOf(license: WebexLicense, accountKey: string): WebexLicenseDetails {
  const parts = licenseIdParts(license.id);
  const isWebexCallingProfessional = license.name === 'Webex Calling - Professional';
  const isWebexCallingBasic = license.name === 'Webex Calling - Basic';
  const isWebexCallingWorkspaces = license.name === 'Webex Calling - Workspaces';
  return {
    __typename: 'WebexLicenseDetails',
    accountKey,
    externalId: license.id,
    typeCode: parts?.typeCode ?? null,
    licenseUuid: parts?.licenseUuid ?? null,
    isWebexCalling: isWebexCallingProfessional || isWebexCallingBasic || isWebexCallingWorkspaces,
    isWebexCallingProfessional,
    isWebexCallingBasic,
    isWebexCallingWorkspaces,
    isCustomerExperienceEssentials: license.name === 'Customer Experience - Essential',
    subscriptionId: license.subscriptionId,
    siteUrl: license.siteUrl,
    siteType: license.siteType === null ? null : (SITE_TYPES.get(license.siteType) ?? 'UNKNOWN'),
    rawSiteType: license.siteType,
  };
}

/** Every license of the organisation; what was read before where the context reads it once. */
export function readCatalogue(context: Context, call: Call): Promise<Listed<License>> {
  if (context.once === undefined) return readAnew(context, call);
  const { once } = context;
  // A failure is not kept: the next read may succeed.
  once.catalogue ??= readAnew(context, call).catch((error: unknown) => {
    once.catalogue = undefined;
    throw error;
  });
  return once.catalogue;
}

async function readAnew(context: Context, call: Call): Promise<Listed<License>> {
  const { items, gap } = await listLicenses(context, call);
  const counts = items.flatMap((license) =>
    FREE.has(typeCode(license) ?? '') ? (license.assigned ?? []) : [],
  );
  context.lastSeen.people = counts.length === 0 ? null : Math.max(...counts);
  return { items: items.map((license) => toLicense(license, context.accountKey)), gap };
}

/** Licenses by the ids asked for with: one is read alone, for several the catalogue is the cheaper one, and tells as much. */
export const readLicenses: ReadByKeysIn<License> = async (context, keys, call) => {
  const { accountKey, width } = context;
  const slots = new Map<string, Slot<License>>();
  const readOne = async (key: string): Promise<License | null> => {
    const license = await fetchLicense(context, canonicalId('LICENSE', key), call);
    return license && toLicense(license, accountKey);
  };
  const alone = keys.length === 1;
  try {
    const { items } = alone ? { items: [] } : await readCatalogue(context, call);
    const listed = new Map(items.map((license) => [license.externalId, license]));
    for (const key of keys) {
      const license = listed.get(canonicalId('LICENSE', key));
      if (license) slots.set(key, license);
    }
  } catch (error) {
    return new Map(keys.map((key) => [key, asProblemError(error)]));
  }
  const filled = await fillLeftOut(keys, slots, { call, width }, readOne);
  return new Map(keys.map((key) => [key, filled.has(key) ? (filled.get(key) ?? null) : unread(accountKey)]));
};
