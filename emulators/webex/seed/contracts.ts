// What the company pays for the licenses of the organisation: the meetings end within a month, and it is time to decide.
import type { SeededContract } from '../../core/seeded.ts';

export const contracts: readonly SeededContract[] = [
  {
    license: { name: 'Webex Meetings Suite' },
    pricePerSeatMonth: { minorUnits: 1_350, currency: 'USD' },
    pays: 'PURCHASED',
    begunDaysAgo: 341,
    endsInDays: 23,
    noticeDays: 14,
    renews: true,
  },
  {
    license: { name: 'Webex Calling - *' },
    pricePerSeatMonth: { minorUnits: 1_700, currency: 'USD' },
    pays: 'PURCHASED',
    begunDaysAgo: 120,
    endsInDays: 610,
    noticeDays: 90,
    renews: true,
  },
  {
    license: { name: 'Advanced Messaging' },
    pricePerSeatMonth: { minorUnits: 500, currency: 'USD' },
    pays: 'ASSIGNED',
    begunDaysAgo: 60,
    endsInDays: 304,
  },
];
