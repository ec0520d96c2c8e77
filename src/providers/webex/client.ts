// One function per Webex operation: address, request, parsed answer.
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import type { Listed } from '../../domain/page.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import { linksOn, nextStart, nextToken, tokenQuery, type Slice } from './page-links.ts';
import type { WebexSettings } from './settings.ts';
import {
  bodiesOf,
  type Holder,
  type HoldersBody,
  type Person,
  type Rows,
  type WebexLicense,
  type WebexWorkspace,
} from './wire/wire.ts';

/** Most ids in one look-up of people (webex contract 6). */
export const IDS_A_CALL = 85;
/** People a page: the published maximum of other caps is unknown (webex contract 11). Also used for workspaces. */
export const ROWS_A_PAGE = 100;
/** Assigned users a page of one license (webex contract 3.1). */
export const HOLDERS_A_PAGE = 300;

/** A license with one page of its assigned users. */
export interface HolderSlice extends Slice<Holder>, Pick<HoldersBody, 'license' | 'isLicenseWhole'> {}

/** What a look-up of people by their ids came to; an id that is in neither list was left out without a word. */
export interface FoundPeople {
  readonly people: readonly Person[];
  readonly unknownIds: readonly string[];
}

/** One operation of a change of licenses (webex contract 5.1). */
export interface LicenseOperation {
  readonly id: string;
  readonly operation: 'add' | 'remove';
  /** Of calling licenses only. */
  readonly properties?: Readonly<Partial<Record<'locationId' | 'phoneNumber' | 'extension', string>>>;
}

/** One operation of a change of attendee accounts (webex contract 5.1). */
export interface SiteOperation {
  readonly siteUrl: string;
  /** The specification has it in lower case, and nothing else is accepted (webex contract 5.1, 11). */
  readonly accountType: 'attendee';
  readonly operation: 'add' | 'remove';
}

/** What one request changes; a list without entries is left out. */
export interface Operations {
  readonly licenses?: readonly LicenseOperation[];
  readonly siteUrls?: readonly SiteOperation[];
}

/** How a change of licenses names its user: one of the two, as nobody knows what both would mean (webex contract 11). */
export type Addressee = { readonly personId: string } | { readonly email: string };

/**
 * The Webex operations that are used. Ids are canonical, those given and those that come back. Tokens are those of `Slice.next`;
 * null starts a list.
 */
export interface WebexClient {
  licenses(call: Call): Promise<Listed<WebexLicense>>;
  license(id: string, call: Call): Promise<WebexLicense | null>;
  /** null for a license that does not exist. */
  holders(licenseId: string, token: string | null, call: Call): Promise<HolderSlice | null>;
  people(token: string | null, call: Call): Promise<Slice<Person>>;
  /** At most IDS_A_CALL ids; names and addresses only (webex contract 6). */
  peopleByIds(ids: readonly string[], call: Call): Promise<FoundPeople>;
  /** Throws UPSTREAM_BAD_RESPONSE when the answer has somebody of whom it cannot be told who it is. */
  peopleByEmail(email: string, call: Call): Promise<readonly Person[]>;
  person(id: string, call: Call): Promise<Person | null>;
  workspaces(token: string | null, call: Call): Promise<Slice<WebexWorkspace>>;
  callingWorkspaces(token: string | null, call: Call): Promise<Slice<WebexWorkspace>>;
  workspace(id: string, call: Call): Promise<WebexWorkspace | null>;
  /** The answer as it came; one of 400 or 404 is an answer as well, and says that nothing was done. */
  changeLicenses(
    who: Addressee,
    operations: Operations,
    trackingId: string,
    call: Call,
  ): Promise<UpstreamResponse>;
}

/** Statuses that mean a place in a list is no longer known, when one was named (webex contract 11). */
const STALE: ReadonlySet<number> = new Set([400, 404, 410]);

