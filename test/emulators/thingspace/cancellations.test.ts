// Candidates for cancellation, and a pool with more licenses given than there are.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, SECOND, imeis, listing, record, refused, useAccounts } from './client.ts';

const { emulator, first, second: call } = useAccounts();

const V1 = `/fota/v1/licenses/${SECOND}/cancel`;
const V2 = `/fota/v2/licenses/${SECOND}/cancel`;

describe('cancellation candidates', () => {
  it('are none at first', async () => {
    expect((await call('GET', `${V1}/index/0`)).body).toEqual({
      count: 0,
      hasMoreData: false,
      deviceList: [],
    });
    expect((await call('DELETE', V1)).body).toEqual({ success: true });
  });

  it('are replaced without a type and appended with one, for both versions alike', async () => {
    const [a, b, c] = imeis(2000, 3);
    expect((await call('POST', V1, { deviceList: [a, b] })).body).toEqual({ count: 2, deviceList: [a, b] });
    const appended = await call('POST', V2, { type: 'append', deviceList: [c, a] });
    expect(appended.body).toEqual({ count: 3, deviceList: [a, b, c] });
    expect(record(await call('GET', `${V1}/index/0`))['deviceList']).toEqual([a, b, c]);
    expect((await call('POST', V1, { deviceList: [b] })).body).toEqual({ count: 1, deviceList: [b] });
    expect((await call('DELETE', V2)).body).toEqual({ success: true });
    expect((await call('GET', V2)).body).toMatchObject({ count: 0 });
    expect((await call('POST', V2, { type: 'append', deviceList: [c] })).body).toMatchObject({ count: 1 });
  });

  it('change no license', async () => {
    await call('POST', V1, { deviceList: [imei(2000)] });
    expect((await call('GET', `/fota/v1/subscriptions/${SECOND}`)).body).toMatchObject({
      licenseUsedCount: 300,
    });
  });

  it('are paged by offset, with the count of the whole list and a time of each version', async () => {
    await call('POST', V1, { deviceList: imeis(2000, 5) });
    emulator.setSwitch('rowsPerPage', 2);
    const iso = await call('GET', `${V1}/index/2`);
    expect(iso.body).toEqual({
      count: 5,
      hasMoreData: true,
      updateTime: expect.stringMatching(/T.*Z$/),
      deviceList: imeis(2002, 2),
    });
    const go = await call('GET', `${V2}?startIndex=4`);
    expect(go.body).toEqual({
      count: 5,
      hasMoreData: false,
      updateTime: expect.stringMatching(/ \+0000 UTC$/),
      deviceList: [imei(2004)],
    });
    expect((await call('GET', `${V2}/index/4`)).body).toEqual(go.body);
    expect(record(await call('GET', V2))['deviceList']).toEqual(imeis(2000, 2));
    const past = await call('GET', `${V2}?startIndex=5`);
    expect(past.body).toEqual(refused('INVALID_PARAMETER', 'Index exceeds number of devices in list'));
    const word = await call('GET', `${V1}/index/first`);
    expect([word.status, word.body]).toEqual([400, refused('INVALID_PARAMETER', 'Invalid index value')]);
  });

  it('belong to one account', async () => {
    await call('POST', V1, { deviceList: [imei(2000)] });
    expect((await first('GET', `/fota/v1/licenses/${FIRST}/cancel/index/0`)).body).toMatchObject({
      count: 0,
    });
  });
});

describe('an over-assigned pool', () => {
  it('keeps its licenses and gives out none', async () => {
    emulator.setSwitch(`totalLicenses:${SECOND}`, 298);
    const assigned = await call('POST', `/fota/v1/licenses/${SECOND}/assign`, { deviceList: [imei(2003)] });
    expect(assigned.body).toMatchObject({
      licCount: 298,
      licUsedCount: 300,
      deviceList: [{ status: 'LicenseAssignFailed' }],
    });
  });

  it('loses listed candidates first, then the oldest, once the provider takes them back', async () => {
    const before = listing(await call('GET', `/fota/v2/licenses/${SECOND}`)).deviceList;
    const listed = [imei(2000), imei(2003), imei(2013)];
    await call('POST', V1, { deviceList: listed });
    emulator.setSwitch(`totalLicenses:${SECOND}`, 297);
    emulator.setSwitch('reclaimLicenses', true);
    const after = listing(await call('GET', `/fota/v2/licenses/${SECOND}`));
    const kept = new Set(after.deviceList.map(({ deviceId }) => deviceId));
    const lost = before.filter(({ deviceId }) => !kept.has(deviceId));
    const oldest = before
      .filter(({ deviceId }) => deviceId !== imei(2000))
      .toSorted((a, b) => String(a['assignmentTime']).localeCompare(String(b['assignmentTime'])))
      .slice(0, 2)
      .map(({ deviceId }) => deviceId);
    expect(after.assignedLicenses).toBe(297);
    expect(lost.map(({ deviceId }) => deviceId).toSorted()).toEqual([imei(2000), ...oldest].toSorted());
  });
});
