// A reload that changes how an account is swept, and nothing else of it.
import { expect, it } from '@jest/globals';
import { AccountInventory } from '../../src/config/inventory/settings.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { createAccounts } from '../../src/reload/accounts.ts';
import { present } from '../support/assertions.ts';
import { testRuntime } from '../support/runtime.ts';

function entry(apiKey: string, inventory: object = {}) {
  const configured = present(accountSchemas.get('YEXT')).parse({
    key: 'a',
    name: 'A',
    provider: 'YEXT',
    apiKey,
  });
  return { ...configured, inventory: AccountInventory.parse(inventory) };
}

it('leaves the account as it is, and holds for its next request', () => {
  const accounts = createAccounts([entry('one')], testRuntime().runtime);
  const [account] = accounts.current();
  const sweeps = () => present(accounts.current()[0]).status().shares.sweeps;
  expect(sweeps()).toMatchObject({ share: 0.5, callsPerMinute: 60 });

  const next = accounts.prepare([entry('one', { share: 0.3, callsPerMinute: 20 })]);
  expect(next).toMatchObject({ added: [], changed: [], removed: [], inventory: ['a'] });
  expect(sweeps()).toMatchObject({ share: 0.5, callsPerMinute: 60 });
  next.commit();
  expect(accounts.current()[0]).toBe(account);
  expect(sweeps()).toMatchObject({ share: 0.3, callsPerMinute: 20 });

  const again = accounts.prepare([entry('one', { share: 0.3, callsPerMinute: 20 })]);
  expect(again.inventory).toEqual([]);
  const other = accounts.prepare([entry('two')]);
  expect(other).toMatchObject({ changed: ['a'], inventory: [] });
  other.commit();
  expect(sweeps().share).toBe(0.5);
});
