// Contracts and licenses for tests.
import type { Contract } from '../../src/domain/insight/contract.ts';
import type { NamedLicense } from '../../src/insight/contracts/matching.ts';

/** The contract of the year 2026 for a license `suite`, with what a test is about. */
export function contractWith(more: Partial<Contract> = {}): Contract {
  return {
    accountKey: 'webex',
    license: { id: 'suite' },
    pricePerSeatMonth: { minorUnits: 1350, currency: 'USD' },
    pays: 'PURCHASED',
    seats: null,
    start: '2026-01-01',
    end: '2026-12-31',
    noticeDays: 90,
    renews: true,
    ...more,
  };
}

export function licenseNamed(name: string | null, externalId = 'suite'): NamedLicense {
  return { accountKey: 'webex', externalId, name };
}
