import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { callsTo, loginsTo, openAccount, problemOf, startGenesys } from './organisation.ts';

let emulator: RunningEmulator;
let clock = 0;
const { runtime, close } = testRuntime({ now: () => Date.now() + clock });

beforeAll(async () => {
  emulator = await startGenesys();
});
afterEach(() => {
  emulator.reset();
  clock = 0;
});
afterAll(async () => {
  close();
  await emulator.close();
});

describe('tokens', () => {
  it('one for all, fetched with the first question', async () => {
    const account = openAccount(emulator.url, runtime);
    expect(loginsTo(emulator)).toBe(0);
    await Promise.all([
      account.catalogue(testCall()),
      account.users?.page(null, testCall()),
      account.assignments.page(null, testCall()),
    ]);
    await account.users?.page('u2', testCall());
    expect(loginsTo(emulator)).toBe(1);
    expect(callsTo(emulator)).toHaveLength(4);
  });

  it('are renewed a minute before they expire', async () => {
    emulator.setSwitch('tokenSeconds', 300);
    const account = openAccount(emulator.url, runtime);
    await account.catalogue(testCall());
    clock = 235_000;
    await account.catalogue(testCall());
    expect(loginsTo(emulator)).toBe(1);
    clock = 241_000;
    await account.catalogue(testCall());
    expect(loginsTo(emulator)).toBe(2);
    expect(emulator.journal.entries().every((entry) => entry.status === 200)).toBe(true);
  });

  it.each(['bad.credentials', 'credentials.expired'])('are renewed once after %s', async (code) => {
    emulator.setSwitch('tokenSeconds', 300);
    emulator.setSwitch('expiredCode', code);
    const account = openAccount(emulator.url, runtime);
    await account.catalogue(testCall());
    emulator.clock.advance(400_000);
    emulator.journal.clear();
    expect(await account.catalogue(testCall())).not.toHaveLength(0);
    expect(emulator.journal.entries().map((entry) => entry.status)).toEqual([401, 200, 200]);
    expect(loginsTo(emulator)).toBe(1);
  });

  it('are renewed together when many questions are refused at once', async () => {
    emulator.setSwitch('tokenSeconds', 300);
    const account = openAccount(emulator.url, runtime);
    await account.catalogue(testCall());
    emulator.clock.advance(400_000);
    emulator.journal.clear();
    await Promise.all([
      account.catalogue(testCall()),
      account.users?.page(null, testCall()),
      account.assignments.page(null, testCall()),
    ]);
    expect(loginsTo(emulator)).toBe(1);
  });

  it('a new token that is refused as well ends it', async () => {
    emulator.fault({
      path: 'definitions',
      fault: { kind: 'answer', status: 401, body: { code: 'bad.credentials' } },
    });
    const account = openAccount(emulator.url, runtime);
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      providerCode: 'bad.credentials',
      accountKey: 'us',
    });
    expect(callsTo(emulator)).toHaveLength(2);
    expect(loginsTo(emulator)).toBe(2);
  });

  it('a request without a token is a mistake of ours, and renews nothing', async () => {
    emulator.fault({
      path: 'definitions',
      fault: { kind: 'answer', status: 401, body: { code: 'authentication.required' } },
    });
    const account = openAccount(emulator.url, runtime);
    expect((await problemOf(account.catalogue(testCall()))).providerCode).toBe('authentication.required');
    expect(loginsTo(emulator)).toBe(1);
  });
});

describe('a refused login', () => {
  it.each([
    ['400', 'acme-us-client', 400],
    ['401', 'acme-us-client', 401],
    ['an unknown client', 'nobody-at-all', 400],
  ])('with %s is final and never repeated', async (_, clientId, status) => {
    emulator.setSwitch('wrongSecretStatus', status);
    const account = openAccount(emulator.url, runtime, clientId, 'a-wrong-secret');
    for (let round = 0; round < 3; round += 1) {
      const problem = await problemOf(account.catalogue(testCall()));
      expect(problem).toMatchObject({
        code: 'UPSTREAM_CREDENTIALS',
        providerCode: 'invalid_client',
        retryable: false,
        accountKey: 'us',
      });
      expect(JSON.stringify(problem)).not.toContain('a-wrong-secret');
    }
    expect(loginsTo(emulator)).toBe(1);
    expect(callsTo(emulator)).toHaveLength(0);
  });
});

describe('a login that fails', () => {
  it('with 503 is tried again', async () => {
    emulator.fault({ path: '/oauth/token', times: 1, fault: { kind: 'error', status: 503 } });
    expect(await openAccount(emulator.url, runtime).catalogue(testCall())).not.toHaveLength(0);
    expect(loginsTo(emulator)).toBe(2);
  });

  it('with a pause is tried again after it', async () => {
    emulator.fault({ path: '/oauth/token', times: 1, fault: { kind: 'throttle', retryAfter: 1 } });
    const started = Date.now();
    expect(await openAccount(emulator.url, runtime).catalogue(testCall())).not.toHaveLength(0);
    expect(Date.now() - started).toBeGreaterThanOrEqual(950);
    expect(loginsTo(emulator)).toBe(2);
  });

  it('with a page of a proxy is an unusable answer, and no refusal', async () => {
    emulator.fault({ path: '/oauth/token', times: 1, fault: { kind: 'html' } });
    const account = openAccount(emulator.url, runtime);
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(await account.catalogue(testCall())).not.toHaveLength(0);
  });

  it('with 400 and no word of its own is no refusal either', async () => {
    emulator.fault({ path: '/oauth/token', times: 1, fault: { kind: 'answer', status: 400, body: {} } });
    const account = openAccount(emulator.url, runtime);
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_REJECTED');
    expect(await account.catalogue(testCall())).not.toHaveLength(0);
  });
});
