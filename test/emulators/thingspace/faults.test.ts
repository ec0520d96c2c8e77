// Faults that the emulator is told to have.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, listing, useAccounts } from './client.ts';

const { emulator, first: call } = useAccounts();

const SUBSCRIPTION = `/fota/v3/subscriptions/${FIRST}`;
const ASSIGN = `/fota/v3/licenses/${FIRST}/assign`;
const BARE = { deviceList: [imei(122)] };

async function used(): Promise<unknown> {
  return listing(await call('GET', `/fota/v3/licenses/${FIRST}`)).assignedLicenses;
}

describe('scripted faults', () => {
  it('throttle with the body that is switched on', async () => {
    emulator.fault({ path: '/subscriptions/', times: 1, fault: { kind: 'throttle', retryAfter: 7 } });
    const answer = await call('GET', SUBSCRIPTION);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    emulator.setSwitch('throttleBody', 'empty');
    emulator.fault({ path: '/subscriptions/', times: 1, fault: { kind: 'throttle' } });
    const empty = await call('GET', SUBSCRIPTION);
    expect([empty.status, empty.text, empty.headers.get('retry-after')]).toEqual([429, '', null]);
  });

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
