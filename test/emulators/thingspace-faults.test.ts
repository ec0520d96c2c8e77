import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { imei } from '../../emulators/seed/organisation.ts';
import { definition } from '../../emulators/thingspace/index.ts';
import {
  connect,
  FIRST,
  imeis,
  listing,
  login,
  refused,
  SECOND,
  send,
  type Call,
} from './thingspace-client.ts';

let emulator: RunningEmulator;
let call: Call;
beforeAll(async () => {
  emulator = await startEmulator(definition);
});
afterAll(() => emulator.close());
beforeEach(async () => {
  emulator.reset();
  call = await connect(emulator);
});

const SUBSCRIPTION = `/fota/v3/subscriptions/${FIRST}`;
const ASSIGN = `/fota/v3/licenses/${FIRST}/assign`;
const BARE = { deviceList: [imei(122)] };

async function used(): Promise<unknown> {
  return listing(await call('GET', `/fota/v3/licenses/${FIRST}`)).assignedLicenses;
}

describe('throttling', () => {
  it('is off, and counts a minute of one caller when on', async () => {
    const statuses = new Set<number>();
    for (let at = 0; at < 30; at += 1) statuses.add((await call('GET', SUBSCRIPTION)).status);
    expect([...statuses]).toEqual([200]);
    emulator.clock.advance(60_000 - (emulator.clock.now() % 60_000) + 1000);
    emulator.setSwitch('requestsPerMinute', 2);
    const answers = [];
    for (let at = 0; at < 3; at += 1) answers.push(await call('GET', SUBSCRIPTION));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.body).toMatchObject({ fault: { code: '900800', message: 'Message throttled out' } });
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(50);
    emulator.setSwitch('retryAfterHeader', false);
    emulator.setSwitch('throttleBody', 'empty');
    const bare = await call('GET', SUBSCRIPTION);
    expect([bare.status, bare.text, bare.headers.get('retry-after')]).toEqual([429, '', null]);
    emulator.clock.advance(60_000);
    expect((await call('GET', SUBSCRIPTION)).status).toBe(200);
  });

  it('can be scripted, with the body that is switched on', async () => {
    emulator.fault({ path: '/subscriptions/', times: 1, fault: { kind: 'throttle', retryAfter: 7 } });
    const answer = await call('GET', SUBSCRIPTION);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    emulator.setSwitch('throttleBody', 'empty');
    emulator.fault({ path: '/subscriptions/', times: 1, fault: { kind: 'throttle' } });
    const empty = await call('GET', SUBSCRIPTION);
    expect([empty.status, empty.text, empty.headers.get('retry-after')]).toEqual([429, '', null]);
  });
});

describe('scripted faults', () => {
  it.each([
    [500, { errorCode: 'INTERNAL_ERROR', errorMessage: expect.any(String) }],
    [503, { fault: expect.objectContaining({ code: '101503' }) }],
    [401, { fault: expect.objectContaining({ code: '900901' }) }],
  ])('%i has the body of whoever sends it', async (status, body) => {
    emulator.fault({ times: 1, fault: { kind: 'error', status } });
    const answer = await call('GET', SUBSCRIPTION);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it('lies: success without a change, of licenses, lists and sessions', async () => {
    emulator.fault({ method: 'POST', fault: { kind: 'lie' } });
    const lied = await call('POST', ASSIGN, BARE);
    expect(lied.body).toMatchObject({ licUsedCount: 1249, deviceList: [{ status: 'LicenseAssignSuccess' }] });
    await call('POST', `/fota/v1/licenses/${FIRST}/cancel`, BARE);
    await call('POST', '/m2m/v1/session/logout');
    emulator.clearFaults();
    expect(await used()).toBe(1248);
    expect((await call('GET', `/fota/v1/licenses/${FIRST}/cancel/index/0`)).body).toMatchObject({ count: 0 });
    await call('POST', ASSIGN, BARE);
    expect(await used()).toBe(1249);
  });

  it('applies a write and cuts the connection', async () => {
    emulator.fault({ path: 'assign$', times: 1, fault: { kind: 'apply-then-cut' } });
    await expect(call('POST', ASSIGN, BARE)).rejects.toThrow('fetch failed');
    expect(await used()).toBe(1249);
  });

  it('replaces enum values by unheard ones and leaves the rest', async () => {
    const asked = ['POST', `/fota/v3/devices/${FIRST}`, { deviceList: [imei(1)] }] as const;
    const plain = listing(await call(...asked)).deviceList[0];
    emulator.fault({ fault: { kind: 'unknown-enum' } });
    const row = listing(await call(...asked)).deviceList[0];
    expect(row).toEqual({ ...plain, status: 'LicenseAssignDeferred', protocol: 'COAP-NG' });
    expect(listing(await call('POST', ASSIGN, BARE)).deviceList[0]).toMatchObject({
      status: 'LicenseAssignDeferred',
      Reason: 'Success',
    });
  });
});

describe('reset', () => {
  it('forgets sessions, changes and the clock', async () => {
    await call('POST', ASSIGN, BARE);
    const headers = await login(emulator);
    emulator.reset();
    const late = await send(emulator, 'GET', `/api${SUBSCRIPTION}`, { headers });
    expect(late.body).toMatchObject({ fault: { code: '900901' } });
    call = await connect(emulator);
    expect(await used()).toBe(1248);
  });

  it('has no switch value that is not one of its words', async () => {
    emulator.setSwitch('v3ResultDialect', 'nonsense');
    expect((await call('POST', ASSIGN, BARE)).status).toBe(599);
  });
});

describe('scale 400', () => {
  it('answers about a million devices', async () => {
    const large = await startEmulator(definition, { scale: 400 });
    try {
      const first = await connect(large, 0);
      const second = await connect(large, 1);
      expect((await first('GET', SUBSCRIPTION)).body).toMatchObject({
        licenseCount: 600_000,
        licenseUsedCount: 480_048,
      });
      expect((await second('GET', `/fota/v1/subscriptions/${SECOND}`)).body).toMatchObject({
        licenseCount: 120_003,
        licenseUsedCount: 120_000,
      });
      const offset = listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/480047`));
      expect(offset.deviceList).toHaveLength(1);
      const last = await first(
        'GET',
        `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=${offset.deviceList[0]?.deviceId}`,
      );
      expect(listing(last)).toMatchObject({ hasMoreData: false, deviceList: [] });
      const found = listing(
        await first('POST', `/fota/v3/devices/${FIRST}`, { deviceList: imeis(799_000, 1000) }),
      );
      expect(found.deviceList.every(({ model }) => typeof model === 'string')).toBe(true);
      expect(
        (await first('GET', `/fota/v3/devices/${FIRST}?lastSeenDeviceId=${imei(800_000)}`)).body,
      ).toEqual(refused('INVALID_PARAMETER', 'LastSeenDeviceId Not Valid'));
    } finally {
      await large.close();
    }
  });
});
