// The operations of Genesys Cloud, one function each: request out, checked body back.
import type { Call } from '../../domain/call.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import type { Upstream, UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import { ErrorBody, LicenseIds, Toggle, type Wire } from './wire/wire.ts';

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
  readonly wire: Wire;
}

function request(
  api: Api,
  method: 'GET' | 'POST',
  path: readonly string[],
  query: Query = {},
): UpstreamRequest {
  return { method, url: buildUrl(api.baseUrl, ['api', 'v2', ...path], query), effect: 'READ' };
}

/** Whether a refusal is in the provider's own words (genesys contract 4.1): that of a proxy tells nothing of what there is. */
function isOwnRefusal(response: UpstreamResponse): boolean {
  return response.content === 'JSON' && (ErrorBody.safeParse(response.body).data?.code ?? null) !== null;
}

/** The provider's word that there is nothing under an id that it would have. */
function tellsOfNobody(response: UpstreamResponse): boolean {
  return response.status === 404 && isOwnRefusal(response);
}

/** The same of ids whose form nobody has written down: those it would never have are refused with 400 (genesys contract U19). */
function tellsOfNone(response: UpstreamResponse): boolean {
  return tellsOfNobody(response) || (response.status === 400 && isOwnRefusal(response));
}

/** Every license the organisation may hold; not paged. */
export async function readDefinitions(api: Api, call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'GET', ['license', 'definitions']), catalogue: true },
    call,
  );
  return parseBody(api.wire.LicenseDefinitions, response, api.accountKey);
}

/** One license with its permissions; null when the organisation does not have it. */
export async function readDefinition(api: Api, licenseId: string, call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'GET', ['license', 'definitions', licenseId]), catalogue: true, accept: tellsOfNone },
    call,
  );
  if (tellsOfNone(response)) return null;
  return about(licenseId, parseBody(api.wire.LicenseDefinition, response, api.accountKey), api);
}

/** The answer, if it is about what was asked for. */
function about<T extends { readonly id: string }>(id: string, answer: T, { accountKey }: Api): T {
  if (answer.id === id) return answer;
  throw badResponse(accountKey, 'The provider answered about another one than was asked for.');
}

/** A page of who holds what. Needs no permission, unlike the batch (genesys contract 6.12). */
export async function readLicenseUsers(api: Api, pageNumber: number, call: Call) {
  const query = { pageSize: PAGE_SIZE, pageNumber };
  const response = await api.upstream.send(request(api, 'GET', ['license', 'users'], query), call);
  return parseBody(api.wire.LicenseUserListing, response, api.accountKey);
}

/** What one user holds, with the definitions; null when the provider has no such user. */
export async function readLicensesOfUser(api: Api, userId: string, call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'GET', ['license', 'users', userId]), accept: tellsOfNobody },
    call,
  );
  if (tellsOfNobody(response)) return null;
  return about(userId, parseBody(api.wire.LicenseUser, response, api.accountKey), api).licenses;
}

/** What each of up to PAGE_SIZE users holds, by user id. */
export async function readLicensesOfUsers(api: Api, userIds: readonly string[], call: Call) {
  const response = await api.upstream.send(
    { ...request(api, 'POST', ['license', 'users']), json: userIds },
    call,
  );
  return parseBody(api.wire.LicensesByUser, response, api.accountKey);
}

const LAST_LOGIN = 'dateLastLogin';
/** `any` because holders of licenses may be inactive, and the default hides them (genesys contract 6.4). */
const EVERY_STATE = { state: 'any', expand: LAST_LOGIN };

/** A page of users. */
export async function readUsers(api: Api, pageNumber: number, call: Call) {
  const query = { pageSize: PAGE_SIZE, pageNumber, ...EVERY_STATE };
  const response = await api.upstream.send(request(api, 'GET', ['users'], query), call);
  return parseBody(api.wire.UserListing, response, api.accountKey);
}

/** Up to PAGE_SIZE users by id, about 4 KB of URL; the default page size would cut them (genesys contract 3.1). */
export async function readUsersById(api: Api, userIds: readonly string[], pageNumber: number, call: Call) {
  const query = { id: userIds, pageSize: PAGE_SIZE, pageNumber, ...EVERY_STATE };
  const response = await api.upstream.send(request(api, 'GET', ['users'], query), call);
  return parseBody(api.wire.UserListing, response, api.accountKey);
}

/** One user, who may be deleted: those are shown only when asked for as such (genesys contract 3.2). null for nobody. */
export async function readUser(api: Api, userId: string, call: Call) {
  for (const query of [{}, { state: 'deleted' }]) {
    const response = await api.upstream.send(
      {
        ...request(api, 'GET', ['users', userId], { expand: LAST_LOGIN, ...query }),
        accept: tellsOfNobody,
      },
      call,
    );
    if (tellsOfNobody(response)) continue;
    return about(userId, parseBody(api.wire.User, response, api.accountKey), api);
  }
  return null;
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
    expand: [LAST_LOGIN],
    query: [
      { type: 'EXACT', fields: ['email'], values: addresses },
      { type: 'EXACT', fields: ['state'], values: ['active', 'inactive'] },
    ],
  };
  const response = await api.upstream.send({ ...request(api, 'POST', ['users', 'search']), json }, call);
  return parseBody(api.wire.UserSearch, response, api.accountKey);
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

/** The status of a write that met another one. */
export const CONFLICT = 409;

/** What becomes of one license. Both lists are required upstream, also when empty (genesys contract 2.2). */
export interface LicenseAssignment {
  readonly licenseId: string;
  readonly userIdsAdd: readonly string[];
  readonly userIdsRemove: readonly string[];
}

/** The sole write of licenses: the answer as it is, redirects and conflicts included. */
export function assignLicenses(api: Api, assignments: readonly LicenseAssignment[], call: Call) {
  return api.upstream.send(
    {
      ...request(api, 'POST', ['license', 'organization']),
      json: { assignments },
      effect: 'WRITE',
      // Whoever redirects is not the provider, and says nothing of what happened behind it: that is no refusal. Nor is a
      // conflict, which may be over the next moment (genesys contract 4.1).
      accept: ({ status }) => (status >= 300 && status < 400) || status === CONFLICT,
    },
    call,
  );
}
