// The JSON of a person, as much of it as the caller may see (webex contract 6).
import type { LiveSwitches } from '../../core/switches.ts';
import { DAY, personIdle } from '../../seed/moments.ts';
import { person, share } from '../../seed/organisation.ts';
import { ORG_ID, personId } from '../ids.ts';
import { licensesIn } from '../seed/catalogue.ts';
import { locationById } from '../seed/locations.ts';
import { emailOf, isInvited, rolesOf } from '../seed/people.ts';
import type { Member } from '../state/member.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { flag } from '../switches.ts';
import { idsIn } from './licenses.ts';

/** What a caller gets to see of a person. */
export interface PersonView {
  /** Admin fields: licenses, roles, sites, invitation. */
  readonly admin: boolean;
  readonly callingData: boolean;
  /** Presence: status and last activity. */
  readonly presence: boolean;
  /** Lists by id have `userName` besides. */
  readonly byId: boolean;
}

/** Days from the first person to the seed: people came after the organisation. */
const FIRST_CREATED = 700;
/** The longer ago somebody was active, the later in this list. */
const STATUSES = [
  'active',
  'call',
  'meeting',
  'presenting',
  'DoNotDisturb',
  'inactive',
  'OutOfOffice',
  'unknown',
] as const;

/** The person at a position of the list. */
export function personBody(position: number, state: WebexState, view: PersonView) {
  const index = state.members.companyIndex(position);
  const member = state.members.visible(position);
  const email = emailOf(index);
  const profile = member.profile ?? { ...person(index), displayName: person(index).name };
  const created = state.seededAt - (FIRST_CREATED - (position % 300)) * DAY;
  return {
    id: personId(personUuid(index)),
    emails: [email],
    ...(view.byId && { userName: email }),
    ...(view.callingData && callingFields(member)),
    displayName: profile.displayName,
    nickName: profile.firstName,
    firstName: profile.firstName,
    lastName: profile.lastName,
    department: profile.department,
    title: profile.title,
    orgId: ORG_ID,
    ...(view.admin && adminFields(position, member)),
    ...(view.byId && flag(state.switches, 'idListLicenses') && { licenses: idsIn(member.licenses) }),
    created: new Date(created).toISOString(),
    lastModified: new Date(member.changedAt ?? created + 40 * DAY).toISOString(),
    ...(view.presence && presenceFields(position, state)),
    ...(view.admin && invitation(position, state.switches)),
    type: 'person',
    timezone: 'Europe/Zurich',
    sipAddresses: [
      {
        type: 'cloud-calling',
        value: `${email.toLowerCase().split('@')[0]}@acme.calls.webex.com`,
        primary: true,
      },
    ],
  };
}

function adminFields(position: number, member: Member) {
  return { roles: rolesOf(position), licenses: idsIn(member.licenses), siteUrls: siteUrls(member) };
}

/** `host-site` for hosts and for plain entries, `host-site#attendee` for attendees. */
export function siteUrls(member: Member): string[] {
  const hosts = licensesIn(member.licenses).flatMap((license) => license.site ?? []);
  return [...new Set([...hosts, ...member.sites]), ...member.attendee.map((site) => `${site}#attendee`)];
}

function callingFields({ calling }: Member) {
  if (!calling) return {};
  const prefix = locationById(calling.locationId)?.routingPrefix ?? '';
  const { extension, phoneNumber } = calling;
  return {
    locationId: calling.locationId,
    ...(extension !== undefined && { extension }),
    phoneNumbers: [
      ...(phoneNumber === undefined ? [] : [{ type: 'work', value: phoneNumber, primary: true }]),
      ...(extension === undefined
        ? []
        : [{ type: 'work_extension', value: `${prefix}${extension}`, primary: phoneNumber === undefined }]),
    ],
  };
}

/** Every fiftieth person does not share presence; the invited have never been active. */
function presenceFields(position: number, { seededAt }: WebexState) {
  if (position % 50 === 49) return {};
  if (isInvited(position)) return { status: 'pending' };
  const spread = share('webex-status', position);
  return {
    lastActivity: new Date(seededAt - personIdle(spread)).toISOString(),
    status: STATUSES[Math.floor(spread * STATUSES.length)],
  };
}

/** Live answers carry booleans where the published types say text. */
function invitation(position: number, live: LiveSwitches) {
  const form = flag(live, 'flagsAsStrings') ? String : (value: boolean) => value;
  return { invitePending: form(isInvited(position)), loginEnabled: form(!isInvited(position)) };
}
