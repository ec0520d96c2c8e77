// How many seats of a license will be held.
import { daysToRead, forecastSeats } from '../../domain/insight/forecast.ts';
import { callerError } from '../../domain/problem.ts';
import type { LicenseResolvers, SeatForecastResolvers } from '../generated/resolvers.ts';
import { dayBefore } from '../history/seats.ts';
import { keptTerm } from './money.ts';

const USUAL_DAYS = 90;
const MOST_DAYS = 365;

export const forecast: NonNullable<LicenseResolvers['forecast']> = async (
  { accountKey, externalId, source },
  args,
  context,
) => {
  const { history, at } = context;
  const ahead = args.days ?? USUAL_DAYS;
  if (ahead < 1 || ahead > MOST_DAYS) {
    throw callerError('BAD_INPUT', `\`days\` is 1 to ${MOST_DAYS}, and not ${ahead}.`);
  }
  // Of a day in the past the last numbers are known, and not those of the moment: it is left out, so that the answer stays what it is.
  const today = source?.asOf == null ? at.slice(0, 10) : dayBefore(source.asOf.slice(0, 10), 1);
  const license = { accountKey, externalId };
  const days = await history.seatDays(license, daysToRead(today, ahead));
  const term = await keptTerm(license, source?.asOf ?? null, context);
  return forecastSeats({ days, today, ahead, contractSeats: term?.contract.seats ?? null });
};

export const seatForecast: SeatForecastResolvers = {
  points: ({ points }) => [...points],
};
