// What forecasts say of a single day.
import { daysBetween } from '../domain/insight/days.ts';
import { daysToRead, forecastSeats } from '../domain/insight/forecast.ts';
import type { HistoryService } from '../inventory/reading/history-service.ts';
import type { Expected } from './money-service.ts';

/** By what was observed up to a day, `YYYY-MM-DD`. Days that are over, and those for which there is no forecast, are null. */
export function expectedBy({ seatDays }: Pick<HistoryService, 'seatDays'>, today: string): Expected {
  return async (license, day) => {
    const ahead = daysBetween(today, day);
    if (ahead < 1) return null;
    const days = await seatDays(license, daysToRead(today, ahead));
    const { points } = forecastSeats({ days, today, ahead, contractSeats: null });
    return points.at(-1)?.high ?? null;
  };
}
