// How an account is swept, in the entry of any provider's account.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

const YEXT = { key: 'listings', name: 'L', provider: 'YEXT', apiKey: 'k' };

function read(account: object, more: object = {}) {
  return readConfig({ text: stringify({ accounts: [account], ...more }), environment: {}, accountSchemas });
}

function problemsOf(account: object, more: object = {}): readonly string[] {
  const result = read(account, more);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('the inventory of an account', () => {
  it('has its defaults where the entry says nothing, or only a part', () => {
    const defaults = { everyMinutes: null, share: 0.5, callsPerMinute: null, off: false };
    expect(read(YEXT)).toMatchObject({ config: { accounts: [{ inventory: defaults }] } });
    expect(read({ ...YEXT, inventory: { share: 0.2, callsPerMinute: 30 } })).toMatchObject({
      config: { accounts: [{ inventory: { ...defaults, share: 0.2, callsPerMinute: 30 } }] },
    });
  });

  it('is refused with its place, beside what else is wrong with the entry', () => {
    const found = problemsOf({ ...YEXT, apiKey: 5, inventory: { share: 1, callsPerMinute: 0, often: true } });
    expect(found.map((problem) => problem.split(':')[0])).toEqual([
      'accounts.0.inventory.share',
      'accounts.0.inventory.callsPerMinute',
      'accounts.0.inventory',
      'accounts.0.apiKey',
    ]);
    expect(problemsOf({ ...YEXT, inventory: 'off' })).toEqual([expect.stringContaining('inventory')]);
  });
});

describe('how long the inventory keeps things', () => {
  it('may be for ever', () => {
    expect(read(YEXT, { inventory: { findingDays: null } })).toMatchObject({
      config: { inventory: { findingDays: null, historyDays: 400 } },
    });
    expect(problemsOf(YEXT, { inventory: { historyDays: 0 } })).toHaveLength(1);
  });
});
