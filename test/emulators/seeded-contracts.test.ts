// What the seeded company has agreed with its vendors: it is good at any time, and about licenses that there are.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { COMPANY } from '../../emulators/company.ts';
import { contractsWith, entriesOf } from '../../emulators/core/seeded.ts';
import { contractOf } from '../../src/config/insight/contracts.ts';
import { readConfig } from '../../src/config/read.ts';
import type { Contract } from '../../src/domain/insight/contract.ts';
import { toDecide } from '../../src/insight/contracts/to-decide.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { present } from '../support/assertions.ts';
import { useSweptApp } from '../support/inventory.ts';

const VENDORS = Object.values(COMPANY);
const contractsAt = (now: number): readonly object[] =>
  VENDORS.flatMap((vendor) => contractsWith(vendor, now));

function readAt(moment: string): readonly Contract[] {
  const accounts = VENDORS.flatMap((vendor) => entriesOf(vendor, 'http://127.0.0.1:1'));
  const text = stringify({ accounts, contracts: contractsAt(Date.parse(moment)) });
  const read = readConfig({ text, environment: {}, accountSchemas });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config.contracts.map(contractOf);
}

describe('the contracts of the seeded company', () => {
  it.each(['2027-01-31T12:00:00Z', '2028-02-29T23:59:59Z', '2040-12-31T00:00:00Z'])(
    'hold at %s: in three currencies, of both ways to pay, and with one to decide on',
    (moment) => {
      const contracts = readAt(moment);
      const today = moment.slice(0, 10);
      expect(contracts.every(({ start, end }) => start <= today && today <= end)).toBe(true);
      const currencies = contracts.map(({ pricePerSeatMonth }) => pricePerSeatMonth.currency);
      expect(new Set(currencies)).toEqual(new Set(['EUR', 'JPY', 'USD']));
      expect(new Set(contracts.map(({ pays }) => pays))).toEqual(new Set(['PURCHASED', 'ASSIGNED']));
      const [first] = toDecide(contracts, [], today);
      const days = (day: string): number => (Date.parse(day) - Date.parse(today)) / 86_400_000;
      expect(days(present(first).term.end)).toBeLessThan(30);
      expect(days(present(first).term.decideBy)).toBeGreaterThan(0);
    },
  );
});

describe('an app with them', () => {
  const app = useSweptApp({ contracts: contractsAt(Date.now()) });

  it('has a license for each, and a cost in each account that has one', async () => {
    const { renewals, costs } = await app.data<{
      renewals: readonly { readonly licenses: readonly object[] }[];
      costs: readonly { readonly account: { readonly key: string }; readonly monthly: readonly object[] }[];
    }>(
      '{ renewals(before: "2999-01-01") { licenses { id } } costs { account { key } monthly { minorUnits currency } } }',
    );
    expect(renewals.map(({ licenses }) => licenses.length > 0)).toEqual(renewals.map(() => true));
    expect(renewals).toHaveLength(contractsAt(0).length);
    const without = costs.filter(({ monthly }) => monthly.length === 0).map(({ account }) => account.key);
    expect(without).toEqual(['fleet-legacy']);
  });
});
