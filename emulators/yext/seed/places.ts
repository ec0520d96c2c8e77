// The entities of the seed, computed from their number: one for each place of the company.
import { uuid } from '../../seed/organisation.ts';

/** One entity. Numbers start at 1. */
export interface Place {
  readonly number: number;
  /** The external id. */
  readonly id: string;
  readonly uid: string;
  readonly entityType: 'location' | 'professional' | 'event';
  readonly name: string | undefined;
  /** Name in the German profile, for the few that have one. */
  readonly germanName: string | undefined;
  readonly line1: string;
  readonly city: string;
  readonly labels: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Number of a place that was deleted from the account and still has licenses (yext contract 8, emulator essentials). */
export const DELETED = 44;

const STREETS = [
  'Quay Road',
  'Harbor Street',
  'Mill Lane',
  'Station Road',
  'Market Square',
  'Rue du Four',
  'Hafenstraße',
  'Elm Row',
];
const CITIES = ['Fairfax', 'Leeds', 'Łódź', 'Lyon', 'Málaga', 'Osaka', 'Trondheim'];
const FIRST_UID = 81_237_684;
/** More than a tenant has places. */
const UIDS = 1_000_000;

/** Ids that break a client which does not encode path segments, or decodes twice. Each ends with its number. */
const ODD_IDS: readonly ((n: number) => string)[] = [
  (n) => `store #${n}`,
  (n) => `north/store/${n}`,
  (n) => `store ${n}`,
  (n) => `100%-${n}`,
  (n) => `store "${n}"`,
  (n) => `O'Hare-${n}`,
  (n) => `Café-${n}`,
  (n) => `東京-${n}`,
  (n) => `a+b&c=${n}`,
  (n) => `store?id=${n}`,
  (n) => `%2F-${n}`,
  (n) => `00${n}`,
  (n) => `back\\slash-${n}`,
  (n) => `🏬-${n}`,
  (n) => `comma,semi;${n}`,
  (n) => `<b>${n}`,
  (n) => `{"$in":[${n}]}`,
  (n) => `Ünïcode Ørt #/${n}`,
];

const PREFIXES = { location: 'store', professional: 'pro', event: 'event' } as const;

/** What the ids of a tenant begin with: those of the seeded company with nothing. */
export function idPrefix(tenant: number): string {
  return tenant === 0 ? '' : `T${tenant}-`;
}

/** The external id of a place; every tenth has unusual characters. */
export function placeId(number: number, tenant: number): string {
  return `${idPrefix(tenant)}${localId(number)}`;
}

function localId(number: number): string {
  if (number % 10 === 0) {
    const form = ODD_IDS[(number / 10 - 1) % ODD_IDS.length];
    return form ? form(number) : String(number);
  }
  return `${PREFIXES[entityType(number)]}-${number}`;
}

function entityType(number: number): Place['entityType'] {
  if (number % 10 === 3) return 'professional';
  return number % 10 === 6 ? 'event' : 'location';
}

function name(number: number): string | undefined {
  if (number % 60 === 59) return undefined;
  const street = at(STREETS, number);
  if (entityType(number) === 'professional') return `Dr. ${street} ${number}`;
  if (entityType(number) === 'event') return `${street} Fair ${number}`;
  return number % 25 === 12 ? `[[CITY]] Store ${number}` : `${street} Store ${number}`;
}

/** The place with a number. */
export function createPlace(number: number, createdAt: number, tenant: number): Place {
  return {
    number,
    id: placeId(number, tenant),
    uid: String(FIRST_UID + number + tenant * UIDS),
    entityType: entityType(number),
    name: name(number),
    germanName: number % 9 === 0 ? `Filiale ${at(STREETS, number)} ${number}` : undefined,
    line1: `${number} ${at(STREETS, number)}`,
    city: at(CITIES, number),
    labels: number % 4 === 0 ? [uuid('yext-label', number % 3).slice(0, 8)] : [],
    createdAt,
  };
}

function at(list: readonly string[], number: number): string {
  return list[number % list.length] ?? '';
}
