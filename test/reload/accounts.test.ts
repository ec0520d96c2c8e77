// Which accounts a reload makes anew, and which go on as they are.
import { describe, expect, it } from '@jest/globals';
import { createAccounts } from '../../src/reload/accounts.ts';
import { accountSchemas, type ConfiguredAccount } from '../../src/providers/registry.ts';
import { present } from '../support/assertions.ts';
import { testRuntime } from '../support/runtime.ts';

const { runtime } = testRuntime();

function entry(key: string, apiKey: string): ConfiguredAccount {
  const schema = present(accountSchemas.get('YEXT'));
  return schema.parse({ key, name: key, provider: 'YEXT', apiKey });
}

describe('accounts', () => {
  it('go on as they are where their entry stays the same, and are in the order of the configuration', () => {
    const accounts = createAccounts([entry('a', 'one'), entry('b', 'one'), entry('c', 'one')], runtime);
    const [a, b, c] = accounts.current();
    const next = accounts.prepare([entry('c', 'two'), entry('a', 'one'), entry('d', 'one')]);
    expect(next).toMatchObject({ added: ['d'], changed: ['c'], removed: ['b'] });
    expect(accounts.current()).toEqual([a, b, c]);
    next.commit();
    expect(accounts.current().map(({ account }) => account.key)).toEqual(['c', 'a', 'd']);
    expect(accounts.current()[1]).toBe(a);
    expect(accounts.current()[0]).not.toBe(c);
    expect([...accounts.byKey.keys()].sort()).toEqual(['a', 'c', 'd']);
    expect(accounts.byKey.get('a')).toBe(a);
    expect(accounts.byKey.get('c')).toBe(accounts.current()[0]);
  });

  it('drop what was read by one that changed', () => {
    const dropped: string[] = [];
    const around = { ...runtime, onWrite: (key: string) => void dropped.push(key) };
    const accounts = createAccounts([entry('a', 'one'), entry('b', 'one')], around);
    dropped.length = 0;
    accounts.prepare([entry('a', 'one'), entry('b', 'two')]).commit();
    expect(dropped).toEqual(['b']);
  });

  it('stay all as they are when one cannot be made', () => {
    const accounts = createAccounts([entry('a', 'one')], runtime);
    const before = accounts.current();
    const broken: ConfiguredAccount = {
      ...entry('b', 'one'),
      create() {
        throw new Error('not to be made');
      },
    };
    expect(() => accounts.prepare([entry('a', 'two'), broken])).toThrow('not to be made');
    expect(accounts.current()).toBe(before);
  });
});
