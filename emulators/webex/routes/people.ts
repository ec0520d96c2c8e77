// GET /people, /people/{id} and /people/me (webex contract 6).
import { isUuid, type EmulatedRequest, type Reply } from '../../core/http.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { person } from '../../seed/organisation.ts';
import { checkOrg, type Needs, type Principal } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { badRequest, errorReply, Refusal } from '../errors.ts';
import { base64, decodeId, personId } from '../ids.ts';
import { isLeftOut, pageReply } from '../pages.ts';
import { asks, wholeNumber } from '../requests/parameters.ts';
import { rolesOf } from '../seed/people.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { amount, text } from '../switches.ts';
import { personBody, type PersonView } from '../wire/people.ts';

const MAX_IDS = 85;
const ADMIN_SCOPE = 'spark-admin:people_read';
const needs: Needs = { scopes: [[ADMIN_SCOPE, 'spark:people_read']], admin: false };

/** Reads of people. */
export const peopleRoutes = [
  guarded({ method: 'GET', path: '/people', needs, handle: listPeople }),
  guarded({
    method: 'GET',
    path: '/people/me',
    needs,
    handle: (call) => onePerson(call, call.caller.position),
  }),
  guarded({ method: 'GET', path: '/people/:personId', needs, handle: getPerson }),
];

function getPerson(call: Call): Reply {
  const position = findPerson(call.request.params['personId'] ?? '', call.state);
  if (position === undefined) throw new Refusal(404, 'Person not found.');
  return onePerson(call, position);
}

function onePerson({ request, state, caller }: Call, position: number): Reply {
  return { status: 200, body: personBody(position, state, viewOf(request, caller)) };
}

/** A path takes the id or the bare uuid (webex contract 11). */
export function findPerson(id: string, state: WebexState): number | undefined {
  const tail = isUuid(id) ? id : decodeId('PEOPLE', id);
  return tail === undefined ? undefined : state.members.byUuid(tail);
}

function viewOf({ query }: EmulatedRequest, caller: Principal): PersonView {
  return {
    admin: isAdmin(caller),
    callingData: asks(query, 'callingData'),
    presence: !asks(query, 'excludeStatus'),
    byId: false,
  };
}

/** Admin fields need the role and the admin scope (webex contract 1 and 9). */
function isAdmin(caller: Principal): boolean {
  return caller.admin && caller.scopes.includes(ADMIN_SCOPE);
}

function listPeople(call: Call): Reply {
  const { request, state, caller } = call;
  const { query } = request;
  checkOrg(query.get('orgId'));
  if (query.has('id')) return peopleById(call);
  const narrow = query.has('email') || query.has('displayName');
  if (!isAdmin(caller) && !narrow) throw badRequest('Either email or displayName is required.');
  const view = viewOf(request, caller);
  const most = peopleCeiling(state.switches, view.callingData, query.has('locationId'));
  const max = wholeNumber(query, 'max', { least: 1, most, fallback: 100 });
  const slowest = amount(state.switches, 'callingDataTimeoutAbove');
  if (view.callingData && slowest > 0 && max > slowest) {
    return errorReply(request, 504, 'An upstream server failed to respond on time.');
  }
  const start = startOf(query, state);
  const found = matching(query, state, start, max + 1);
  const next = nextQuery(state, max, found[max] ?? state.members.count);
  return pageReply(request, state.switches, {
    key: 'items',
    rows: found.slice(0, max).map((position) => personBody(position, state, view)),
    next: found.length > max ? next : undefined,
    tail: nextQuery(state, max, state.members.count),
  });
}

/** People by their ids: names and addresses only, no licenses, no presence (webex contract 6). */
function peopleById({ request, state }: Call): Reply {
  const { query } = request;
  const others = ['email', 'displayName', 'roles', 'locationId'].filter((name) => query.has(name));
  if (others.length > 0) throw badRequest(`Parameter id cannot be combined with ${others.join(', ')}.`);
  const ids = [...new Set((query.get('id') ?? '').split(','))].filter((id) => id !== '');
  if (ids.length === 0 || ids.length > MAX_IDS) throw badRequest(`Parameter id takes 1 to ${MAX_IDS} ids.`);
  const leavesOut = amount(state.switches, 'idListLeavesOut');
  const view = { admin: false, callingData: false, presence: false, byId: true };
  const positions = new Set<number>();
  const notFoundIds: string[] = [];
  for (const [index, id] of ids.entries()) {
    if (isLeftOut(index, leavesOut)) continue;
    const position = findPerson(id, state);
    if (position === undefined) notFoundIds.push(id);
    else positions.add(position);
  }
  const items = [...positions].map((position) => personBody(position, state, view));
  return { status: 200, body: { notFoundIds, items } };
}

function matching(query: URLSearchParams, state: WebexState, start: number, most: number): number[] {
  const email = query.get('email');
  const first = email === null ? start : state.members.byEmail(email);
  if (first === undefined || first < start) return [];
  const end = email === null ? state.members.count : first + 1;
  const every = email === null ? amount(state.switches, 'listsLeaveOut') : 0;
  const test = filterOf(query, state);
  const found: number[] = [];
  for (let position = first; position < end && found.length < most; position += 1) {
    if (test(position) && !state.members.gone.has(position) && !isLeftOut(position, every))
      found.push(position);
  }
  return found;
}

function filterOf(query: URLSearchParams, state: WebexState): (position: number) => boolean {
  const prefix = query.get('displayName')?.toLowerCase() ?? '';
  const roles = query.get('roles')?.split(',');
  const location = query.get('locationId');
  return (position) => {
    const member = state.members.visible(position);
    if (roles && !rolesOf(position).some((role) => roles.includes(role))) return false;
    if (location !== null && member.calling?.locationId !== location) return false;
    if (prefix === '') return true;
    const name = member.profile?.displayName ?? person(state.members.companyIndex(position)).name;
    return name.toLowerCase().startsWith(prefix);
  };
}

/** Links carry a cursor that counts the people who are there, or the id of the last person passed (webex contract 8). */
function nextQuery(state: WebexState, max: number, first: number): Record<string, string> {
  if (text(state.switches, 'peopleLink') !== 'after')
    return { cursor: base64(`limit=${max}&startIndex=${state.members.gone.rankOf(first) + 1}`) };
  return { after: personId(personUuid(state.members.companyIndex(first - 1))) };
}

function startOf(query: URLSearchParams, state: WebexState): number {
  const after = query.get('after');
  if (after !== null) {
    const position = state.members.placeOf(decodeId('PEOPLE', after) ?? '');
    if (position === undefined) throw badRequest('Invalid value for parameter after.');
    return position + 1;
  }
  const cursor = query.get('cursor');
  if (cursor === null) return 0;
  const startIndex = /^limit=\d+&startIndex=([1-9]\d*)$/.exec(
    Buffer.from(cursor, 'base64').toString('utf8'),
  )?.[1];
  if (startIndex === undefined) throw badRequest('Invalid value for parameter cursor.');
  return state.members.gone.atRank(Number(startIndex) - 1);
}

/** The largest page of the people list (webex contract 6). */
function peopleCeiling(live: LiveSwitches, callingData: boolean, location: boolean): number {
  const caps = [amount(live, 'peopleMaxCeiling'), ...(callingData ? [100] : []), ...(location ? [50] : [])];
  return Math.min(...caps);
}
