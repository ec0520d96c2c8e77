// What the emulator starts with, at every scale, and starts with again.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, SECOND, connect, imeis, listing, login, refused, send, useAccounts } from './client.ts';

const { emulator, first } = useAccounts();

const SUBSCRIPTION = `/fota/v3/subscriptions/${FIRST}`;
const ASSIGN = `/fota/v3/licenses/${FIRST}/assign`;
const BARE = { deviceList: [imei(122)] };

describe('reset', () => {
  it('forgets sessions, changes and the clock', async () => {
    await first('POST', ASSIGN, BARE);
    expect((await first('GET', SUBSCRIPTION)).body).toMatchObject({ licenseUsedCount: 1249 });
    const headers = await login(emulator);
    emulator.reset();
    const late = await send(emulator, 'GET', `/api${SUBSCRIPTION}`, { headers });
    expect(late.body).toMatchObject({ fault: { code: '900901' } });
    const again = await connect(emulator);
    expect(listing(await again('GET', `/fota/v3/licenses/${FIRST}`)).assignedLicenses).toBe(1248);
  });

  it('has no switch value that is not one of its words', async () => {
    emulator.setSwitch('v3ResultDialect', 'nonsense');
    expect((await first('POST', ASSIGN, BARE)).status).toBe(599);
  });
});

describe('scale 400', () => {
  it('answers about a million devices', async () => {
    emulator.reset(400);
    const one = await connect(emulator, 0);
    const other = await connect(emulator, 1);
    expect((await one('GET', SUBSCRIPTION)).body).toMatchObject({
      licenseCount: 600_000,
      licenseUsedCount: 480_048,
    });
    expect((await other('GET', `/fota/v1/subscriptions/${SECOND}`)).body).toMatchObject({
      licenseCount: 120_003,
      licenseUsedCount: 120_000,
    });
    const offset = listing(await one('GET', `/fota/v1/licenses/${FIRST}/index/480047`));
    expect(offset.deviceList).toHaveLength(1);
    const last = await one(
      'GET',
      `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=${offset.deviceList[0]?.deviceId}`,
    );
    expect(listing(last)).toMatchObject({ hasMoreData: false, deviceList: [] });
    const found = listing(
      await one('POST', `/fota/v3/devices/${FIRST}`, { deviceList: imeis(799_000, 1000) }),
    );
    expect(found.deviceList.every(({ model }) => typeof model === 'string')).toBe(true);
    expect((await one('GET', `/fota/v3/devices/${FIRST}?lastSeenDeviceId=${imei(800_000)}`)).body).toEqual(
      refused('INVALID_PARAMETER', 'LastSeenDeviceId Not Valid'),
    );
  });
});
