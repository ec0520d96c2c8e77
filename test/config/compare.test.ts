// What differs between two configurations, by the names of settings.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { differences, isSame } from '../../src/config/compare.ts';
import { readConfig } from '../../src/config/read.ts';
import { Secret } from '../../src/domain/secret.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

const ACCOUNT = { key: 'listings', name: 'L', provider: 'YEXT', apiKey: 'k' };

function configOf(more: object) {
  const read = readConfig({
    text: stringify({ accounts: [ACCOUNT], ...more }),
    environment: {},
    accountSchemas,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

describe('differences', () => {
  it.each([
    ['nothing', {}, [], []],
    ['limits', { limits: { retries: 1 } }, ['limits'], []],
    ['a token', { auth: { tokens: [{ name: 'a', token: 'x'.repeat(20) }] } }, ['auth'], []],
    [
      'the server',
      { server: { limits: { maxDepth: 5 }, logLevel: 'warn', corsOrigins: ['https://a.example'], port: 1 } },
      ['server.corsOrigins', 'server.limits', 'server.logLevel'],
      ['server.port'],
    ],
    [
      'what needs a restart',
      {
        store: { directory: null },
        changes: { parts: 1, zone: 'Europe/Berlin' },
        federation: { securityDirectives: true },
      },
      [],
      ['changes.parts', 'changes.zone', 'federation.securityDirectives', 'store.directory'],
    ],
    [
      'production',
      { server: { production: true } },
      [],
      ['server.introspection', 'server.playground', 'server.production', 'server.suggestions'],
    ],
  ])('of %s', (_what, more, exchanged, needRestart) => {
    const found = differences(configOf({ server: { playground: true } }), configOf({ ...more }));
    const expected = (names: readonly string[]) => names.filter((name) => name !== 'server.playground');
    expect(expected([...found.exchanged].sort())).toEqual(exchanged);
    expect(expected([...found.needRestart].sort())).toEqual(expected(needRestart));
  });

  it('compare secrets by what they are', () => {
    const auth = (token: string) => configOf({ auth: { tokens: [{ name: 'a', token }] } });
    expect(differences(auth('x'.repeat(20)), auth('x'.repeat(20))).exchanged).toEqual([]);
    expect(differences(auth('x'.repeat(20)), auth('y'.repeat(20))).exchanged).toEqual(['auth']);
  });
});

describe('two values', () => {
  it.each([
    [new Secret('a'), new Secret('a'), true],
    [new Secret('a'), new Secret('b'), false],
    [new Secret('a'), 'a', false],
    ['a', new Secret('a'), false],
    [[1, { a: null }], [1, { a: null }], true],
    [[1], [1, 2], false],
    [{ a: undefined }, {}, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [null, {}, false],
    [Number.NaN, Number.NaN, true],
  ])('%# are the same, or not', (one, other, expected) => {
    expect(isSame(one, other)).toBe(expected);
    expect(isSame(other, one)).toBe(expected);
  });
});
