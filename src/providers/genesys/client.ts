// The operations of Genesys Cloud, one function each: request out, checked body back.
import type { Call } from '../../domain/call.ts';
import { parseBody } from '../../upstream/parse.ts';
import type { Upstream, UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import {
  LicenseDefinition,
  LicenseDefinitions,
  LicenseIds,
  LicenseUserListing,
  LicensesByUser,
  Toggle,
  UserListing,
  UserSearch,
} from './wire.ts';

/**
 * Rows of a page, ids of a look-up and of a batch (genesys contract U3, U4, U12, U13). GET /users would give 500 rows,
 * but then the licenses of one page would take five batches; so one page is one batch everywhere.
 */
export const PAGE_SIZE = 100;

/** Where the operations of one account go. */
export interface Api {
  readonly upstream: Upstream;
  readonly baseUrl: string;
  readonly accountKey: string;
}

function request(
  api: Api,
  method: 'GET' | 'POST',
  path: readonly string[],
  query: Query = {},
): UpstreamRequest {
  return { method, url: buildUrl(api.baseUrl, ['api', 'v2', ...path], query), effect: 'READ' };
}

/** The provider's own word that there is no such thing, 404 or 400 (genesys contract U19); a proxy's page is not. */
function tellsOfNone(response: UpstreamResponse): boolean {
  return (response.status === 404 || response.status === 400) && response.content === 'JSON';
}

/** Every license the organisation may hold; not paged. */
export async function readDefinitions(api: Api, call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'GET', ['license', 'definitions']), catalogue: true },
    call,
  );
  return parseBody(LicenseDefinitions, response, api.accountKey);
}

/** One license with its permissions; null when the organisation does not have it. */
export async function readDefinition(api: Api, licenseId: string, call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'GET', ['license', 'definitions', licenseId]), catalogue: true, accept: tellsOfNone },
    call,
  );
  return tellsOfNone(response) ? null : parseBody(LicenseDefinition, response, api.accountKey);
}

/** A page of who holds what. Needs no permission, unlike the batch (genesys contract 6.12). */
export async function readLicenseUsers(api: Api, pageNumber: number, call: Call) {
  const query = { pageSize: PAGE_SIZE, pageNumber };
  const response = await api.upstream.send(request(api, 'GET', ['license', 'users'], query), call);
  return parseBody(LicenseUserListing, response, api.accountKey);
}

/** What each of up to PAGE_SIZE users holds, by user id. */
export async function readLicensesOfUsers(api: Api, userIds: readonly string[], call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'POST', ['license', 'users']), json: userIds },
    call,
  );
  return parseBody(LicensesByUser, response, api.accountKey);
}

/** `any` because holders of licenses may be inactive, and the default hides them (genesys contract 6.4). */
const EVERY_STATE = { state: 'any', expand: 'dateLastLogin' };

/** A page of users. */
export async function readUsers(api: Api, pageNumber: number, call: Call) {
  const query = { pageSize: PAGE_SIZE, pageNumber, ...EVERY_STATE };
  const response = await api.upstream.send(request(api, 'GET', ['users'], query), call);
  return parseBody(UserListing, response, api.accountKey);
}

/** Up to PAGE_SIZE users by id, about 4 KB of URL; the default page size would cut them (genesys contract 3.1). */
export async function readUsersById(api: Api, userIds: readonly string[], pageNumber: number, call: Call) {
  const query = { id: userIds, pageSize: PAGE_SIZE, pageNumber, ...EVERY_STATE };
  const response = await api.upstream.send(request(api, 'GET', ['users'], query), call);
  return parseBody(UserListing, response, api.accountKey);
}

/** A page of the users with any of these e-mail addresses (genesys contract 3.3). */
export async function searchUsersByEmail(
  api: Api,
  addresses: readonly string[],
  pageNumber: number,
  call: Call,
) {
  const json = {
    pageSize: PAGE_SIZE,
    pageNumber,
    expand: ['dateLastLogin'],
    query: [
      { type: 'EXACT', fields: ['email'], values: addresses },
      { type: 'EXACT', fields: ['state'], values: ['active', 'inactive'] },
    ],
  };
  const response = await api.upstream.send({ ...request(api, 'POST', ['users', 'search']), json }, call);
  return parseBody(UserSearch, response, api.accountKey);
}

/** Licenses that roles need; null when the provider refuses the roles as unknown (genesys contract U21). */
export async function inferLicensesOfRoles(api: Api, roleIds: readonly string[], call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'POST', ['license', 'infer']), json: roleIds, accept: tellsOfNone },
    call,
  );
  return tellsOfNone(response) ? null : parseBody(LicenseIds, response, api.accountKey);
}

/** A feature toggle; deprecated upstream, always on. */
export async function readToggle(api: Api, featureName: string, call: Call) {
  const response = await api.upstream.send(request(api, 'GET', ['license', 'toggles', featureName]), call);
  return parseBody(Toggle, response, api.accountKey);
}

/** Sets a toggle. There is no body, but the vendor's own clients declare JSON on every call (genesys contract 1.3). */
export async function writeToggle(api: Api, featureName: string, call: Call) {
  const response = await api.upstream.send(
    {
      ...request(api, 'POST', ['license', 'toggles', featureName]),
      headers: { 'content-type': 'application/json' },
      effect: 'WRITE',
    },
    call,
  );
  return parseBody(Toggle, response, api.accountKey);
}

/** What becomes of one license. Both lists are required upstream, also when empty (genesys contract 2.2). */
export interface LicenseAssignment {
  readonly licenseId: string;
  readonly userIdsAdd: readonly string[];
  readonly userIdsRemove: readonly string[];
}

/** The sole write of licenses: the answer as it is, redirects included. */
export function assignLicenses(api: Api, assignments: readonly LicenseAssignment[], call: Call) {
  return api.upstream.send(
    {
      ...request(api, 'POST', ['license', 'organization']),
      json: { assignments },
      effect: 'WRITE',
      // Whoever redirects is not the provider, and says nothing of what happened behind it: that is no refusal.
      accept: ({ status }) => status >= 300 && status < 400,
    },
    call,
  );
}