export function createClient(settings: WebexSettings, upstream: Upstream): WebexClient {
  const { key: accountKey, baseUrl: base, orgId } = settings;
  const bodies = bodiesOf({ accountKey, drift: upstream.drift });

  function get(
    segments: readonly string[],
    query: Query,
    call: Call,
    catalogue = false,
  ): Promise<UpstreamResponse> {
    return upstream.send(
      { method: 'GET', url: buildUrl(base, segments, query), effect: 'READ', catalogue },
      call,
    );
  }

  /** null for what does not exist. */
  async function find(segments: readonly string[], call: Call): Promise<UpstreamResponse | null> {
    const url = buildUrl(base, segments);
    const answer = await upstream.send({ method: 'GET', url, effect: 'READ', accept: isMissing }, call);
    return isMissing(answer) ? null : answer;
  }

  /** One page of a list. Throws CURSOR_EXPIRED when Webex no longer knows the token. */
  async function page(
    segments: readonly string[],
    query: Query,
    token: string | null,
    call: Call,
  ): Promise<UpstreamResponse> {
    if (token === null) return get(segments, query, call);
    const url = buildUrl(base, segments, { ...tokenQuery(token), ...query });
    const isStale = (answer: UpstreamResponse): boolean => STALE.has(answer.status);
    const answer = await upstream.send({ method: 'GET', url, effect: 'READ', accept: isStale }, call);
    if (!isStale(answer)) return answer;
    throw callerError(
      'CURSOR_EXPIRED',
      'The provider no longer knows this place in the list.',
      'Start again without `after`.',
    );
  }

  /**
   * The rows of a page. An answer without its list is no empty list: it may come without one only behind the end of a list that
   * goes on linking all the same (webex contract 3.1, 9.14).
   */
  function rowsIn<T>(rows: Rows<T> | null, answer: UpstreamResponse, token: string | null): Rows<T> {
    if (rows !== null) return rows;
    if (token !== null && linksOn(answer, base, accountKey)) return NO_ROWS;
    throw badResponse(accountKey, 'The provider answered without the list that was asked for.');
  }

  /** A page without rows is the last one, even when it links a next (webex contract 3.1). */
  function slice<T extends Row>(
    { rows, leftOut, size }: Rows<T>,
    answer: UpstreamResponse,
    token: string | null,
  ): Slice<T> {
    const next = size === 0 ? null : nextToken(answer, { base, accountKey, asked: token });
    return { rows: unique(rows), next, leftOut, count: null };
  }

  async function people(token: string | null, call: Call): Promise<Slice<Person>> {
    const answer = await page(['people'], { orgId, max: ROWS_A_PAGE }, token, call);
    return slice(rowsIn(parseBody(bodies.people, answer, accountKey).items, answer, token), answer, token);
  }

  async function workspaces(query: Query, token: string | null, call: Call): Promise<Slice<WebexWorkspace>> {
    const answer = await page(['workspaces'], { orgId, max: ROWS_A_PAGE, ...query }, token, call);
    const rows = rowsIn(parseBody(bodies.workspaces, answer, accountKey).items, answer, token);
    const linked = slice(rows, answer, token);
    if (linked.next !== null || rows.size < ROWS_A_PAGE) return linked;
    return { ...linked, next: nextStart(rows.size, token) };
  }

  /** Nobody may be listed without a list where the license itself says that nobody has it. */
  function holdersIn(body: HoldersBody, answer: UpstreamResponse, token: string | null): Rows<Holder> {
    if (body.users === null && token === null && body.license.consumedByUsers === 0) return NO_ROWS;
    return rowsIn(body.users, answer, token);
  }

  return {
    async licenses(call) {
      const answer = await get(['licenses'], { orgId }, call, true);
      const { rows, leftOut } = rowsIn(parseBody(bodies.licenses, answer, accountKey).items, answer, null);
      return { items: unique(rows), ...(leftOut > 0 && { gap: 'ROWS_LEFT_OUT' }) };
    },
    async license(id, call) {
      const answer = await find(['licenses', id], call);
      return answer && theOneAskedFor(parseBody(bodies.license, answer, accountKey), id, accountKey);
    },
    async holders(licenseId, token, call) {
      const query = { includeAssignedTo: 'user', limit: HOLDERS_A_PAGE };
      const segments = ['licenses', licenseId];
      const answer =
        token === null
          ? await upstream.send(
              { method: 'GET', url: buildUrl(base, segments, query), effect: 'READ', accept: isMissing },
              call,
            )
          : await page(segments, query, token, call);
      if (isMissing(answer)) return null;
      const body = parseBody(bodies.holders, answer, accountKey);
      const license = theOneAskedFor(body.license, licenseId, accountKey);
      return {
        ...slice(holdersIn(body, answer, token), answer, token),
        license,
        isLicenseWhole: body.isLicenseWhole,
        count: license.consumedByUsers ?? license.consumedUnits,
      };
    },
    people,
    async peopleByIds(ids, call) {
      // `id` goes with no other parameter (webex contract 6).
      const answer = await get(['people'], { id: ids.join(',') }, call);
      const { items, notFoundIds } = parseBody(bodies.peopleByIds, answer, accountKey);
      return { people: rowsIn(items, answer, null).rows, unknownIds: notFoundIds };
    },
    async peopleByEmail(email, call) {
      const answer = await get(['people'], { email, orgId }, call);
      const { rows, leftOut } = rowsIn(parseBody(bodies.people, answer, accountKey).items, answer, null);
      if (leftOut === 0 && rows.every(({ emails }) => emails !== null)) return unique(rows);
      throw badResponse(accountKey, 'The provider answered with somebody it does not say who it is.');
    },
    async person(id, call) {
      const answer = await find(['people', id], call);
      return answer && theOneAskedFor(parseBody(bodies.person, answer, accountKey), id, accountKey);
    },
    workspaces: (token, call) => workspaces({}, token, call),
    callingWorkspaces: (token, call) => workspaces({ calling: 'webexCalling' }, token, call),
    async workspace(id, call) {
      const answer = await find(['workspaces', id], call);
      return answer && theOneAskedFor(parseBody(bodies.workspace, answer, accountKey), id, accountKey);
    },
    changeLicenses: (who, operations, trackingId, call) =>
      upstream.send(
        {
          method: 'PATCH',
          url: buildUrl(base, ['licenses', 'users']),
          headers: { trackingid: trackingId },
          json: { ...who, ...(orgId !== undefined && { orgId }), ...operations },
          effect: 'WRITE',
          accept: ({ status }) => status === 400 || status === 404,
        },
        call,
      ),
  };
}

interface Row {
  readonly id: string;
}

const NO_ROWS = { rows: [], leftOut: 0, size: 0 } as const;

/** Throws when an answer is about another: nothing in it is true of the one asked for. */
function theOneAskedFor<T extends Row>(row: T, id: string, accountKey: string): T {
  if (row.id === id) return row;
  throw badResponse(accountKey, 'The provider answered about another than the one asked for.');
}

function isMissing(answer: UpstreamResponse): boolean {
  return answer.status === 404;
}

function unique<T extends Row>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
