// The seats of a license, day by day.
import { callerError } from '../../domain/problem.ts';
import type { LicenseResolvers } from '../generated/resolvers.ts';
import { checkSpan } from '../inputs/span.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const MOST_DAYS = 366;

export const seatHistory: NonNullable<LicenseResolvers['seatHistory']> = async (
  { accountKey, externalId },
  args,
  { history, at },
) => {
  const to = args.to ?? at.slice(0, 10);
  const from = args.from ?? dayBefore(to, USUAL_DAYS);
  checkSpan({ from, to });
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1 || days > MOST_DAYS) {
    throw callerError(
      'BAD_INPUT',
      `\`seatHistory\` tells 1 to ${MOST_DAYS} days, and \`from\` to \`to\` are ${days}.`,
      'Ask for one year after the other.',
    );
  }
  return [...(await history.seatDays({ accountKey, externalId }, { from, to }))];
};

/** `YYYY-MM-DD`. There is no day before the year 1 in `Date`'s usual form, nor was there a seat. */
export function dayBefore(day: string, days: number): string {
  const earliest = Date.parse('0001-01-01');
  return new Date(Math.max(earliest, Date.parse(day) - days * DAY_MS)).toISOString().slice(0, 10);
}
