// An authenticator takes the place of another one, when the configuration is reloaded.
import { describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { silentLog } from '../../src/domain/log.ts';

const settings = (jwksUrl: string, issuer: string) => ({
  issuer,
  audience: 'a',
  jwksUrl,
  algorithms: ['RS256'],
  clockToleranceMs: 0,
  claims: { name: 'sub', scopes: 'scope', accounts: 'accounts', freshness: 'freshness' },
  scopeNames: {},
});

describe('the keys of an issuer', () => {
  it('are taken over and not asked for again, and those of a new one are', () => {
    const asked: string[] = [];
    const timers = { running: 0 };
    const around = {
      fetch(url: string) {
        asked.push(url);
        return Promise.reject(new Error('the issuer is away'));
      },
      now: () => 0,
      log: silentLog,
      every() {
        timers.running += 1;
        return () => (timers.running -= 1);
      },
    };
    const first = createAuthenticator({ tokens: [], jwt: [settings('https://a/', 'a')] }, around);
    const next = createAuthenticator(
      { tokens: [], jwt: [settings('https://a/', 'renamed'), settings('https://b/', 'b')] },
      around,
      first,
    );
    first.close();
    expect(asked).toEqual(['https://a/', 'https://b/']);
    expect(next.keysAt('https://a/')).toBe(first.keysAt('https://a/'));
    expect(timers.running).toBe(1);
    next.close();
    expect(timers.running).toBe(0);
  });
});
