// Contracts by the configuration in force: exchanged by a reload, with ids as the inventory spells them.
import { expect, it } from '@jest/globals';
import { contractsInForce } from '../../src/contracts-in-force.ts';
import { ContractEntry } from '../../src/config/insight/contracts.ts';
import { ChangeSettings } from '../../src/config/schema.ts';
import { exchangeable } from '../../src/domain/reload/current.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';

const entry = (id: string): ContractEntry =>
  ContractEntry.parse({
    license: { account: 'webex', id },
    pricePerSeatMonth: { minorUnits: 1, currency: 'EUR' },
    pays: 'ASSIGNED',
    term: { start: '2026-01-01', end: '2026-12-31' },
  });

it('follows reloads, and the zone of its start', () => {
  const changes = ChangeSettings.parse({ zone: 'Asia/Tokyo' });
  const { current, exchange } = exchangeable({ contracts: [entry('A')], changes });
  const canonicalId = (_kind: string, id: string): string => id.toLowerCase();
  const account = { canonicalId } as unknown as ProviderAccount; // nothing else of it is asked for
  const { contracts, dayOf } = contractsInForce(current, { byKey: new Map([['webex', account]]) });
  const first = contracts();
  expect(first.map(({ license }) => license)).toEqual([{ id: 'a' }]);
  expect(contracts()).toBe(first);
  exchange({ contracts: [entry('B'), entry('C')], changes });
  expect(contracts().map(({ license }) => license)).toEqual([{ id: 'b' }, { id: 'c' }]);
  expect(dayOf('2026-05-31T14:59:59.999Z')).toBe('2026-05-31');
  expect(dayOf('2026-05-31T15:00:00.000Z')).toBe('2026-06-01');
});
