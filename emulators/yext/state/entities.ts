// The entities of the account: one a place of the organisation, computed from its number.
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

/** Deleted from the account, yet still licensed (yext contract 5, emulator essentials). */
export const DELETED = 44;
/** How many of the last places came into being on the day of the seed. */
const NEWEST = 3;

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
const FIRST_CREATED = Date.UTC(2023, 0, 9, 8);
const DAY = 86_400_000;

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

/** The external id of a place: every tenth is an odd one. */
export function placeId(number: number): string {
  if (number % 10 === 0) {
    const form = ODD_IDS[(number / 10 - 1) % ODD_IDS.length];
    return form ? form(number) : String(number);
  }
  return `${PREFIXES[entityType(number)]}-${number}`;
}

/** The number an id could belong to, by its last digits: the caller compares the ids. */
function numberIn(id: string): number {
  const digits = /(\d+)\D*$/.exec(id)?.[1];
  return digits === undefined ? 0 : Number(digits);
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

function createPlace(number: number, createdAt: number): Place {
  return {
    number,
    id: placeId(number),
    uid: String(FIRST_UID + number),
    entityType: entityType(number),
    name: name(number),
    germanName: number % 9 === 0 ? `Filiale ${at(STREETS, number)} ${number}` : undefined,
    line1: `${number} ${at(STREETS, number)}`,
    city: at(CITIES, number),
    labels: number % 4 === 0 ? [uuid('yext-label', number % 3).slice(0, 8)] : [],
    createdAt,
  };
}

export interface Places {
  /** Numbers of all places that exist, ascending. */
  numbers(): readonly number[];
  get(number: number): Place | undefined;
  byId(id: string): Place | undefined;
  /** The number of the place whose id is this one but for case. */
  numberLike(id: string): number | undefined;
}

/** `seedDay` is the start of the seed's day, in epoch milliseconds; `gone` tells how many of the first are not there any more. */
export function createPlaces(count: number, seedDay: number, gone: () => number): Places {
  let all: readonly number[] | undefined;
  const exists = (number: number): boolean => number > gone() && number <= count && number !== DELETED;

  function get(number: number): Place | undefined {
    if (!exists(number)) return undefined;
    const old = FIRST_CREATED + (number % 700) * DAY;
    return createPlace(number, number > count - NEWEST ? seedDay : old);
  }

  return {
    get,
    numbers() {
      all ??= Array.from({ length: count }, (_, index) => index + 1).filter((number) => number !== DELETED);
      return gone() === 0 ? all : all.filter(exists);
    },
    byId(id) {
      const place = get(numberIn(id));
      return place?.id === id ? place : undefined;
    },
    numberLike(id) {
      const place = get(numberIn(id));
      return place?.id.toLowerCase() === id.toLowerCase() ? place.number : undefined;
    },
  };
}

function at(list: readonly string[], number: number): string {
  return list[number % list.length] ?? '';
}
