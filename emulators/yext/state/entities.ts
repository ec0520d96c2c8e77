// The entities that the account has now: those of the seed, less the deleted ones.
import { DAY } from '../../seed/moments.ts';
import { createPlace, DELETED, type Place } from '../seed/places.ts';

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
}

/** `seedDay` is the start of the seed's day, in epoch milliseconds; `gone` tells how many of the first have been deleted. */
export function createPlaces(count: number, seedDay: number, gone: () => number): Places {
  let all: readonly number[] | undefined;
  const exists = (number: number): boolean => number > gone() && number <= count && number !== DELETED;

  function get(number: number): Place | undefined {
    if (!exists(number)) return undefined;
    const old = seedDay - (FIRST_CREATED - (number % 700)) * DAY;
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

/** The number an id could belong to, by its last digits: the caller compares the ids. */
function numberIn(id: string): number {
  const digits = /(\d+)\D*$/.exec(id)?.[1];
  return digits === undefined ? 0 : Number(digits);
}
