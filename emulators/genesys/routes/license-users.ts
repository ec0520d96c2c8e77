// Which licenses users hold: three reads with three shapes (genesys contract 2.2).
import type { Reply, Route } from '../../core/http.ts';
import { share } from '../../seed/organisation.ts';
import { api, type Call } from '../call.ts';
import { notFound } from '../errors.ts';
import { paginate, readPage } from '../pages.ts';
import { readIds } from '../requests/body.ts';
import { userIdOfPath } from '../requests/parameters.ts';
import { permissionFor } from '../rules/permissions.ts';
import { ageing, isGone } from '../rules/visibility.ts';
import { otherLicenseId } from '../seed/catalogue.ts';
import type { UserState } from '../state/directory.ts';
import type { GenesysState } from '../state/state.ts';
import type { Settings } from '../switches.ts';
import { licenseUserId, licenseUserUri, toHeldLicense } from '../wire/licenses.ts';

const PATH = '/api/v2/license/users';

export const licenseUserRoutes: readonly Route<GenesysState>[] = [
  api('GET', PATH, permissionFor.listLicenseUsers, listUsers),
  api('POST', PATH, permissionFor.getLicenseUsers, getUsers),
  api('GET', `${PATH}/:userId`, permissionFor.licenseUser, getUser),
];

function listUsers(call: Call): Reply {
  const { request, settings } = call;
  const page = readPage(request.query, settings.maxLicensePageSize);
  const holders = ordered(call, listed(call));
  const rows = settings.driftingPages && page.number > 1 ? drift(holders, page.size) : holders;
  return { status: 200, body: paginate(rows, page, settings, (index) => toListRow(call, index)) };
}

/** Which users the list has, as U6 says. */
function listed(call: Call): readonly number[] {
  const { listDeleted, listInactive, listUnlicensed, goneUsers } = call.settings;
  const states: readonly UserState[] = [
    'active',
    ...(listInactive ? ['inactive' as const] : []),
    ...(listDeleted ? ['deleted' as const] : []),
  ];
  const everybody = call.org.directory.byId(states);
  const users = goneUsers > 0 ? everybody.filter((index) => !isGone(call, index)) : everybody;
  if (listUnlicensed) return users;
  const now = ageing(call);
  return users.filter((index) => call.org.assignments.visible(index, now).length > 0);
}

/** By user id, or in an order that clients cannot predict (U9). */
function ordered({ settings, org }: Call, holders: readonly number[]): readonly number[] {
  if (settings.licenseUserOrder === 'id') return holders;
  const rank = (index: number): number => share(`${org.space}-order`, index);
  return holders.toSorted((a, b) => rank(a) - rank(b));
}

/** The list after a new first row came in while page 1 was read: its last row is the first of page 2 again. */
function drift(holders: readonly number[], size: number): readonly number[] {
  return [...holders.slice(0, size), ...holders.slice(size - 1)];
}

function toListRow(call: Call, index: number): object {
  const { org, settings } = call;
  const id = licenseUserId(org, index, settings);
  const licenses = visibleLicenses(call, index);
  return {
    id,
    ...((licenses.length > 0 || !settings.omitOptional) && {
      licenses: inList(licenses, index, settings),
    }),
    ...(!settings.omitOptional && { selfUri: licenseUserUri(id) }),
  };
}

function visibleLicenses(call: Call, index: number): readonly string[] {
  const held = call.org.assignments.visible(index, ageing(call));
  return held.map((id) => otherLicenseId(id, call.settings));
}

/** Licenses as the list shows them: live orgs have rows with falsy entries and repeats (genesys contract 2.4.6), here one in twenty. */
function inList(licenses: readonly string[], index: number, settings: Settings): unknown {
  if (isOdd(index, settings)) return ODD;
  if (settings.nullLicenses && licenses.length === 0) return null;
  if (!settings.untidyLicenses || index % 20 !== 7) return licenses;
  return [...licenses, null, ...licenses.slice(0, 1)];
}

/** What odd rows have in place of the list of licenses. */
const ODD = 'not a list';

/** Whether a user has such a row in answers about many users; asked for alone, the row is as documented. */
function isOdd(index: number, { oddRows }: Settings): boolean {
  return oddRows && index % 50 === 14;
}

/** A map by user id. Values are lists, objects or whole users (U1); unknown users are left out, empty or an error (U2). */
function getUsers(call: Call): Reply {
  const { org, settings } = call;
  const entries: [string, unknown][] = [];
  for (const id of readIds(call).slice(settings.batchLeavesOut)) {
    const index = knownUser(call, id);
    if (index !== undefined) entries.push([licenseUserId(org, index, settings), mapValue(call, index)]);
    else if (settings.unknownUserIds === 'empty') entries.push([id, emptyValue(call, id)]);
    else if (settings.unknownUserIds === 'error') throw notFound('user', id);
  }
  return { status: 200, body: Object.fromEntries(entries) };
}

function mapValue(call: Call, index: number): unknown {
  const { org, settings } = call;
  if (isOdd(index, settings)) return ODD;
  const licenses = visibleLicenses(call, index);
  switch (settings.userLicensesValue) {
    case 'array':
      return licenses;
    case 'object':
      return { id: licenseUserId(org, index, settings), licenses };
    case 'licenseUser':
      return toLicenseUser(call, index);
  }
}

function emptyValue({ settings }: Call, id: string): unknown {
  return settings.userLicensesValue === 'array' ? [] : { id, licenses: [] };
}

/** The user with this id. Deleted ones are unknown here, unless the list has them (U6). */
function knownUser(call: Call, id: string): number | undefined {
  const { org, settings } = call;
  const index = org.directory.indexOf(id);
  if (index === undefined || isGone(call, index)) return undefined;
  return org.directory.stateOf(index) === 'deleted' && !settings.listDeleted ? undefined : index;
}

function getUser(call: Call): Reply {
  const id = userIdOfPath(call);
  const index = knownUser(call, id);
  if (index === undefined) throw notFound('user', id);
  return { status: 200, body: toLicenseUser(call, index) };
}

/** One user: `licenses` are objects here and ids in the list (genesys contract 2.2). */
function toLicenseUser(call: Call, index: number): object {
  const { org, settings } = call;
  const id = licenseUserId(org, index, settings);
  const licenses = org.assignments.visible(index, ageing(call));
  return {
    id,
    licenses: licenses.map((licenseId) => toHeldLicense(licenseId, org, settings)),
    ...(!settings.omitOptional && { selfUri: licenseUserUri(id) }),
  };
}
