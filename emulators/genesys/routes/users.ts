// Users of the directory: the list and single users (genesys contract 3.1, 3.2).
import type { Reply, Route } from '../../core/http.ts';
import { api, type Call } from '../call.ts';
import { badRequest, notFound } from '../errors.ts';
import { paginate, readPage, withLinks, type Page } from '../pages.ts';
import { queryList, userIdOfPath } from '../requests/parameters.ts';
import { permissionFor } from '../rules/permissions.ts';
import { isGone } from '../rules/visibility.ts';
import type { StateFilter } from '../state/directory.ts';
import type { GenesysState } from '../state/state.ts';
import { toListedUser, toUser } from '../wire/users.ts';

const PATH = '/api/v2/users';
/** `pageSize` 500 is the most seen to work (genesys contract 3.1). */
const MAX_PAGE_SIZE = 500;
/** With presence from another vendor's client, the page is smaller (genesys contract 3.1). */
const MAX_PRESENCE_PAGE = 100;
const MAX_ATTRIBUTE_SCHEMAS = 5;

const STATES: readonly StateFilter[] = ['active', 'inactive', 'deleted', 'any'];

export const userRoutes: readonly Route<GenesysState>[] = [
  api('GET', PATH, permissionFor.users, listUsers),
  api('GET', `${PATH}/:userId`, permissionFor.users, getUser),
];

function listUsers(call: Call): Reply {
  const { request, settings, org } = call;
  const page = readPage(request.query, MAX_PAGE_SIZE);
  const state = readState(call, STATES);
  checkLimits(call, page, state);
  const known = requestedUsers(call, state);
  const found = settings.goneUsers > 0 ? known.filter((index) => !isGone(call, index)) : known;
  const rows = isDescending(call) ? found.toReversed() : found;
  const expand = queryList(call, 'expand');
  const answered = paginate(rows, page, settings, (index) => toListedUser(org, index, expand, settings));
  return { status: 200, body: withLinks(answered, request) };
}

/** The users asked for. The default `state` hides inactive users, even where their ids are given (U12). */
function requestedUsers(call: Call, state: StateFilter): readonly number[] {
  const { org, settings } = call;
  const ids = queryList(call, 'id');
  const jabberIds = queryList(call, 'jabberId');
  if (ids.length > 0 && jabberIds.length > 0) throw badRequest('jabberId cannot be used with id', 'jabberId');
  if (ids.length > settings.maxUserIds)
    throw badRequest(`At most ${settings.maxUserIds} ids are allowed`, 'id');
  if (jabberIds.length > 0) {
    return org.directory
      .inState(state)
      .filter((index) => jabberIds.includes(org.directory.jabberIdOf(index)));
  }
  if (ids.length === 0) return org.directory.inState(state);
  const told = ids.slice(settings.batchLeavesOut);
  const asked = new Set(told.map((id) => org.directory.indexOf(id)).filter((index) => index !== undefined));
  const anyState = state === 'any' || !settings.stateFiltersIds;
  return [...asked]
    .filter((index) => anyState || org.directory.stateOf(index) === state)
    .toSorted((a, b) => a - b);
}

function checkLimits(call: Call, page: Page, state: StateFilter): void {
  const { query } = call.request;
  if (state === 'inactive' && page.size * page.number > call.settings.inactiveWindow) {
    throw badRequest(`Only ${call.settings.inactiveWindow} inactive users can be listed`, 'pageNumber');
  }
  const presence =
    query.has('integrationPresenceSource') &&
    queryList(call, 'expand').some((part) => /presence/i.test(part));
  if (presence && page.size > MAX_PRESENCE_PAGE)
    throw badRequest('At most 100 users with presence', 'pageSize');
  if (queryList(call, 'userCustomAttributeSchemaIds').length > MAX_ATTRIBUTE_SCHEMAS) {
    throw badRequest('At most 5 schema ids are allowed', 'userCustomAttributeSchemaIds');
  }
}

function isDescending({ request }: Call): boolean {
  const order = (request.query.get('sortOrder') ?? 'asc').toLowerCase();
  if (!['asc', 'desc', 'ascending', 'descending'].includes(order)) {
    throw badRequest('sortOrder must be ascending or descending', 'sortOrder', 'invalid.value');
  }
  return order.startsWith('desc');
}

function readState<T extends StateFilter>({ request }: Call, allowed: readonly T[]): T | 'active' {
  const text = request.query.get('state') ?? 'active';
  const state = text === 'active' ? text : allowed.find((candidate) => candidate === text);
  if (state === undefined)
    throw badRequest(`state must be one of ${allowed.join(', ')}`, 'state', 'invalid.value');
  return state;
}

/** Deleted users are found with `state=deleted` only, and nobody else is then (genesys contract 3.2). */
function getUser(call: Call): Reply {
  const { org, settings } = call;
  const id = userIdOfPath(call);
  const state = readState(call, ['active', 'deleted']);
  const index = org.directory.indexOf(id);
  if (index === undefined || isGone(call, index)) throw notFound('user', id);
  if ((org.directory.stateOf(index) === 'deleted') !== (state === 'deleted')) throw notFound('user', id);
  return { status: 200, body: toUser(org, index, queryList(call, 'expand'), settings) };
}
