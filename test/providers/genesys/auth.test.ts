// Logging in: one token for everybody, renewed in time, and what is made of logins that fail.
import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys', { jump: true });
const { account, emulator } = bench;

const LOGIN_ONCE = { path: '/oauth/token', times: 1 };

/** Every read of the catalogue is answered 401 with this code. */
function refuse(code: string): void {
  bench.strike({ kind: 'answer', status: 401, body: { code } }, { path: 'definitions' });
}

describe('tokens', () => {
  it('one for all, fetched with the first question', async () => {
    expect(bench.logins()).toBe(0);
    await Promise.all([
      account.catalogue(testCall()),
      account.assignees.USER.page(null, testCall()),
      account.assignments.page(null, testCall()),
    ]);
    await account.assignees.USER.page('u2', testCall());
    expect(bench.logins()).toBe(1);
    expect(bench.calls()).toHaveLength(4);
  });

  it('are renewed a minute before they expire', async () => {
    emulator.setSwitch('tokenSeconds', 300);
    let now = Date.now();
    const timed = bench.open({}, { now: () => now });
    await timed.catalogue(testCall());
    now += 235_000;
    await timed.catalogue(testCall());
    expect(bench.logins()).toBe(1);
    now += 6_000;
    await timed.catalogue(testCall());
    expect(bench.logins()).toBe(2);
    expect(emulator.journal.entries().every((entry) => entry.status === 200)).toBe(true);
  });

  it.each(['bad.credentials', 'credentials.expired'])('are renewed once after %s', async (code) => {
    emulator.setSwitch('tokenSeconds', 300);
    emulator.setSwitch('expiredCode', code);
    await account.catalogue(testCall());
    emulator.clock.advance(400_000);
    bench.forget();
    expect((await account.catalogue(testCall())).items).not.toHaveLength(0);
    expect(emulator.journal.entries().map((entry) => entry.status)).toEqual([401, 200, 200]);
    expect(bench.logins()).toBe(1);
  });

  it('are renewed together when many questions are refused at once', async () => {
    emulator.setSwitch('tokenSeconds', 300);
    await account.catalogue(testCall());
    emulator.clock.advance(400_000);
    bench.forget();
    await Promise.all([
      account.catalogue(testCall()),
      account.assignees.USER.page(null, testCall()),
      account.assignments.page(null, testCall()),
    ]);
    expect(bench.logins()).toBe(1);
  });

  it('a new token that is refused as well ends it', async () => {
    refuse('bad.credentials');
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      providerCode: 'bad.credentials',
      accountKey: 'us',
    });
    expect(bench.calls()).toHaveLength(2);
    expect(bench.logins()).toBe(2);
  });

  it('a request without a token is a mistake of ours, and renews nothing', async () => {
    refuse('authentication.required');
    expect((await problemOf(account.catalogue(testCall()))).providerCode).toBe('authentication.required');
    expect(bench.logins()).toBe(1);
  });
});

describe('a refused login', () => {
  it.each([
    ['400', 'acme-us-client', 400],
    ['401', 'acme-us-client', 401],
    ['an unknown client', 'nobody-at-all', 400],
  ])('with %s is told to everybody, and not sent again', async (_, clientId, status) => {
    emulator.setSwitch('wrongSecretStatus', status);
    const stranger = bench.open({ clientId, clientSecret: 'a-wrong-secret' });
    for (let round = 0; round < 3; round += 1) {
      const problem = await problemOf(stranger.catalogue(testCall()));
      expect(problem).toMatchObject({
        code: 'UPSTREAM_CREDENTIALS',
        providerCode: 'invalid_client',
        retryable: false,
        accountKey: 'us',
      });
      expect(JSON.stringify(problem)).not.toContain('a-wrong-secret');
    }
    expect(bench.logins()).toBe(1);
    expect(bench.calls()).toHaveLength(0);
  });

  it('is tried again after five minutes, and says when', async () => {
    emulator.setSwitch('wrongSecretStatus', 401);
    let now = Date.now();
    const stranger = bench.open({ clientSecret: 'a-wrong-secret' }, { now: () => now });
    const { retryAt } = await problemOf(stranger.catalogue(testCall()));
    expect(Date.parse(retryAt ?? '')).toBe(now + 300_000);
    expect(stranger.status().nextLoginAt).toBe(retryAt);
    now += 301_000;
    await problemOf(stranger.catalogue(testCall()));
    expect(bench.logins()).toBe(2);
  });
});

describe('a login that fails', () => {
  it('with 503 is tried again', async () => {
    bench.strike({ kind: 'error', status: 503 }, LOGIN_ONCE);
    expect((await account.catalogue(testCall())).items).not.toHaveLength(0);
    expect(bench.logins()).toBe(2);
  });

  it('with a pause is tried again after it', async () => {
    bench.strike({ kind: 'throttle', retryAfter: 1 }, LOGIN_ONCE);
    const started = bench.runtime.now();
    expect((await account.catalogue(testCall())).items).not.toHaveLength(0);
    expect(bench.runtime.now() - started).toBeGreaterThanOrEqual(1000);
    expect(bench.logins()).toBe(2);
  });

  it('with a page of a proxy is an unusable answer, and no refusal', async () => {
    bench.strike({ kind: 'html' }, LOGIN_ONCE);
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect((await account.catalogue(testCall())).items).not.toHaveLength(0);
  });

  it('with 400 and no word of its own is no refusal either', async () => {
    bench.strike({ kind: 'answer', status: 400, body: {} }, LOGIN_ONCE);
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_REJECTED');
    expect((await account.catalogue(testCall())).items).not.toHaveLength(0);
  });
});
