// What Webex ids look like and what they tell.
import type { IdKind } from '../provider.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Longest texts taken for ids: a license id carries a site name, the others end in a uuid (webex contract 4). */
const LONGEST: Partial<Record<IdKind, number>> = { LICENSE: 512, USER: 200, WORKSPACE: 200 };
const LONGEST_LOCATION = 200;
const SHORTEST = 20;

/** Whether a text can be an id of that kind. */
export function acceptsId(kind: IdKind, externalId: string): boolean {
  const longest = LONGEST[kind];
  if (longest === undefined || externalId.length > longest) return false;
  return externalId.length >= SHORTEST && BASE64.test(externalId);
}

/** Whether a text can be the id of a location. */
export function isLocationId(text: string): boolean {
  return text.length >= SHORTEST && text.length <= LONGEST_LOCATION && BASE64.test(text);
}

/** The id of a person as Webex spells it: a bare uuid is put into the base64 form, which is what it documents (webex contract 11). */
export function personId(id: string): string {
  return UUID.test(id) ? Buffer.from(`ciscospark://us/PEOPLE/${id}`, 'ascii').toString('base64url') : id;
}

/** Whether two ids name the same thing: regions and alphabets of base64 may differ, what the id ends in may not (webex contract 4). */
export function isSameId(one: string, other: string): boolean {
  return one === other || tailOf(one) === tailOf(other);
}

function tailOf(id: string): string {
  const decoded = Buffer.from(id, 'base64').toString('latin1');
  return decoded.slice(decoded.lastIndexOf('/') + 1);
}

/** What is written inside a license id. */
export interface LicenseIdParts {
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
