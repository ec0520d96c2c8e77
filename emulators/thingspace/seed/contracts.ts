// What the company pays for firmware over the air: the vehicles are billed in yen.
import type { SeededContract } from '../../core/seeded.ts';

export const contracts: readonly SeededContract[] = [
  {
    license: { id: 'fota' },
    pricePerSeatMonth: { minorUnits: 120, currency: 'JPY' },
    pays: 'PURCHASED',
    begunDaysAgo: 30,
    endsInDays: 334,
    noticeDays: 30,
    renews: true,
  },
];
