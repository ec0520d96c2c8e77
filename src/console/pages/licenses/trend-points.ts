// The seats of a license day by day: those that were seen, then those that are expected. Pure.
import type { TrendPoint } from '../../kit/trend.ts';

interface Seen {
  readonly day: string;
  readonly held: number;
  readonly total: number | null;
}

interface Expected {
  readonly day: string;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

export interface SeatTrend {
  readonly points: readonly TrendPoint[];
  /** The place of the last day that was seen. */
  readonly today: number;
}

export interface TrendFuture {
  readonly expected: readonly Expected[];
  /** Whether the seats that a vendor tells are a limit: some tell a number that nothing holds them to. */
  readonly isLimited: boolean;
}

/** The limit goes on as it was on the last day. The last day that was seen begins the line of what is expected too, so that the two meet. */
export function seatTrend(seen: readonly Seen[], { expected, isLimited }: TrendFuture): SeatTrend {
  const limit = isLimited ? (seen.at(-1)?.total ?? null) : null;
  return {
    points: [
      ...seen.map(({ day, held, total }) => ({ day, value: held, limit: isLimited ? total : null })),
      ...expected
        .filter(({ day }) => day > (seen.at(-1)?.day ?? ''))
        .map(({ day, expected: value, low, high }) => ({ day, value, limit, band: [low, high] as const })),
    ],
    today: Math.max(0, seen.length - 1),
  };
}
