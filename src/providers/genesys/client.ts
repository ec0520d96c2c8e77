// The operations of Genesys Cloud, one function each: request out, checked body back.
import type { Call } from '../../domain/call.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import type { UpstreamRequest } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import type { Context } from './context.ts';
import { saysNotFound, saysUnknown } from './failures.ts';
import { LIMITS } from './policy.ts';
import { LicenseIds, Toggle } from './wire/licenses.ts';

const { pageSize } = LIMITS;

function request(
  { settings }: Context,
  operation: string,
  [method, ...path]: readonly ['GET' | 'POST', ...string[]],
  query: Query = {},
): UpstreamRequest {
  const url = buildUrl(settings.apiBaseUrl, ['api', 'v2', ...path], query);
  return { operation, method, url, effect: 'READ' };
}

/** Every license the organisation may hold; not paged. */
export async function readDefinitions(context: Context, call: Call) {
  const response = await context.upstream.send(
    { ...request(context, 'readDefinitions', ['GET', 'license', 'definitions']), catalogue: true },
    call,
  );
  return parseBody(context.wire.LicenseDefinitions, response, context.accountKey);
}

/** One license with its permissions; null when the organisation does not have it. */
export async function readDefinition(context: Context, licenseId: string, call: Call) {
  const response = await context.upstream.send(
    {
      ...request(context, 'readDefinition', ['GET', 'license', 'definitions', licenseId]),
      catalogue: true,
      accept: saysUnknown,
    },
    call,
  );
  if (saysUnknown(response)) return null;
  return about(licenseId, parseBody(context.wire.LicenseDefinition, response, context.accountKey), context);
}

/** The answer, if it is about what was asked for. */
function about<T extends { readonly id: string }>(id: string, answer: T, { accountKey }: Context): T {
  if (answer.id === id) return answer;
  throw badResponse(accountKey, 'The provider answered about another one than was asked for.');
}

/** A page of who holds what. Needs no permission, unlike the batch (genesys contract 6.12). */
export async function readLicenseUsers(context: Context, pageNumber: number, call: Call) {
  const query = { pageSize, pageNumber };
  const response = await context.upstream.send(
    request(context, 'readLicenseUsers', ['GET', 'license', 'users'], query),
    call,
  );
  return parseBody(context.wire.LicenseUserPage, response, context.accountKey);
}

/** What one user holds, with the definitions; null when the provider has no such user. */
export async function readLicensesOfUser(context: Context, userId: string, call: Call) {
  const response = await context.upstream.send(
    { ...request(context, 'readLicensesOfUser', ['GET', 'license', 'users', userId]), accept: saysNotFound },
    call,
  );
  if (saysNotFound(response)) return null;
  return about(userId, parseBody(context.wire.LicenseUser, response, context.accountKey), context).licenses;
}

/** What each of up to a page of users holds, by user id. */
export async function readLicensesOfUsers(context: Context, userIds: readonly string[], call: Call) {
  const response = await context.upstream.send(
    { ...request(context, 'readLicensesOfUsers', ['POST', 'license', 'users']), json: userIds },
    call,
  );
  return parseBody(context.wire.LicensesByUser, response, context.accountKey);
}

const LAST_LOGIN = 'dateLastLogin';
/** `any` because holders of licenses may be inactive, and the default hides them (genesys contract 6.4). */
const EVERY_STATE = { state: 'any', expand: LAST_LOGIN };

/** A page of users, of a hundred rows unless another size is given. */
export async function readUsers(context: Context, pageNumber: number, call: Call, size: number = pageSize) {
  const query = { pageSize: size, pageNumber, ...EVERY_STATE };
  const response = await context.upstream.send(request(context, 'readUsers', ['GET', 'users'], query), call);
  return parseBody(context.wire.UserPage, response, context.accountKey);
}

/** Up to a page of users by id, about 4 KB of URL; the default page size would cut them (genesys contract 3.1). */
export async function readUsersById(
  context: Context,
  userIds: readonly string[],
  pageNumber: number,
  call: Call,
) {
  const query = { id: userIds, pageSize, pageNumber, ...EVERY_STATE };
  const response = await context.upstream.send(
    request(context, 'readUsersById', ['GET', 'users'], query),
    call,
  );
  return parseBody(context.wire.UserPage, response, context.accountKey);
}

/** One user, who may be deleted: those are shown only when asked for as such (genesys contract 3.2). null for nobody. */
export async function readUser(context: Context, userId: string, call: Call) {
  for (const query of [{}, { state: 'deleted' }]) {
    const response = await context.upstream.send(
      {
        ...request(context, 'readUser', ['GET', 'users', userId], { expand: LAST_LOGIN, ...query }),
        accept: saysNotFound,
      },
      call,
    );
    if (saysNotFound(response)) continue;
    return about(userId, parseBody(context.wire.User, response, context.accountKey), context);
  }
  return null;
}

/** A page of the users with any of these e-mail addresses (genesys contract 3.3). */
export async function searchUsersByEmail(
  context: Context,
  addresses: readonly string[],
  pageNumber: number,
  call: Call,
) {
  const json = {
    pageSize,
    pageNumber,
    expand: [LAST_LOGIN],
    query: [
      { type: 'EXACT', fields: ['email'], values: addresses },
      { type: 'EXACT', fields: ['state'], values: ['active', 'inactive'] },
    ],
  };
  const response = await context.upstream.send(
    { ...request(context, 'searchUsersByEmail', ['POST', 'users', 'search']), json },
    call,
  );
  return parseBody(context.wire.UserSearch, response, context.accountKey);
}

/** Licenses that roles need; null when the provider refuses the roles as unknown (genesys contract U21). */
export async function inferLicensesOfRoles(context: Context, roleIds: readonly string[], call: Call) {
  const response = await context.upstream.send(
    {
      ...request(context, 'inferLicensesOfRoles', ['POST', 'license', 'infer']),
      json: roleIds,
      accept: saysUnknown,
    },
    call,
  );
  return saysUnknown(response) ? null : parseBody(LicenseIds, response, context.accountKey);
}

/** A feature toggle; deprecated upstream, always on. */
export async function readToggle(context: Context, featureName: string, call: Call) {
  const response = await context.upstream.send(
    request(context, 'readToggle', ['GET', 'license', 'toggles', featureName]),
    call,
  );
  return parseBody(Toggle, response, context.accountKey);
}

/** Sets a toggle. There is no body, but the vendor's own clients declare JSON on every call (genesys contract 1.3). */
export async function writeToggle(context: Context, featureName: string, call: Call) {
  const response = await context.upstream.send(
    {
      ...request(context, 'writeToggle', ['POST', 'license', 'toggles', featureName]),
      headers: { 'content-type': 'application/json' },
      effect: 'WRITE',
    },
    call,
  );
  return parseBody(Toggle, response, context.accountKey);
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
export function assignLicenses(context: Context, assignments: readonly LicenseAssignment[], call: Call) {
  return context.upstream.send(
    {
      ...request(context, 'assignLicenses', ['POST', 'license', 'organization']),
      json: { assignments },
      effect: 'WRITE',
      // A redirect does not come from the provider itself and does not tell whether the write was done: it is no refusal. Nor
      // is a conflict, which may be over the next moment (genesys contract 4.1).
      accept: ({ status }) => (status >= 300 && status < 400) || status === CONFLICT,
    },
    call,
  );
}
