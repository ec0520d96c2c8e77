// Seat days of made-up licenses, each day from the one before: what a forecast is tried on.
import type { SeatDay } from '../../src/domain/inventory/history.ts';
import { createRandom, type Random } from '../../test/support/random.ts';

/** How a license is used. */
export const SERIES = ['steady', 'weekly', 'step', 'random walk', 'a quarter reclaimed'] as const;
export type SeriesName = (typeof SERIES)[number];

const FIRST_DAY = Date.parse('2031-01-01');
const DAY_MS = 86_400_000;
const START = 400;

/** `YYYY-MM-DD` of a day of a series, from 0 on. */
export function dayOfSeries(index: number): string {
  return new Date(FIRST_DAY + index * DAY_MS).toISOString().slice(0, 10);
}

/** A seat day without numbers of the provider. */
export function seatDay(index: number, held: number, ownChange = 0): SeatDay {
  const told = { total: null, assigned: null, available: null, lowestAvailable: null, countable: null };
  return { day: dayOfSeries(index), held, ownChange, ...told };
}

const PER_DAY = 0.8;

/** Around nothing, as often above as below. */
const noise = (random: Random, seats: number): number => (random.next() - 0.5) * 2 * seats;

/** So many days of a license. What happens once happens in the middle of them. */
export function seriesOf(name: SeriesName, days: number, seed: number): readonly SeatDay[] {
  const random = createRandom(seed);
  const half = Math.floor(days / 2);
  let level = START;
  return Array.from({ length: days }, (_, index) => {
    level += PER_DAY;
    let own = 0;
    let pause = 0;
    if (name === 'weekly' && index % 7 >= 5) pause = level / 20;
    if (name === 'step' && index === half) level += level / 7;
    if (name === 'random walk') level += noise(random, 4);
    if (name === 'a quarter reclaimed' && index === half) own = -Math.round(level / 4);
    // A third of those whose seats were taken ask for them again within a month.
    if (name === 'a quarter reclaimed' && index > half && index <= half + 30) level += level / 12 / 30;
    level += own;
    return seatDay(index, Math.round(level - pause + noise(random, 4)), own);
  });
}
