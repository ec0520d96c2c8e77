// What the company pays for the licenses of each org: in dollars for those that are held in the US, in euros for what was bought in Europe.
import type { SeededContract } from '../../core/seeded.ts';

export const contractsOfUs: readonly SeededContract[] = [
  {
    license: { name: 'Cloud CX *' },
    pricePerSeatMonth: { minorUnits: 11_500, currency: 'USD' },
    pays: 'ASSIGNED',
    begunDaysAgo: 200,
    endsInDays: 895,
    noticeDays: 180,
    renews: true,
  },
];

/** The vendor tells no seats: the contract does. */
export const contractsOfEu: readonly SeededContract[] = [
  {
    license: { id: 'cloudCX3' },
    pricePerSeatMonth: { minorUnits: 14_000, currency: 'EUR' },
    pays: 'PURCHASED',
    seats: 80,
    begunDaysAgo: 275,
    endsInDays: 89,
    noticeDays: 60,
    renews: true,
  },
];
