// What the company pays for its listings: nobody renews them by themselves.
import type { SeededContract } from '../../core/seeded.ts';

export const contracts: readonly SeededContract[] = [
  {
    license: { name: 'Listings Core' },
    pricePerSeatMonth: { minorUnits: 2_900, currency: 'EUR' },
    pays: 'PURCHASED',
    begunDaysAgo: 305,
    endsInDays: 59,
    noticeDays: 30,
    renews: false,
  },
  {
    license: { name: 'Pages' },
    pricePerSeatMonth: { minorUnits: 990, currency: 'EUR' },
    pays: 'PURCHASED',
    begunDaysAgo: 305,
    endsInDays: 424,
    noticeDays: 60,
    renews: true,
  },
];
