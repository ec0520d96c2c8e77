// GET /licenses and GET /licenses/{licenseId} with its users (webex contract 3).
import type { Reply } from '../../core/http.ts';
import { person } from '../../seed/organisation.ts';
import { licenseById, licenses, type License } from '../seed/catalogue.ts';
import { badRequest, Refusal } from '../errors.ts';
import type { External } from '../state/externals.ts';
import { furtherLicenseById, furtherLicenses, type FurtherLicense } from '../state/further-sites.ts';
import { adminWith, checkOrg, guarded, type Call } from '../call.ts';
import { base64, decodeId, encodeId } from '../ids.ts';
import { personUuid } from '../state/members.ts';
import { pageReply, wholeNumber } from '../paging.ts';
import { emailOf } from '../seed/people.ts';
import type { WebexState } from '../state/state.ts';
import { flag, word } from '../switches.ts';
import { licenseBody, personId } from '../wire/licenses.ts';

const MAX_USERS = 300;
const PAGING = 'LICENSE_USER_PAGING';
const needs = adminWith('licenses_read');

/** Licenses and their users. */
export const licenseRoutes = [
  guarded({ method: 'GET', path: '/licenses', needs, handle: listLicenses }),
  guarded({ method: 'GET', path: '/licenses/:licenseId', needs, handle: getLicense }),
];

function listLicenses({ request, state }: Call): Reply {
  checkOrg(request.query.get('orgId'));
  const listed = licenses.filter(({ key }) => key !== word(state.switches, 'unlistedLicense'));
  const further = furtherLicenses(state).map(({ body }) => body);
  return {
    status: 200,
    body: { items: [...listed.map((license) => licenseBody(license, state)), ...further] },
  };
}

/** On one page, as there is one user at most. */
function getFurtherLicense({ body, holder }: FurtherLicense, assignedTo: string | null): Reply {
  if (assignedTo === null) return { status: 200, body };
  return { status: 200, body: { ...body, users: holder ? [externalBody(holder)] : [] } };
}

function getLicense({ request, state }: Call): Reply {
  const licenseId = request.params['licenseId'] ?? '';
  const assignedTo = request.query.get('includeAssignedTo');
  const further = furtherLicenseById(licenseId, state);
  if (further) return getFurtherLicense(further, assignedTo);
  const license = licenseById(licenseId);
  const isGone =
    license?.key === word(state.switches, 'unlistedLicense') && !flag(state.switches, 'unlistedIsThere');
  if (!license || isGone) {
    throw new Refusal(404, 'License not found.');
  }
  if (assignedTo === null) return { status: 200, body: licenseBody(license, state) };
  if (assignedTo !== 'user') throw badRequest('Invalid value for parameter includeAssignedTo.');
  const limit = wholeNumber(request.query, 'limit', { least: 1, most: MAX_USERS, fallback: MAX_USERS });
  const cursor = request.query.get('next');
  const byOffset = word(state.switches, 'holdersLink') === 'offset';
  const passed = cursor === null || !byOffset ? 0 : countIn(cursor);
  const start = cursor === null || byOffset ? 0 : afterCursor(cursor, state);
  const found = holders(license, state, start, passed + limit + 1).slice(passed);
  const page = found.slice(0, limit);
  const link = byOffset
    ? encodeId(PAGING, base64(String(passed + page.length)))
    : cursorAfter(page.at(-1) ?? start - 1, state);
  const next = { limit: String(limit), next: link };
  const { subscriptionId, ...brief } = licenseBody(license, state);
  return pageReply(request, state.switches, {
    key: 'users',
    rows: page.map((place) => userBody(place, state)),
    next: found.length > limit ? next : undefined,
    tail: next,
    fields: flag(state.switches, 'holdersTellSubscription') ? { ...brief, subscriptionId } : brief,
  });
}

/** Places number the people first, then the external users. Workspaces are never listed (webex contract 3.1). */
function holders(license: License, state: WebexState, start: number, most: number): number[] {
  const { members, externals, switches } = state;
  const found: number[] = [];
  const pendingToo = flag(switches, 'listPendingExternals');
  for (let place = start; place < members.count + externals.all.length && found.length < most; place += 1) {
    if ((setAt(place, state, pendingToo) & license.bit) !== 0) found.push(place);
  }
  return found;
}

function setAt(place: number, { members, externals }: WebexState, pendingToo: boolean): number {
  if (place < members.gone()) return 0;
  if (place < members.count) return members.visible(place).licenses;
  const { accepted, pending } = externals.visible(place - members.count);
  return accepted.licenses | (pendingToo ? pending.licenses : 0);
}

function userBody(place: number, { members, externals }: WebexState) {
  const external = externals.all[place - members.count];
  if (external) return externalBody(external);
  const index = members.companyIndex(place);
  const displayName = members.visible(place).profile?.displayName ?? person(index).name;
  return { id: personId(personUuid(index)), type: 'INTERNAL', displayName, email: emailOf(index) };
}

function externalBody({ uuid, displayName, email }: External) {
  return { id: personId(uuid), type: 'EXTERNAL', displayName, email };
}

/** The cursor names the last user listed, so that a change in between neither repeats nor skips anybody else. */
function cursorAfter(place: number, { members, externals }: WebexState): string {
  const external = externals.all[place - members.count];
  const last = external?.uuid ?? personUuid(members.companyIndex(Math.max(place, 0)));
  return encodeId(PAGING, base64(last));
}

function afterCursor(cursor: string, { members, externals }: WebexState): number {
  const last = contentOf(cursor);
  const position = members.placeOf(last);
  if (position !== undefined) return position + 1;
  const external = externals.byUuid(last);
  if (external === undefined) throw badRequest('Invalid value for parameter next.');
  return members.count + external + 1;
}

/** A cursor that counts the users listed, so that users move into pages passed when others leave. */
function countIn(cursor: string): number {
  const count = contentOf(cursor);
  if (!/^\d{1,9}$/.test(count)) throw badRequest('Invalid value for parameter next.');
  return Number(count);
}

function contentOf(cursor: string): string {
  return Buffer.from(decodeId(PAGING, cursor) ?? '', 'base64').toString('utf8');
}
