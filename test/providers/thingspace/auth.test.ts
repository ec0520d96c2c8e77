import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/thingspace/index.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, open, problemOf, seeded, startStub } from './account.ts';

const MINUTE = 60_000;
const SUMMARY = 'GET licenses?lastSeenDeviceId=0';

let emulator: RunningEmulator;
let close: () => void;
let account: ReturnType<typeof open>;
let reopen: (changes?: object) => ReturnType<typeof open>;

beforeAll(async () => {
  emulator = await startEmulator(definition);
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  const made = testRuntime({ now: () => emulator.clock.now() });
  close = made.close;
  reopen = (changes = {}) => open(made.runtime, emulator.url, 'v3', changes);
  account = reopen();
});
afterEach(() => close());

/** Logs in with one read and forgets that it happened. */
async function warm(): Promise<void> {
  await account.catalogue(testCall());
  emulator.journal.clear();
}

async function revokeBearer(): Promise<void> {
  const { key, secret } = seeded('v3');
  const post = async (path: string, form: Record<string, string>): Promise<Response> =>
    fetch(`${emulator.url}${access.paths.oauth}/oauth2/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
    });
  const held: unknown = await (await post('token', {})).json();
  if (typeof held !== 'object' || held === null || !('access_token' in held)) throw new Error('no token');
  expect((await post('revoke', { token: String(held.access_token) })).status).toBe(200);
  emulator.journal.clear();
}

describe('credentials', () => {
  it('are fetched once, one after the other, and shared by reads side by side', async () => {
    const call = testCall();
    await Promise.all([
      account.catalogue(call),
      account.devices.page(null, call),
      account.devices.byIds(['014000000000011'], call),
      account.assignments.page('014000000000011', call),
    ]);
    await account.catalogue(call);
    expect(calls(emulator).slice(0, 2)).toEqual(['POST token 200', 'POST login 200']);
    expect(calls(emulator).filter((line) => /token|login/.test(line))).toHaveLength(2);
    expect(calls(emulator)).toHaveLength(7);
  });

  it('go out on every read, both of them', async () => {
    const stub = await startStub(() => ({
      body: { assignedLicenses: 0, totalLicenses: 0, hasMoreData: false },
    }));
    const made = testRuntime();
    try {
      await open(made.runtime, stub.url).catalogue(testCall());
      expect(stub.requests.map(({ headers }) => [headers.authorization, headers['vz-m2m-token']])).toEqual([
        ['Bearer bearer', 'session'],
      ]);
    } finally {
      made.close();
      await stub.close();
    }
  });

  it('a Bearer that is about to end is renewed before it is refused', async () => {
    await warm();
    for (let quarter = 0; quarter < 4; quarter += 1) {
      emulator.clock.advance(15.5 * MINUTE);
      await account.catalogue(testCall());
    }
    const reads = Array.from({ length: 4 }, () => `${SUMMARY} 200`);
    expect(calls(emulator)).toEqual([...reads.slice(0, 3), 'POST token 200', `${SUMMARY} 200`]);
  });

  it('live on without expires_in until refused (contract 2.1)', async () => {
    emulator.setSwitch('tokenFields', 'minimal');
    await warm();
    for (let quarter = 0; quarter < 4; quarter += 1) {
      emulator.clock.advance(15.5 * MINUTE);
      await account.catalogue(testCall());
    }
    expect(calls(emulator).slice(3)).toEqual([`${SUMMARY} 401`, 'POST token 200', `${SUMMARY} 200`]);
  });

  it.each([['json'], ['xml']])(
    'a Bearer refused by a fault in %s is renewed, the session kept',
    async (format) => {
      emulator.setSwitch('gatewayFaultFormat', format);
      await warm();
      await revokeBearer();
      await account.catalogue(testCall());
      expect(calls(emulator)).toEqual([`${SUMMARY} 401`, 'POST token 200', `${SUMMARY} 200`]);
    },
  );

  it.each([
    ['m2m', 400],
    ['unauthorized', 401],
    ['empty', 401],
  ])(
    'a session that ended is renewed, the Bearer kept: refusal %s (contract 9.7)',
    async (refusal, status) => {
      emulator.setSwitch('fotaSessionRefusal', refusal);
      await warm();
      emulator.clock.advance(21 * MINUTE);
      await account.catalogue(testCall());
      expect(calls(emulator)).toEqual([`${SUMMARY} ${status}`, 'POST login 200', `${SUMMARY} 200`]);
    },
  );

  it.each([[400], [401], [403]])('a session refused with %d by M2M is renewed', async (status) => {
    emulator.setSwitch('m2mSessionExpiredStatus', status);
    account = reopen({ deviceLookup: 'm2m' });
    await warm();
    emulator.clock.advance(21 * MINUTE);
    const found = await account.devices.byIds(['014000000000011'], testCall());
    expect(found.get('014000000000011')).toMatchObject({ imei: '014000000000011' });
    expect(calls(emulator)).toEqual([
      `POST devices/actions/list ${status}`,
      'POST login 200',
      'POST devices/actions/list 200',
    ]);
  });

  it('are renewed once for reads side by side', async () => {
    await warm();
    emulator.clock.advance(21 * MINUTE);
    const call = testCall();
    await Promise.all([
      account.catalogue(call),
      account.devices.page(null, call),
      account.devices.byIds(['014000000000011'], call),
    ]);
    expect(calls(emulator).filter((line) => line.startsWith('POST login'))).toEqual(['POST login 200']);
    expect(calls(emulator)).toHaveLength(7);
  });

  it('are replayed once, then it is a problem', async () => {
    await warm();
    emulator.fault({ path: '/licenses/', fault: { kind: 'answer', status: 401 } });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      accountKey: 'acme-devices',
      retryable: false,
    });
    expect(calls(emulator)).toEqual([`${SUMMARY} 401`, 'POST login 200', `${SUMMARY} 401`]);
  });

  it('a session code that stays after the replay says credentials, not rejected', async () => {
    await warm();
    const errorCode = 'UnifiedWebService.INPUT_INVALID.SessionToken.Invalid';
    const body = { errorCode, errorMessage: 'secret words' };
    emulator.fault({ path: '/licenses/', fault: { kind: 'answer', status: 400, body } });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', providerCode: errorCode });
    expect(JSON.stringify(problem)).not.toContain('secret words');
  });
});

describe('a refused login', () => {
  it('is sent once for ever: five lock the user (contract 2.2)', async () => {
    account = reopen({ password: 'wrong-password' });
    for (let read = 0; read < 3; read += 1) {
      const problem = await problemOf(account.catalogue(testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', accountKey: 'acme-devices' });
      expect(JSON.stringify(problem)).not.toMatch(/wrong-password|http:/);
    }
    expect(calls(emulator)).toEqual(['POST token 200', 'POST login 400']);
  });

  it('of the application is sent once for ever', async () => {
    account = reopen({ appSecret: 'wrong-secret' });
    for (let read = 0; read < 3; read += 1) {
      const problem = await problemOf(account.catalogue(testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', providerCode: 'invalid_client' });
    }
    expect(calls(emulator)).toEqual(['POST token 401']);
  });

  it.each([[400], [401], [403], [423]])('is one with any status that may be one: %d', async (status) => {
    emulator.fault({ path: '/session/login', fault: { kind: 'answer', status } });
    await problemOf(account.catalogue(testCall()));
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_CREDENTIALS' });
    expect(calls(emulator)).toEqual(['POST token 200', `POST login ${status}`]);
  });

  it('by the gateway is none: the Bearer is renewed and the login sent again', async () => {
    const body = { fault: { code: '900901', message: 'Invalid Credentials', description: '…' } };
    emulator.fault({ path: '/session/login', times: 1, fault: { kind: 'answer', status: 401, body } });
    await account.catalogue(testCall());
    expect(calls(emulator)).toEqual([
      'POST token 200',
      'POST login 401',
      'POST token 200',
      'POST login 200',
      `${SUMMARY} 200`,
    ]);
  });

  it('by a gateway that stays so is a problem, but not the end', async () => {
    const body = { fault: { code: '900901', message: 'Invalid Credentials', description: '…' } };
    emulator.fault({ path: '/session/login', fault: { kind: 'answer', status: 401, body } });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      providerCode: '900901',
    });
    emulator.clearFaults();
    await expect(account.catalogue(testCall())).resolves.toHaveLength(1);
  });

  it('is not what an outage of the login is', async () => {
    emulator.fault({ path: '/session/login', fault: { kind: 'error', status: 503 } });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    emulator.clearFaults();
    await expect(account.catalogue(testCall())).resolves.toHaveLength(1);
  });

  it('is not what a page of HTML at the login is', async () => {
    emulator.fault({ path: '/session/login', times: 1, fault: { kind: 'html' } });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    await expect(account.catalogue(testCall())).resolves.toHaveLength(1);
  });
});

describe('an account that is not ours', () => {
  it.each([
    [400, 'UPSTREAM_REJECTED'],
    [403, 'UPSTREAM_FORBIDDEN'],
  ])('with %d is permanent and costs one call (contract 9.12)', async (status, code) => {
    emulator.setSwitch('foreignAccountStatus', status);
    account = reopen({ accountName: seeded('v2').accountName });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({ code, providerCode: 'INVALID_PARAMETER', retryable: false });
    expect(calls(emulator)).toEqual(['POST token 200', 'POST login 200', `${SUMMARY} ${status}`]);
  });
});

describe('a wrong base URL', () => {
  it.each([
    ['json', 400, '/api/fota/v3/firmware', 400],
    ['json', 404, '/api/fota/v3/firmware', 404],
    ['xml', 404, '/api/fota/v3/firmware', 404],
    ['json', 400, '/api/nowhere', 404],
  ])('answered in %s with %d at %s says so and renews nothing', async (format, unknown, path, status) => {
    emulator.setSwitch('gatewayFaultFormat', format);
    emulator.setSwitch('unknownPathStatus', unknown);
    const { oauth, m2m } = access.paths;
    account = reopen({
      baseUrls: { oauth: emulator.url + oauth, m2m: emulator.url + m2m, fotaV3: emulator.url + path },
    });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      hint: 'Check the base URLs of this account in the configuration.',
    });
    expect(calls(emulator)).toEqual([
      'POST token 200',
      'POST login 200',
      expect.stringMatching(`^GET .*${status}$`),
    ]);
  });
});
