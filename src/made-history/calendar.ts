// The days of a made-up history, and when on them somebody gets or loses a license.
import { createHash } from 'node:crypto';

export const DAY_MS = 86_400_000;

/** From its first day to now, both in milliseconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** In [0, 1), the same for the same words. */
export type Share = (...words: readonly (string | number)[]) => number;

/** Chances that a seed decides: about the same thing always the same. */
export function sharesOf(seed: number): Share {
  return (...words) => {
    const hash = createHash('sha256').update(JSON.stringify([seed, ...words]));
    return hash.digest().readUInt32BE() / 0x1_0000_0000;
  };
}

/** Most people come on a Monday and go on a Friday, and nobody on a week-end: Sunday is 0. */
const COMING = [0, 3, 1, 1, 1, 1, 0];
const GOING = [0, 1, 1, 1, 1, 3, 0];

/** Days on which people come or go, as often as they do. */
export interface Calendar {
  coming(share: number, hour: number): Date;
  going(share: number, hour: number): Date;
}

/** Shares of the period become moments of it, in office hours; the first day and today have none. */
export function calendarOf({ from, to }: Period): Calendar {
  const first = Math.floor(from / DAY_MS) + 1;
  const days = Array.from({ length: Math.floor(to / DAY_MS) - first }, (_, index) => first + index);
  const picker = (weights: readonly number[]) => {
    const often = days.flatMap((day) => {
      const weight = weights[new Date(day * DAY_MS).getUTCDay()] ?? 0;
      return Array.from({ length: weight }, () => day);
    });
    return (share: number, hour: number): Date => {
      const day = often[Math.floor(share * often.length)] ?? first;
      return new Date(day * DAY_MS + Math.floor((7 + hour * 10) * 3_600_000));
    };
  };
  return { coming: picker(COMING), going: picker(GOING) };
}
