// What people hold at the start, computed from their position in the list.
import { people, person, type Range } from '../../seed/organisation.ts';
import { encodeId } from '../ids.ts';
import type { CallingData, Member } from '../state/member.ts';
import { FREE, licenseOf, SITE, type LicenseKey } from './catalogue.ts';
import { locationAt } from './locations.ts';

/** The administrator whose token is handed out at the seed. */
export const ADMIN_POSITION = 0;
/** An administrator who may only read. */
export const READ_ONLY_ADMIN_POSITION = 1;
/** A person without a role. */
export const USER_POSITION = 5;
/** Position of the first person without any license; every ninetieth is one. */
const BARE_POSITION = 89;

const FULL_ADMIN = { id: encodeId('ROLE', 'id_full_admin'), name: 'Full Administrator' };
const READ_ONLY_ADMIN = { id: encodeId('ROLE', 'id_readonly_admin'), name: 'Read-only Administrator' };
/** The roles there are. */
export const roles = [FULL_ADMIN, READ_ONLY_ADMIN];

const rolesByPosition = new Map([
  [ADMIN_POSITION, [FULL_ADMIN.id]],
  [READ_ONLY_ADMIN_POSITION, [READ_ONLY_ADMIN.id]],
]);

/** Who holds each license: position modulo `of` is `from`, or up to `to` where there is one. Standard never meets Professional (webex contract 5.3). */
const holdings: readonly {
  readonly key: LicenseKey;
  readonly of: number;
  readonly from: number;
  readonly to?: number;
}[] = [
  { key: 'meetingsSuite', of: 10, from: 0, to: 6 },
  { key: 'professional', of: 4, from: 0 },
  { key: 'professionalOver', of: 12, from: 1 },
  { key: 'standard', of: 12, from: 2 },
  { key: 'attendantConsole', of: 24, from: 0 },
  { key: 'cxEssentials', of: 24, from: 4 },
  { key: 'ucm', of: 6, from: 3 },
  { key: 'exchangeCalendar', of: 3, from: 0 },
  { key: 'messaging', of: 10, from: 0, to: 3 },
  { key: 'spaceMeetings', of: 10, from: 0, to: 1 },
  { key: 'translations', of: 20, from: 5 },
  { key: 'standardAgent', of: 30, from: 11 },
  { key: 'meetingCenter', of: 45, from: 3 },
];
const rules = holdings.map((holding) => ({ to: holding.from, ...holding, bit: licenseOf(holding.key).bit }));
const LINES = rules.filter(
  ({ key }) => key === 'professional' || key === 'professionalOver' || key === 'standard',
);
const WITH_NUMBER = 20;

/** What the person at a position holds before anybody changed it. */
export function seededMember(position: number): Member {
  if (position % 90 === BARE_POSITION) return { licenses: 0, sites: [], attendee: [] };
  let set = FREE;
  for (const rule of rules) if (applies(rule, position)) set |= rule.bit;
  const tenth = position % 10;
  const calling = seededCalling(position);
  return {
    licenses: set,
    sites: tenth === 7 ? [SITE] : [],
    attendee: tenth === 8 ? [SITE] : [],
    ...(calling && { calling }),
  };
}

function applies(
  rule: { readonly of: number; readonly from: number; readonly to: number },
  position: number,
): boolean {
  const rest = position % rule.of;
  return rest >= rule.from && rest <= rule.to;
}

/** The first holders of Professional have a number of their own, all others an extension only. */
function seededCalling(position: number): CallingData | undefined {
  if (!LINES.some((rule) => applies(rule, position))) return undefined;
  const location = locationAt(position);
  const turn = position / 4;
  const phoneNumber =
    Number.isInteger(turn) && turn < WITH_NUMBER ? location.numbers[Math.floor(turn / 3)] : undefined;
  return {
    locationId: location.id,
    extension: String(4_000 + position),
    ...(phoneNumber !== undefined && { phoneNumber }),
  };
}

/** Role ids of the person at a position. */
export function rolesOf(position: number): readonly string[] {
  return rolesByPosition.get(position) ?? [];
}

/** Invited, never signed in. */
export function isInvited(position: number): boolean {
  return position % 30 === 7;
}

/** The people of the company who are in the organisation. */
export function employees(scale: number): Range {
  return people(scale, 0.24, 0.96);
}

/** The address as this tenant writes it: three in five differ in case from what the other providers have. */
export function emailOf(companyIndex: number): string {
  const email = person(companyIndex).email;
  const titled = email.replaceAll(/(^|\.)[a-z](?=[^@]*@)/g, (letter) => letter.toUpperCase());
  switch (companyIndex % 5) {
    case 0:
      return titled.replace('@acme', '@Acme');
    case 1:
      return email.toUpperCase();
    case 3:
      return titled;
    default:
      return email;
  }
}
