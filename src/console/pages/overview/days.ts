// The days and moments that the overview asks about. Pure.
import { dayIn, momentIn } from '../../kit/days.ts';

export interface OverviewDays {
  readonly now: string;
  readonly yesterday: string;
  readonly ninetyDaysAgo: string;
  readonly inThirtyDays: string;
  readonly inNinetyDays: string;
}

/** Moments in ISO 8601, days as `2026-11-25`. */
export function daysOf(now: Date): OverviewDays {
  const at = (days: number): string => momentIn(days, now.getTime());
  const day = (days: number): string => dayIn(days, now.getTime());
  return {
    now: at(0),
    yesterday: at(-1),
    ninetyDaysAgo: day(-90),
    inThirtyDays: day(30),
    inNinetyDays: day(90),
  };
}
