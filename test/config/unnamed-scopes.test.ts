// Tokens whose scopes nobody named are taken for a router's, which most limits of callers do not hold for: each start says so.
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

function warningsOf(auth: string): readonly object[] {
  const text = `accounts: [{ key: listings, name: L, provider: YEXT, apiKey: k }]\nauth: ${auth}`;
  const result = readConfig({ text, environment: {}, accountSchemas });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.warnings;
}

const token = (name: string, rest = '') => `{ name: ${name}, token: token-of-${name}-0123456789${rest}}`;

describe('tokens without scopes', () => {
  it('are named in one warning', () => {
    const named = token('ann', ', scopes: [licenses:read]');
    const auth = `{ tokens: [${token('nightly')}, ${named}, ${token('desk', ', mayChange: true')}] }`;
    expect(warningsOf(auth)).toEqual([
      {
        path: 'auth.tokens',
        message:
          'nightly, desk: without scopes these are taken for federation routers, which no limit of operations, subscriptions or WebSockets at once holds for; name their scopes',
      },
    ]);
  });

  it('are not warned of where there are none', () => {
    expect(warningsOf(`{ tokens: [${token('ann', ', scopes: [federation]')}] }`)).toEqual([]);
    expect(warningsOf('none')).toEqual([]);
  });
});
