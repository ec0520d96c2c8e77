// GET /licenses and GET /licenses/{licenseId} with its users (webex contract 3).
import type { Reply } from '../../core/http.ts';
import { person } from '../../seed/organisation.ts';
import { adminWith, checkOrg } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { badRequest, Refusal } from '../errors.ts';
import { base64, decodeId, encodeId, personId } from '../ids.ts';
import { pageReply } from '../pages.ts';
import { wholeNumber } from '../requests/parameters.ts';
import { licenseById, licenses, type License } from '../seed/catalogue.ts';
import { emailOf } from '../seed/people.ts';
import type { External } from '../state/external.ts';
import { furtherLicenseById, furtherLicenses, type FurtherLicense } from '../state/further-sites.ts';
import { holders, placeOfUuid, uuidAt } from '../state/holders.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { flag, text } from '../switches.ts';
import { licenseBody } from '../wire/licenses.ts';

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
  const listed = licenses.filter(({ key }) => key !== text(state.switches, 'unlistedLicense'));
  const further = furtherLicenses(state).map(({ body }) => body);
  return {
    status: 200,
    body: { items: [...listed.map((license) => licenseBody(license, state)), ...further] },
  };
}

/** A license of a further site; its one user at most is on one page. */
function getFurtherLicense({ body, holder }: FurtherLicense, assignedTo: string | null): Reply {
  if (assignedTo === null) return { status: 200, body };
  return { status: 200, body: { ...body, users: holder ? [externalBody(holder)] : [] } };
}

function getLicense(call: Call): Reply {
  const { request, state } = call;
  const licenseId = request.params['licenseId'] ?? '';
  const assignedTo = request.query.get('includeAssignedTo');
  const further = furtherLicenseById(licenseId, state);
  if (further) return getFurtherLicense(further, assignedTo);
  const license = licenseById(licenseId);
  const isGone =
    license?.key === text(state.switches, 'unlistedLicense') && !flag(state.switches, 'unlistedIsThere');
  if (!license || isGone) {
    throw new Refusal(404, 'License not found.');
  }
  if (assignedTo === null) return { status: 200, body: licenseBody(license, state) };
  if (assignedTo !== 'user') throw badRequest('Invalid value for parameter includeAssignedTo.');
  return pageOfHolders(call, license);
}

/** A license with one page of its users. */
function pageOfHolders({ request, state }: Call, license: License): Reply {
  const limit = wholeNumber(request.query, 'limit', { least: 1, most: MAX_USERS, fallback: MAX_USERS });
  const { start, passed } = readCursor(request.query.get('next'), state);
  const found = holders(license, state, start, passed + limit + 1).slice(passed);
  const page = found.slice(0, limit);
  const cursor =
    text(state.switches, 'holdersLink') === 'offset'
      ? String(passed + page.length)
      : uuidAt(page.at(-1) ?? start - 1, state);
  const next = { limit: String(limit), next: encodeId(PAGING, base64(cursor)) };
  const { subscriptionId, ...brief } = licenseBody(license, state);
  return pageReply(request, state.switches, {
    key: 'users',
    rows: page.map((place) => userBody(place, state)),
    next: found.length > limit ? next : undefined,
    tail: next,
    fields: flag(state.switches, 'holdersTellSubscription') ? { ...brief, subscriptionId } : brief,
  });
}

/**
 * Where a page starts. By default the cursor names the last user listed, so that a change in between neither repeats nor skips
 * anybody else; with `holdersLink` `offset` it counts the users listed, and users move into earlier pages when others leave.
 */
function readCursor(
  cursor: string | null,
  state: WebexState,
): { readonly start: number; readonly passed: number } {
  if (cursor === null) return { start: 0, passed: 0 };
  const content = Buffer.from(decodeId(PAGING, cursor) ?? '', 'base64').toString('utf8');
  if (text(state.switches, 'holdersLink') === 'offset') {
    if (!/^\d{1,9}$/.test(content)) throw badRequest('Invalid value for parameter next.');
    return { start: 0, passed: Number(content) };
  }
  const last = placeOfUuid(content, state);
  if (last === undefined) throw badRequest('Invalid value for parameter next.');
  return { start: last + 1, passed: 0 };
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
