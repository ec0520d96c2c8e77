// The operations of Webex, one function each: address, request, parsed answer. Ids are canonical, those given and those that come back.
// Tokens are those of `Slice.next`; null starts a list.
import type { Call } from '../../domain/call.ts';
import type { Listed } from '../../domain/page.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse, gapOf, parseBody } from '../../upstream/parse.ts';
import type { UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import type { Context } from './context.ts';
import { saysNotFound } from './failures.ts';
import { linksOn, nextStart, nextToken, tokenQuery, type Slice } from './vendor-pages.ts';
import { LIMITS } from './policy.ts';
import type { Holder, HoldersBody, WebexLicense } from './wire/licenses.ts';
import type { Person } from './wire/people.ts';
import type { Rows } from './wire/rows.ts';
import type { WebexWorkspace } from './wire/workspaces.ts';

/** A license with one page of its assigned users. */
interface HolderSlice extends Slice<Holder>, Pick<HoldersBody, 'license' | 'isLicenseWhole'> {}

/** What a look-up of people by their ids came to; an id that is in neither list was left out of the answer. */
interface FoundPeople {
  readonly people: readonly Person[];
  readonly unknownIds: readonly string[];
}

/** Statuses that mean, when a token was sent, that Webex no longer knows that place in the list (webex contract 11). */
const STALE: ReadonlySet<number> = new Set([400, 404, 410]);

interface Row {
  readonly id: string;
}

const NO_ROWS = { rows: [], leftOut: 0, size: 0 } as const;

/** What is read: an operation, and where. */
interface Address extends Pick<UpstreamRequest, 'operation'> {
  readonly segments: readonly string[];
  readonly query?: Query;
}

function get(
  { upstream, settings }: Context,
  { operation, segments, query }: Address,
  call: Call,
): Promise<UpstreamResponse> {
  const url = buildUrl(settings.baseUrl, segments, query);
  return upstream.send({ operation, method: 'GET', url, effect: 'READ' }, call);
}

/** null for what does not exist. */
async function find(
  { upstream, settings }: Context,
  { operation, segments, query }: Address,
  call: Call,
): Promise<UpstreamResponse | null> {
  const url = buildUrl(settings.baseUrl, segments, query);
  const answer = await upstream.send(
    { operation, method: 'GET', url, effect: 'READ', accept: saysNotFound },
    call,
  );
  return saysNotFound(answer) ? null : answer;
}

/** A page of a list: where it starts, null for the first, and how many rows are wanted of it where not as many as there can be. */
export interface PageAsked {
  readonly token: string | null;
  readonly rows?: number | undefined;
}

/** The number of rows to ask for: nothing is known of pages larger than `most`. */
function sizeOf({ rows = Infinity }: PageAsked, most: number): number {
  return Math.min(rows, most);
}

/** Where in a list a page is; null is the first page. */
interface PageAddress extends Address {
  readonly token: string | null;
  /** True for an answer outside 2xx that is one to the size of the page. */
  readonly accept?: (answer: UpstreamResponse) => boolean;
}

/** One page of a list. Throws CURSOR_EXPIRED when Webex no longer knows the token. */
async function getPage(
  context: Context,
  { token, accept, operation, segments, query }: PageAddress,
  call: Call,
): Promise<UpstreamResponse> {
  const url = buildUrl(context.settings.baseUrl, segments, { ...tokenQuery(token), ...query });
  const isStale = (answer: UpstreamResponse): boolean => token !== null && STALE.has(answer.status);
  const isAnswer = (answer: UpstreamResponse): boolean => isStale(answer) || accept?.(answer) === true;
  const answer = await context.upstream.send(
    { operation, method: 'GET', url, effect: 'READ', accept: isAnswer },
    call,
  );
  if (!isStale(answer)) return answer;
  throw callerError(
    'CURSOR_EXPIRED',
    'The provider no longer knows this place in the list.',
    'Start again without `after`.',
  );
}

/**
 * The rows of a page. An answer without a list is not an empty list: only behind the end of a list that still links to a next
 * page may it be missing (webex contract 3.1, 9.14).
 */
function rowsIn<T>(
  { settings, accountKey }: Context,
  rows: Rows<T> | null,
  answer: UpstreamResponse,
  token: string | null,
): Rows<T> {
  if (rows !== null) return rows;
  if (token !== null && linksOn(answer, settings.baseUrl, accountKey)) return NO_ROWS;
  throw badResponse(accountKey, 'The provider answered without the list that was asked for.');
}

/** A page without rows is the last one, even when it links a next (webex contract 3.1). */
function slice<T extends Row>(
  { settings, accountKey }: Context,
  { rows, leftOut, size }: Rows<T>,
  answer: UpstreamResponse,
  token: string | null,
): Slice<T> {
  const from = { base: settings.baseUrl, accountKey, asked: token };
  const next = size === 0 ? null : nextToken(answer, from);
  return { rows: unique(rows), next, leftOut, count: null };
}

/** All licenses of the organisation. */
export async function listLicenses(context: Context, call: Call): Promise<Listed<WebexLicense>> {
  const { settings, upstream, wire, accountKey } = context;
  const url = buildUrl(settings.baseUrl, ['licenses'], { orgId: settings.orgId });
  const answer = await upstream.send(
    { operation: 'listLicenses', method: 'GET', url, effect: 'READ', catalogue: true },
    call,
  );
  const licenses = rowsIn(context, parseBody(wire.licenses, answer, accountKey).items, answer, null);
  return { items: unique(licenses.rows), gap: gapOf(licenses) };
}

/** One license; null when it does not exist. */
export async function fetchLicense(context: Context, id: string, call: Call): Promise<WebexLicense | null> {
  const answer = await find(context, { operation: 'fetchLicense', segments: ['licenses', id] }, call);
  return answer && theOneAskedFor(parseBody(context.wire.license, answer, context.accountKey), id, context);
}

/** A page of the users of a license; null for a license that does not exist. */
export async function listHolders(
  context: Context,
  licenseId: string,
  page: PageAsked,
  call: Call,
): Promise<HolderSlice | null> {
  const { token } = page;
  const query = { includeAssignedTo: 'user', limit: sizeOf(page, LIMITS.holdersOfPage) };
  const address = { operation: 'listHolders', segments: ['licenses', licenseId], query };
  const answer =
    token === null ? await find(context, address, call) : await getPage(context, { ...address, token }, call);
  if (answer === null) return null;
  const body = parseBody(context.wire.holders, answer, context.accountKey);
  const license = theOneAskedFor(body.license, licenseId, context);
  return {
    ...slice(context, holdersIn(context, body, answer, token), answer, token),
    license,
    isLicenseWhole: body.isLicenseWhole,
    count: license.assignedToUsers ?? license.assigned,
  };
}

/** Nobody may be listed without a list where the license itself says that nobody has it. */
function holdersIn(
  context: Context,
  body: HoldersBody,
  answer: UpstreamResponse,
  token: string | null,
): Rows<Holder> {
  if (body.users === null && token === null && body.license.assignedToUsers === 0) return NO_ROWS;
  return rowsIn(context, body.users, answer, token);
}

/** A page of people. */
export async function listPeople(context: Context, page: PageAsked, call: Call): Promise<Slice<Person>> {
  const { token } = page;
  const max = sizeOf(page, LIMITS.rowsOfPage);
  return peopleIn(context, await getPage(context, pageOfPeople(context, token, max), call), token);
}

/**
 * A page of as many people as Webex gives, up to `max`, of which it may give fewer without a word (webex contract 6). Null where it could
 * not find so many in time, which is asked for once only: fewer may do (webex contract 8).
 */
export async function listManyPeople(
  context: Context,
  { token, max }: { readonly token: string | null; readonly max: number },
  call: Call,
): Promise<Slice<Person> | null> {
  const address = { ...pageOfPeople(context, token, max), accept: isTooMuch };
  const answer = await getPage(context, address, call);
  return isTooMuch(answer) ? null : peopleIn(context, answer, token);
}

function pageOfPeople({ settings }: Context, token: string | null, max: number): PageAddress {
  return { operation: 'listPeople', segments: ['people'], query: { orgId: settings.orgId, max }, token };
}

function isTooMuch({ status }: UpstreamResponse): boolean {
  return status === 504;
}

function peopleIn(context: Context, answer: UpstreamResponse, token: string | null): Slice<Person> {
  const { items } = parseBody(context.wire.people, answer, context.accountKey);
  return slice(context, rowsIn(context, items, answer, token), answer, token);
}

/** People by id, as many as a look-up takes; names and addresses only (webex contract 6). */
export async function findPeople(context: Context, ids: readonly string[], call: Call): Promise<FoundPeople> {
  // `id` goes with no other parameter (webex contract 6).
  const answer = await get(
    context,
    { operation: 'findPeople', segments: ['people'], query: { id: ids.join(',') } },
    call,
  );
  const { items, notFoundIds } = parseBody(context.wire.peopleByIds, answer, context.accountKey);
  return { people: rowsIn(context, items, answer, null).rows, unknownIds: notFoundIds };
}

/** Throws UPSTREAM_BAD_RESPONSE when the answer has somebody of whom it cannot be told who it is. */
export async function findPeopleByEmail(
  context: Context,
  email: string,
  call: Call,
): Promise<readonly Person[]> {
  const { settings, wire, accountKey } = context;
  const answer = await get(
    context,
    { operation: 'findPeopleByEmail', segments: ['people'], query: { email, orgId: settings.orgId } },
    call,
  );
  const { rows, leftOut } = rowsIn(context, parseBody(wire.people, answer, accountKey).items, answer, null);
  if (leftOut === 0 && rows.every(({ emails }) => emails !== null)) return unique(rows);
  throw badResponse(accountKey, 'The provider answered with somebody it does not say who it is.');
}

/** One person; null when there is no such person. */
export async function fetchPerson(context: Context, id: string, call: Call): Promise<Person | null> {
  const answer = await find(context, { operation: 'fetchPerson', segments: ['people', id] }, call);
  return answer && theOneAskedFor(parseBody(context.wire.person, answer, context.accountKey), id, context);
}

/** A page of workspaces; of those with Webex Calling when asked so. */
export async function listWorkspaces(
  context: Context,
  page: PageAsked,
  call: Call,
  calling?: 'webexCalling',
): Promise<Slice<WebexWorkspace>> {
  const { token } = page;
  const max = sizeOf(page, LIMITS.rowsOfPage);
  const query = { orgId: context.settings.orgId, max, ...(calling && { calling }) };
  const answer = await getPage(
    context,
    { operation: 'listWorkspaces', segments: ['workspaces'], query, token },
    call,
  );
  const { items } = parseBody(context.wire.workspaces, answer, context.accountKey);
  const rows = rowsIn(context, items, answer, token);
  const linked = slice(context, rows, answer, token);
  if (linked.next !== null || rows.size < max) return linked;
  return { ...linked, next: nextStart(rows.size, token) };
}

/** One workspace; null when it does not exist. */
export async function fetchWorkspace(
  context: Context,
  id: string,
  call: Call,
): Promise<WebexWorkspace | null> {
  const answer = await find(context, { operation: 'fetchWorkspace', segments: ['workspaces', id] }, call);
  return answer && theOneAskedFor(parseBody(context.wire.workspace, answer, context.accountKey), id, context);
}

/** Throws when an answer is about something else than what was asked for. */
function theOneAskedFor<T extends Row>(row: T, id: string, { accountKey }: Context): T {
  if (row.id === id) return row;
  throw badResponse(accountKey, 'The provider answered about another than the one asked for.');
}

function unique<T extends Row>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
