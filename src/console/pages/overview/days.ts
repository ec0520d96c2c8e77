// The days and moments that the overview asks about. Pure.

export interface OverviewDays {
  readonly now: string;
  readonly yesterday: string;
  readonly ninetyDaysAgo: string;
  readonly inThirtyDays: string;
  readonly inNinetyDays: string;
}

const DAY_MS = 86_400_000;

/** Moments in ISO 8601, days as `2026-11-25`. */
export function daysOf(now: Date): OverviewDays {
  const at = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString();
  const day = (days: number): string => at(days).slice(0, 10);
  return {
    now: at(0),
    yesterday: at(-1),
    ninetyDaysAgo: day(-90),
    inThirtyDays: day(30),
    inNinetyDays: day(90),
  };
}
