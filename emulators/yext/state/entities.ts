// The entities that the account has now: those of the seed, less the deleted ones.
import { DAY } from '../../seed/moments.ts';
import { createPlace, DELETED, placeId, type Place } from '../seed/places.ts';

/** How many of the last places came into being on the day of the seed. */
const NEWEST = 3;
/** Days from the first of the others to the seed. */
const FIRST_CREATED = 1_200;

/** The entities by number and by id. */
export interface Places {
  /** Numbers of all places that exist, ascending. */
  numbers(): readonly number[];
  get(number: number): Place | undefined;
  byId(id: string): Place | undefined;
  /** The number of the place with this id, in any letter case. */
  numberLike(id: string): number | undefined;
  /** The number of the place that has, or had, this id. */
  numberOf(id: string): number | undefined;
  /** Deletes a place, or brings it back. */
  setDeleted(number: number, isDeleted: boolean): void;
  snapshot(): () => void;
}

/** The account at the seed. */
interface PlacesSeed {
  readonly count: number;
  readonly tenant: number;
  /** The start of the seed's day, in epoch milliseconds. */
  readonly seedDay: number;
}

/** The places of an account; `gone` tells how many of the first have been deleted. */
export function createPlaces({ count, tenant, seedDay }: PlacesSeed, gone: () => number): Places {
  let listed: { readonly gone: number; readonly numbers: readonly number[] } | undefined;
  let deleted: ReadonlySet<number> = new Set([DELETED]);
  const nowDeleted = (numbers: ReadonlySet<number>): void => {
    deleted = numbers;
    listed = undefined;
  };
  const exists = (number: number): boolean => number > gone() && number <= count && !deleted.has(number);

  function get(number: number): Place | undefined {
    if (!exists(number)) return undefined;
    const old = seedDay - (FIRST_CREATED - (number % 700)) * DAY;
    return createPlace(number, number > count - NEWEST ? seedDay : old, tenant);
  }

  return {
    get,
    numbers() {
      if (listed?.gone !== gone()) {
        const all = Array.from({ length: count }, (_, index) => index + 1);
        listed = { gone: gone(), numbers: all.filter(exists) };
      }
      return listed.numbers;
    },
    byId(id) {
      const place = get(numberIn(id));
      return place?.id === id ? place : undefined;
    },
    numberLike(id) {
      const place = get(numberIn(id));
      return place?.id.toLowerCase() === id.toLowerCase() ? place.number : undefined;
    },
    numberOf(id) {
      const number = numberIn(id);
      return number >= 1 && number <= count && placeId(number, tenant) === id ? number : undefined;
    },
    setDeleted(number, isDeleted) {
      const others = [...deleted].filter((other) => other !== number);
      nowDeleted(new Set(isDeleted ? [...others, number] : others));
    },
    snapshot() {
      const before = deleted;
      return () => nowDeleted(before);
    },
  };
}

/** The number an id could belong to, by its last digits: the caller compares the ids. */
function numberIn(id: string): number {
  const digits = /(\d+)\D*$/.exec(id)?.[1];
  return digits === undefined ? 0 : Number(digits);
}
