// The licenses of the organisation: two paid subscriptions, a trial, and the free ones (webex contract 3, 4 and 10).
import { uuid } from '../../seed/organisation.ts';
import { decodeId, encodeId, ORG_UUID } from '../ids.ts';

/** The meeting site most people are hosts or attendees of. */
export const SITE = 'acme.webex.com';
const EVENTS_SITE = 'acme-events.webex.com';

/** A meeting site of the organisation. */
export interface Site {
  readonly type: string;
  /** Attendee accounts need the feature enabled on the site (webex contract 5.4). */
  readonly attendees: boolean;
}

/** Every site by its name. */
export const sites: ReadonlyMap<string, Site> = new Map([
  [SITE, { type: 'Control Hub managed site', attendees: true }],
  [EVENTS_SITE, { type: 'Linked site', attendees: false }],
]);

interface Entry {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  /** `free` and `hybrid` ones are not seats: their counters follow the number of users (webex contract 3). */
  readonly kind: 'free' | 'hybrid' | 'paid';
  readonly subscription?: string;
  readonly site?: string;
  /** Who can hold it; room systems and route lists are consumed by things this API does not attribute. */
  readonly holders: 'users' | 'workspaces' | 'both' | 'none';
  /** Seats left at scale 1; below zero when over-assigned. */
  readonly spare: number;
  /** Units consumed, but by no holder that the API names. */
  readonly unattributed?: number;
  /** How `consumedByUsers` and `consumedByWorkspaces` appear when they carry no number. */
  readonly counters?: 'null' | 'absent';
  /** At most one license of a group per user (webex contract 5.3, 400413). */
  readonly group?: string;
  /** A fixed uuid: that of UCM is the same in all organisations (webex contract 4). */
  readonly uuid?: string;
}

const A = 'Sub-Acme0042';
const B = 'Sub-Acme0077';
const TRIAL = `trialSub.${uuid('webex-trial', 0)}`;
const free = { kind: 'free', holders: 'users', spare: 0 } as const;
const hybrid = { kind: 'hybrid', holders: 'users', spare: 0, counters: 'absent' } as const;
const seat = { kind: 'paid', holders: 'users' } as const;

// Codes that start with ZZ are made up: nobody has decoded the real ones (webex contract 11).
const entries = [
  {
    key: 'professional',
    code: 'BCSTD',
    name: 'Webex Calling - Professional',
    ...seat,
    holders: 'both',
    subscription: A,
    spare: 40,
    group: 'professional',
  },
  { key: 'basicMessaging', code: 'FMS', name: 'Basic Messaging', ...free },
  {
    key: 'meetingsSuite',
    code: 'EE',
    name: 'Webex Meetings Suite',
    ...seat,
    subscription: A,
    site: SITE,
    spare: 30,
    group: SITE,
  },
  {
    key: 'ucm',
    code: 'UCPREM',
    name: 'Unified Communication Manager (UCM)',
    ...hybrid,
    uuid: '6f1d0c3a-2b7e-4a55-9c1f-0e8d7b6a5c49',
  },
  {
    key: 'workspaces',
    code: 'BCCA',
    name: 'Webex Calling - Workspaces',
    ...seat,
    holders: 'workspaces',
    subscription: A,
    spare: 6,
  },
  { key: 'standard', code: 'ZZSTD', name: 'Webex Calling - Standard', ...seat, subscription: B, spare: 20 },
  { key: 'basicMeetings', code: 'FTM', name: 'Basic Space Meetings', ...free },
  {
    key: 'professionalOver',
    code: 'BCSTD',
    name: 'Webex Calling - Professional',
    ...seat,
    holders: 'both',
    subscription: B,
    spare: -3,
    group: 'professional',
  },
  {
    key: 'attendantConsole',
    code: 'ZZATT',
    name: 'Webex Calling - Attendant Console',
    ...seat,
    subscription: B,
    spare: 4,
  },
  {
    key: 'cxEssentials',
    code: 'ZZCXE',
    name: 'Customer Experience - Essential',
    ...seat,
    subscription: TRIAL,
    spare: 12,
  },
  {
    key: 'hotDesk',
    code: 'BCHDO',
    name: 'Webex Calling - Hot desk only',
    ...seat,
    holders: 'workspaces',
    subscription: A,
    spare: 8,
  },
  {
    key: 'routeList',
    code: 'BCRLC',
    name: 'Webex Calling - Route List Calls',
    ...seat,
    holders: 'none',
    subscription: A,
    spare: 20,
    counters: 'null',
  },
  { key: 'screenShare', code: 'FSS', name: 'Free screen share', ...free },
  { key: 'messaging', code: 'MS', name: 'Advanced Messaging', ...seat, subscription: A, spare: 28 },
  { key: 'spaceMeetings', code: 'CF', name: 'Advanced Space Meetings', ...seat, subscription: A, spare: 14 },
  { key: 'translations', code: 'RTT', name: 'Real-Time Translations', ...seat, subscription: B, spare: 0 },
  {
    key: 'premiumAgent',
    code: 'CJPPRM',
    name: 'Contact Center Premium Agent',
    ...seat,
    subscription: B,
    spare: 10,
    group: 'agent',
  },
  {
    key: 'standardAgent',
    code: 'CJPSTD',
    name: 'Contact center Standard Agent',
    ...seat,
    subscription: B,
    spare: 4,
    group: 'agent',
  },
  {
    key: 'meetingCenter',
    code: 'MC',
    name: 'Meeting - Webex Meeting Center',
    ...seat,
    subscription: B,
    site: EVENTS_SITE,
    spare: 5,
    group: EVENTS_SITE,
  },
  {
    key: 'roomKit',
    code: 'SD',
    name: 'Webex Room Kit',
    ...seat,
    holders: 'none',
    subscription: A,
    spare: 6,
    unattributed: 4,
    counters: 'absent',
  },
  { key: 'exchangeCalendar', code: 'CE', name: 'Hybrid - Exchange Calendar', ...hybrid },
  { key: 'call', code: 'FTC', name: 'Call on Webex (1:1 call, non-PSTN)', ...free },
] as const satisfies readonly Entry[];

