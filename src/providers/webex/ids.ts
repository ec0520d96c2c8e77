// What Webex ids look like, the one spelling they have here, and what they tell.
import { sameAddress } from '../../domain/assignee.ts';
import type { IdKind } from '../provider.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Longest texts taken for ids: a license id carries a site name, the others end in a uuid (webex contract 4). */
const LONGEST: Partial<Record<IdKind, number>> = { LICENSE: 512, USER: 200, WORKSPACE: 200 };
const LONGEST_LOCATION = 200;
const SHORTEST = 20;

/**
 * Users of other organisations are known by address: requests name them so, and they have no id here before they accept
 * (webex contract 5.4). Records that were kept before must still be about them afterwards.
 */
const ADDRESS = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u;

/** Whether an id is an address, and so of a user of another organisation. */
export function isAddress(externalId: string): boolean {
  return ADDRESS.test(externalId);
}

/** Whether a text can be an id of that kind. */
export function isId(kind: IdKind, externalId: string): boolean {
  if (kind === 'USER' && isAddress(externalId)) return true;
  const longest = LONGEST[kind];
  if (longest === undefined || externalId.length > longest) return false;
  return externalId.length >= SHORTEST && BASE64.test(externalId);
}

/** Whether a text can be the id of a location. */
export function isLocationId(text: string): boolean {
  return text.length >= SHORTEST && text.length <= LONGEST_LOCATION && BASE64.test(text);
}

/** `ciscospark://<region>/<marker>/<tail>`: only what comes with the marker tells things apart (webex contract 4). */
const DECODED = /^ciscospark:\/\/[^/]+\/([A-Z_]+)\/([!-.0-~]+)$/;

/** What stands before the tail, in ids of a kind; the first is what a bare uuid gets (webex contract 11). */
const MARKERS: Partial<Record<IdKind, readonly [string, ...string[]]>> = {
  USER: ['PEOPLE'],
  // PLACES is in the ids that Cisco's reference prints.
  WORKSPACE: ['PLACE', 'PLACES'],
};

/**
 * The one spelling of an id. Regions, padding, the two alphabets of base64, the case of a uuid, and whether there is anything
 * around it make no difference to what it names (webex contract 4, 11). A text that is none of these forms stays as it is.
 */
export function canonicalId(kind: IdKind, externalId: string): string {
  if (kind === 'LICENSE') return canonicalLicense(externalId);
  if (kind === 'USER' && isAddress(externalId)) return sameAddress(externalId);
  const markers = MARKERS[kind];
  if (markers === undefined) return externalId;
  if (UUID.test(externalId)) return encode(markers[0], externalId.toLowerCase());
  const { marker, tail } = decode(externalId) ?? {};
  if (marker === undefined || tail === undefined || !markers.includes(marker)) return externalId;
  return encode(marker, UUID.test(tail) ? tail.toLowerCase() : tail);
}

/** A license id as the catalogue has it. Its tail is more than a uuid, and its case is kept. */
function canonicalLicense(externalId: string): string {
  const found = decode(externalId);
  return found?.marker === 'LICENSE' ? encode(found.marker, found.tail) : externalId;
}

/** Comes behind the ids of all people of an organisation in their one spelling; addresses come before them, or behind this. */
export const BEHIND_PEOPLE = `${encode('PEOPLE', '').slice(0, 28)}~`;

/** What tells organisations apart, by the rules of the other ids; an id that is none of these forms stays as it is. */
export function organisationOf(orgId: string): string {
  const { marker, tail = '' } = decode(orgId) ?? {};
  return marker === 'ORGANIZATION' && UUID.test(tail) ? tail.toLowerCase() : orgId;
}

function encode(marker: string, tail: string): string {
  return Buffer.from(`ciscospark://us/${marker}/${tail}`, 'latin1').toString('base64url');
}

function decode(id: string): { readonly marker: string; readonly tail: string } | null {
  if (!BASE64.test(id)) return null;
  const [, marker, tail] = DECODED.exec(Buffer.from(id, 'base64').toString('latin1')) ?? [];
  return marker === undefined || tail === undefined ? null : { marker, tail };
}

/** What is written inside a license id. */
interface LicenseIdParts {
  readonly typeCode: string;
  readonly licenseUuid: string;
}

/**
 * `.../LICENSE/<org uuid>:<TYPE>_<license uuid>[_<site>]`; null for ids without these parts, as in Cisco's reference.
 * Found by its marker, because what stands before differs by region (webex contract 4).
 */
export function licenseIdParts(id: string): LicenseIdParts | null {
  const decoded = Buffer.from(id, 'base64').toString('latin1');
  const [, typeCode, licenseUuid] = /\/LICENSE\/[^/:]*:([^/:_]+)_([^/:_]+)/.exec(decoded) ?? [];
  return typeCode === undefined || licenseUuid === undefined ? null : { typeCode, licenseUuid };
}

/** The meeting site written at the end of a license id; null for licenses without one (webex contract 4, 5.4). */
export function siteOf(licenseId: string): string | null {
  const decoded = Buffer.from(licenseId, 'base64').toString('latin1');
  const [, site] = /\/LICENSE\/[^/:]*:[^/:_]+_[^/:_]+_([^/:_]+)/.exec(decoded) ?? [];
  return site ?? null;
}
