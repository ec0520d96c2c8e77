// The rule RENEWAL_DUE: from when to when, for which licenses, and what it says of contracts besides.
import { describe, expect, it } from '@jest/globals';
import type { Contract } from '../../../src/domain/insight/contract.ts';
import { renewalDue } from '../../../src/insight/rules/renewal-due.ts';
import { contractWith } from '../made-contracts.ts';
import { foundLicense } from './found-license.ts';

const SUITE = { externalId: 'suite', name: 'Meetings Suite' };
const PLUS = { externalId: 'plus', name: 'Meetings Plus' };

/** The rule over an account `webex` with these licenses. */
function ruleFor(contracts: readonly Contract[], since: string | null = '2026-01-01T00:00:00.000Z') {
  const lines: string[] = [];
  const rows = [SUITE, PLUS].map((license, id) => foundLicense({ accountKey: 'webex', ...license }, id));
  const account = {
    accountKey: 'webex',
    observedAt: since,
    since,
    sweep: null,
    findingsAt: null,
    lastSweep: null,
    heldBack: 0,
    incompleteInARow: 0,
  };
  const rule = renewalDue({
    store: {
      findLicenses: () => Promise.resolve({ rows, hasNext: false }),
      inventoryAccounts: () => Promise.resolve([account]),
    },
    contracts: () => contracts,
    renewalDays: () => 30,
    log: { warn: (details, message) => void lines.push(`${message}: ${JSON.stringify(details)}`) },
  });
  return {
    lines,
    async on(today: string, accountKey = 'webex') {
      const found = await rule.found(accountKey, today);
      return found.map(({ licenseId, key, severity }) => `${licenseId} ${key} ${severity}`);
    },
  };
}

describe('a renewal', () => {
  // It can be ended until 2 October.
  it('is due from thirty days before the last day for it, up to that day', async () => {
    const { on } = ruleFor([contractWith()]);
    expect(await on('2026-09-01')).toEqual([]);
    expect(await on('2026-09-02')).toEqual(['suite 2026-12-31 MEDIUM']);
    expect(await on('2026-10-02')).toEqual(['suite 2026-12-31 MEDIUM']);
    expect(await on('2026-10-03')).toEqual([]);
    expect(await on('2027-09-02')).toEqual(['suite 2027-12-31 MEDIUM']);
  });

  it('of one that ends by itself is due until then, and urgent once notice is over', async () => {
    const { on } = ruleFor([contractWith({ renews: false })]);
    expect(await on('2026-10-03')).toEqual(['suite 2026-12-31 HIGH']);
    expect(await on('2026-12-31')).toEqual(['suite 2026-12-31 HIGH']);
    expect(await on('2027-01-01')).toEqual([]);
  });

  it('is not due where the next contract is in the file', async () => {
    const next = contractWith({ start: '2027-01-01', end: '2027-12-31' });
    expect(await ruleFor([contractWith(), next]).on('2026-09-15')).toEqual([]);
    const gap = contractWith({ start: '2027-01-02', end: '2027-12-31' });
    expect(await ruleFor([contractWith({ renews: false }), gap]).on('2026-09-15')).toHaveLength(1);
  });

  it('is one finding a contract and license, of the account alone, with no price in it', async () => {
    const rule = ruleFor([contractWith({ license: { name: 'Meetings*' } }), contractWith()]);
    expect(await rule.on('2026-09-15')).toEqual(['suite 2026-12-31 MEDIUM', 'plus 2026-12-31 MEDIUM']);
    expect(await rule.on('2026-09-15', 'other')).toEqual([]);
    expect(rule.lines.join()).not.toContain('1350');
  });
});

describe('a contract that should be looked at', () => {
  it('is a line of the log, once as long as it is so', async () => {
    const { on, lines } = ruleFor([contractWith({ license: { name: 'Meting*' } })]);
    await on('2026-05-01');
    await on('2026-05-02');
    expect(lines).toEqual([
      'a contract should be looked at: {"account":"webex","contract":"webex: Meting*","why":"is about no license that the account has"}',
    ]);
  });

  it('is none before the account has been swept whole', async () => {
    const { on, lines } = ruleFor([contractWith({ license: { name: 'Meting*' } })], null);
    await on('2026-05-01');
    expect(lines).toEqual([]);
  });
});