/** Short name of a seeded license, for code and tests; never on the wire. */
export type LicenseKey = (typeof entries)[number]['key'];

/** A license of the organisation. */
export interface License extends Entry {
  readonly key: LicenseKey;
  readonly id: string;
  /** Its bit in a set of licenses. */
  readonly bit: number;
}

/** All licenses, in the order of the list, which is not sorted. */
export const licenses: readonly License[] = entries.map(
  (entry: Entry & { readonly key: LicenseKey }, index) => ({
    ...entry,
    id: licenseId(entry, index),
    bit: 1 << index,
  }),
);

function licenseId(entry: Entry, index: number): string {
  const site = entry.site === undefined ? '' : `_${entry.site}`;
  return encodeId(
    'LICENSE',
    `${ORG_UUID}:${entry.code}_${entry.uuid ?? uuid('webex-license', index)}${site}`,
  );
}

const byKey = new Map<string, License>(licenses.map((license) => [license.key, license]));
const byTail = new Map<string | undefined, License>(
  licenses.map((license) => [decodeId('LICENSE', license.id), license]),
);

/** The license with this short name. */
export function licenseOf(key: LicenseKey): License {
  const license = byKey.get(key);
  if (!license) throw new RangeError(`no license ${key}`);
  return license;
}

/** The license with this public id, however it is spelled. */
export function licenseById(id: string): License | undefined {
  const tail = decodeId('LICENSE', id);
  return tail === undefined ? undefined : byTail.get(tail);
}

/** The set with these licenses in it. */
export function setOf(...keys: readonly LicenseKey[]): number {
  let set = 0;
  for (const key of keys) set |= licenseOf(key).bit;
  return set;
}

/** The licenses of a set, in the order of the list. */
export function licensesIn(set: number): License[] {
  return licenses.filter((license) => (set & license.bit) !== 0);
}

/** The free licenses, which nearly everybody has. */
export const FREE = setOf('basicMessaging', 'basicMeetings', 'screenShare', 'call');
/** Either of the two subscriptions' Professional. */
export const PROFESSIONAL = setOf('professional', 'professionalOver');
/** Calling licenses of users: each needs properties when it is added (webex contract 5.4). */
export const CALLING = PROFESSIONAL | setOf('standard', 'attendantConsole', 'cxEssentials');
/** Licenses that carry a number of their own: without any of them number and extension are gone. */
export const LINE = PROFESSIONAL | setOf('standard', 'cxEssentials');
const WORKSPACE_CALLING = setOf('workspaces', 'hotDesk');
/** Meeting licenses that need the free one (webex contract 5.3). */
export const PAID_MEETING = setOf('meetingsSuite', 'meetingCenter', 'spaceMeetings');

/** Everything sold as Webex Calling, for people or workspaces: overage is possible here (webex contract 9). */
export function isCalling(license: License): boolean {
  return (license.bit & (CALLING | WORKSPACE_CALLING)) !== 0;
}

/** The licenses that make their holder a host of the site. */
export function licensesAtSite(site: string): number {
  let set = 0;
  for (const license of licenses) if (license.site === site) set |= license.bit;
  return set;
}
