// Both credentials of ThingSpace: an application's Bearer and a user's session, each renewed when it alone has ended.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/thingspace/index.ts';
import { askToken, basic, field, send } from '../../emulators/thingspace/client.ts';
import { problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { FOREIGN, foreignAccount } from './changes.ts';

const bench = useProvider('thingspace', { runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;
// No test is about pages: small ones are quick.
beforeEach(() => emulator.setSwitch('rowsPerPage', 20));

const MINUTE = 60_000;
const SUMMARY = 'GET licenses?lastSeenDeviceId=0';
const GATEWAY_REFUSAL = {
  kind: 'answer',
  status: 401,
  body: { fault: { code: '900901', message: 'Invalid Credentials', description: '…' } },
} as const;

/** Ends the Bearer that the account holds: there is one of an application at a time. */
async function revokeBearer(): Promise<void> {
  const token = String(field(await askToken(emulator), 'access_token'));
  const body = `grant_type=client_credentials&token=${token}`;
  const answer = await send(emulator, 'POST', '/api/ts/v1/oauth2/revoke', { headers: basic(0), body });
  expect(answer.status).toBe(200);
  bench.forget();
}

/** Reads for an hour and two minutes, so often that the session lives. */
async function readForAnHour(): Promise<void> {
  for (let quarter = 0; quarter < 4; quarter += 1) {
    emulator.clock.advance(15.5 * MINUTE);
    await account.catalogue(testCall());
  }
}

describe('credentials', () => {
  it('are fetched once, one after the other, and shared by reads side by side', async () => {
    const call = testCall();
    await Promise.all([
      account.catalogue(call),
      account.assignees.DEVICE.page(null, call),
      account.assignees.DEVICE.byIds(['014000000000011'], call),
      account.assignments.page('014000000000011', call),
    ]);
    await account.catalogue(call);
    expect(exchanges(emulator).slice(0, 2)).toEqual(['POST token 200', 'POST login 200']);
    expect(exchanges(emulator).filter((line) => /token|login/.test(line))).toHaveLength(2);
    expect(exchanges(emulator)).toHaveLength(7);
  });

  it('go out on every read, both of them', async () => {
    const body = { assignedLicenses: 0, totalLicenses: 0, hasMoreData: false };
    const stubbed = await bench.stubbed(() => ({ body }));
    await stubbed.account.catalogue(testCall());
    expect(stubbed.requests.map(({ headers }) => [headers.authorization, headers['vz-m2m-token']])).toEqual([
      ['Bearer bearer', 'session'],
    ]);
  });

  it('a Bearer that is about to end is renewed before it is refused', async () => {
    await bench.warm();
    await readForAnHour();
    const reads = Array.from({ length: 4 }, () => `${SUMMARY} 200`);
    expect(exchanges(emulator)).toEqual([...reads.slice(0, 3), 'POST token 200', `${SUMMARY} 200`]);
  });

  it('live on without expires_in until refused (contract 2.1)', async () => {
    emulator.setSwitch('tokenFields', 'minimal');
    await bench.warm();
    await readForAnHour();
    expect(exchanges(emulator).slice(3)).toEqual([`${SUMMARY} 401`, 'POST token 200', `${SUMMARY} 200`]);
  });

  it.each([['json'], ['xml']])(
    'a Bearer refused by a fault in %s is renewed, the session kept',
    async (format) => {
      emulator.setSwitch('gatewayFaultFormat', format);
      await bench.warm();
      await revokeBearer();
      await account.catalogue(testCall());
      expect(exchanges(emulator)).toEqual([`${SUMMARY} 401`, 'POST token 200', `${SUMMARY} 200`]);
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
      await bench.warm();
      emulator.clock.advance(21 * MINUTE);
      await account.catalogue(testCall());
      expect(exchanges(emulator)).toEqual([`${SUMMARY} ${status}`, 'POST login 200', `${SUMMARY} 200`]);
    },
  );

  it.each([[400], [401], [403]])('a session refused with %d by M2M is renewed', async (status) => {
    emulator.setSwitch('m2mSessionExpiredStatus', status);
    const { DEVICE: devices } = (await bench.warm(bench.open({ deviceLookup: 'm2m' }))).assignees;
    emulator.clock.advance(21 * MINUTE);
    const found = await devices.byIds(['014000000000011'], testCall());
    expect(found.get('014000000000011')).toMatchObject({ imei: '014000000000011' });
    expect(exchanges(emulator)).toEqual([
      `POST devices/actions/list ${status}`,
      'POST login 200',
      'POST devices/actions/list 200',
    ]);
  });

  it('are renewed once for reads side by side', async () => {
    await bench.warm();
    emulator.clock.advance(21 * MINUTE);
    const call = testCall();
    await Promise.all([
      account.catalogue(call),
      account.assignees.DEVICE.page(null, call),
      account.assignees.DEVICE.byIds(['014000000000011'], call),
    ]);
    expect(exchanges(emulator).filter((line) => line.startsWith('POST login'))).toEqual(['POST login 200']);
    expect(exchanges(emulator)).toHaveLength(7);
  });

  it('are replayed once, then it is a problem', async () => {
    await bench.warm();
    bench.strike({ kind: 'answer', status: 401 });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      accountKey: 'acme-devices',
      retryable: false,
    });
    expect(exchanges(emulator)).toEqual([`${SUMMARY} 401`, 'POST login 200', `${SUMMARY} 401`]);
  });

  it('a session code that stays after the replay says credentials, not rejected', async () => {
    await bench.warm();
    const errorCode = 'UnifiedWebService.INPUT_INVALID.SessionToken.Invalid';
    const body = { errorCode, errorMessage: 'secret words' };
    bench.strike({ kind: 'answer', status: 400, body });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', providerCode: errorCode });
    expect(JSON.stringify(problem)).not.toContain('secret words');
  });
});

describe('a refused login', () => {
  it('is sent once, and again after minutes alone: five lock the user (contract 2.2)', async () => {
    const { catalogue } = bench.open({ password: 'wrong-password' });
    for (let read = 0; read < 3; read += 1) {
      const problem = await problemOf(catalogue(testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', accountKey: 'acme-devices' });
      expect(JSON.stringify(problem)).not.toMatch(/wrong-password|http:/);
    }
    expect(exchanges(emulator)).toEqual(['POST token 200', 'POST login 400']);
    emulator.clock.advance(5 * MINUTE);
    await problemOf(catalogue(testCall()));
    await problemOf(catalogue(testCall()));
    expect(exchanges(emulator)).toEqual(['POST token 200', 'POST login 400', 'POST login 400']);
  });

  it('of the application is sent once', async () => {
    const { catalogue } = bench.open({ appSecret: 'wrong-secret' });
    for (let read = 0; read < 3; read += 1) {
      const problem = await problemOf(catalogue(testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', providerCode: 'invalid_client' });
    }
    expect(exchanges(emulator)).toEqual(['POST token 401']);
  });

  it.each([[400], [401], [403], [423]])('is one with any status that may be one: %d', async (status) => {
    bench.strike({ kind: 'answer', status }, { path: '/session/login' });
    await problemOf(account.catalogue(testCall()));
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_CREDENTIALS' });
    expect(exchanges(emulator)).toEqual(['POST token 200', `POST login ${status}`]);
  });

  it('by the gateway is none: the Bearer is renewed and the login sent again', async () => {
    bench.strike(GATEWAY_REFUSAL, { path: '/session/login', times: 1 });
    await account.catalogue(testCall());
    expect(exchanges(emulator)).toEqual([
      'POST token 200',
      'POST login 401',
      'POST token 200',
      'POST login 200',
      `${SUMMARY} 200`,
    ]);
  });

  it('by a gateway that stays so is a problem, but not the end', async () => {
    bench.strike(GATEWAY_REFUSAL, { path: '/session/login' });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      providerCode: '900901',
    });
    emulator.clearFaults();
    await expect(account.catalogue(testCall())).resolves.toBeTruthy();
  });

  it('is not what an outage of the login is', async () => {
    bench.strike({ kind: 'error', status: 503 }, { path: '/session/login' });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    emulator.clearFaults();
    await expect(account.catalogue(testCall())).resolves.toBeTruthy();
  });

  it('is not what a page of HTML at the login is', async () => {
    bench.strike({ kind: 'html' }, { path: '/session/login', times: 1 });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    await expect(account.catalogue(testCall())).resolves.toBeTruthy();
  });
});

describe('an account that is not ours', () => {
  it.each(FOREIGN)('with %d is permanent and costs one call (contract 9.12)', async (status, code) => {
    const foreign = foreignAccount(bench, status);
    const problem = await problemOf(foreign.catalogue(testCall()));
    expect(problem).toMatchObject({ code, providerCode: 'INVALID_PARAMETER', retryable: false });
    expect(exchanges(emulator)).toEqual(['POST token 200', 'POST login 200', `${SUMMARY} ${status}`]);
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
    const lost = bench.open({
      baseUrls: { oauth: emulator.url + oauth, m2m: emulator.url + m2m, fotaV3: emulator.url + path },
    });
    const problem = await problemOf(lost.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      hint: 'Check the base URLs of this account in the configuration.',
    });
    expect(exchanges(emulator)).toEqual([
      'POST token 200',
      'POST login 200',
      expect.stringMatching(`^GET .*${status}$`),
    ]);
  });
});
