// What one caller may know of contracts and money, over a store that is a double here: findings save, holders are counted together, nobody is told of others.
import { describe, expect, it } from '@jest/globals';
import type { Contract } from '../../src/domain/insight/contract.ts';
import type { Finding, FindingCode } from '../../src/domain/insight/finding.ts';
import type { LicenseRef } from '../../src/domain/inventory/search.ts';
import { findingSaving, findingSavings } from '../../src/graph/insight/money.ts';
import { createMoneyService, type MoneyService } from '../../src/insight/money-service.ts';
import type { InventoryService } from '../../src/inventory/reading/inventory-service.ts';
import { contractWith } from './made-contracts.ts';

function serviceFor(contracts: readonly Contract[], { seesPrices = true } = {}) {
  const asked: (readonly LicenseRef[])[] = [];
  const money = createMoneyService(
    () =>
      Promise.resolve({
        wastedSeats(licenses: readonly LicenseRef[]) {
          asked.push(licenses);
          return Promise.resolve(licenses.map((_license, unused) => ({ unused, idle: 1 })));
        },
      }),
    {
      accountKeys: ['webex'],
      signal: new AbortController().signal,
      seesPrices,
      contracts,
      at: '2026-05-31T15:30:00.000Z',
      dayOf: (moment) => (moment.endsWith('15:30:00.000Z') ? '2026-06-01' : moment.slice(0, 10)),
      expected: () => Promise.resolve(null),
    },
  );
  return { money, asked };
}

/** A finding, and where licenses are named. */
function contextWith(money: MoneyService) {
  const license = ({ externalId }: LicenseRef) =>
    Promise.resolve(externalId === 'suite' ? { value: { name: 'Meetings Suite' } } : null);
  return { money, inventory: { license } as unknown as InventoryService }; // nothing else of it is asked for
}

function finding(code: FindingCode, licenseId: string | null = 'suite', seats = 1): Finding {
  return {
    id: 1,
    code,
    accountKey: 'webex',
    licenseId,
    assignee: null,
    key: null,
    severity: 'MEDIUM',
    confidence: 'CERTAIN',
    seats,
    evidence: [],
    firstAt: '2026-05-01T00:00:00.000Z',
    lastAt: '2026-05-31T00:00:00.000Z',
    closedAt: null,
    dismissal: null,
  };
}

describe('the money of a caller', () => {
  it('goes by the day of the zone, and by contracts with accounts of theirs', () => {
    const { money } = serviceFor([
      contractWith({ end: '2026-05-31', renews: false }),
      contractWith({ accountKey: 'fleet' }),
      contractWith({ start: '2026-06-01', license: { id: 'plus' } }),
    ]);
    expect(money.today).toBe('2026-06-01');
    expect(money.contracts.map(({ accountKey }) => accountKey)).toEqual(['webex', 'webex']);
    expect(money.terms(null, 'webex').map(({ contract }) => contract.license)).toEqual([{ id: 'plus' }]);
    expect(money.terms('2026-05-31T00:00:00.000Z').map(({ end }) => end)).toEqual(['2026-05-31']);
    expect(money.terms(null, 'fleet')).toEqual([]);
  });

  it('reads wasted seats that are asked for together in one statement, each license once', async () => {
    const { money, asked } = serviceFor([]);
    const refs = ['a', 'b', 'a'].map((externalId) => ({ accountKey: 'webex', externalId }));
    const found = await Promise.all(refs.map((ref) => money.wastedSeats(ref)));
    expect(found.map(({ unused }) => unused)).toEqual([0, 1, 0]);
    expect(asked).toEqual([refs.slice(0, 2)]);
  });
});

describe('what findings save', () => {
  const byName = contractWith({ license: { name: 'meetings*' } });

  it('is told by the contract of their license', async () => {
    const context = contextWith(serviceFor([byName]).money);
    expect(await findingSaving(finding('IDLE_HOLDER'), context)).toEqual({
      amount: { minorUnits: 1350, currency: 'USD' },
      from: '2027-01-01',
    });
    expect(await findingSaving(finding('IDLE_HOLDER', 'other'), context)).toBeNull();
    expect(await findingSaving(finding('IDLE_HOLDER', null), context)).toBeNull();
    expect(await findingSaving(finding('OVERBOOKED'), context)).toBeNull();
  });

  it('is summed by currency, over licenses that have a contract', async () => {
    const yen = { license: { id: 'plus' }, pricePerSeatMonth: { minorUnits: 120, currency: 'JPY' } };
    const context = contextWith(serviceFor([byName, contractWith(yen)]).money);
    const count = (code: FindingCode, licenseId: string | null, seats: number) => ({
      ...finding(code, licenseId, seats),
      count: seats,
    });
    const counts = [
      count('IDLE_HOLDER', 'suite', 3),
      count('IDLE_HOLDER', 'plus', 2),
      count('IDLE_HOLDER', 'other', 100),
      count('IDLE_HOLDER', null, 100),
      count('RENEWAL_DUE', 'suite', 100),
    ];
    expect(await findingSavings(counts, context)).toEqual([
      { minorUnits: 240, currency: 'JPY' },
      { minorUnits: 4050, currency: 'USD' },
    ]);
    expect(await findingSavings([], context)).toEqual([]);
  });

  it('is null for those who may not know', async () => {
    const context = contextWith(serviceFor([byName], { seesPrices: false }).money);
    expect(await findingSaving(finding('IDLE_HOLDER'), context)).toBeNull();
    expect(await findingSavings([], context)).toBeNull();
  });
});
