// Giving and taking licenses, device by device, in every dialect.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, SECOND, imeis, listing, refused, useAccounts, type Answer } from './client.ts';

const HOUR = 3_600_000;
/** Devices of the first account that start without a license. */
const BARE = [imei(122), imei(123), imei(127)] as const;
/** Of the second account, which has three licenses left. */
const BARE_IN_SECOND = [imei(2003), imei(2004), imei(2008), imei(2009), imei(2013)];
const UPGRADED_SINCE = imei(7);
const UPGRADED_BEFORE = imei(11);
const UPGRADING = imei(13);

const { emulator, first, second } = useAccounts();

function assign(deviceList: readonly string[], version = 'v3'): Promise<Answer> {
  return first('POST', `/fota/${version}/licenses/${FIRST}/assign`, { deviceList });
}

function remove(deviceList: readonly string[], version = 'v3'): Promise<Answer> {
  return first('POST', `/fota/${version}/licenses/${FIRST}/remove`, { deviceList });
}

async function isLicensed(deviceId: string): Promise<unknown> {
  const answer = await first('POST', `/fota/v3/devices/${FIRST}`, { deviceList: [deviceId] });
  return listing(answer).deviceList[0]?.['licenseAssigned'];
}

describe('assign', () => {
  it('licenses what has none, accepts what has one, fails what it does not know, in one 200', async () => {
    const answer = await assign([BARE[0], imei(0), '359999999999990', imei(2003), BARE[1]]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      accountName: FIRST,
      licCount: 1500,
      licTotalCount: 1500,
      licUsedCount: 1250,
      deviceList: [
        { deviceId: BARE[0], status: 'LicenseAssignSuccess', Reason: 'Success' },
        { deviceId: imei(0), status: 'LicenseAssignSuccess', Reason: 'Device license preexisting' },
        { deviceId: '359999999999990', status: 'LicenseAssignFailed', Reason: 'Device does not exist.' },
        { deviceId: imei(2003), status: 'LicenseAssignFailed', Reason: 'Device does not exist.' },
        { deviceId: BARE[1], status: 'LicenseAssignSuccess', Reason: 'Success' },
      ],
    });
  });

  it('is read back everywhere, with the time of the clock', async () => {
    expect(await isLicensed(BARE[0])).toBe(false);
    emulator.clock.advance(HOUR / 4);
    const asked = emulator.clock.now();
    await assign([BARE[0]]);
    expect(await isLicensed(BARE[0])).toBe(true);
    const summary = listing(await first('GET', `/fota/v2/licenses/${FIRST}?lastSeenDeviceId=${imei(121)}`));
    expect(summary.assignedLicenses).toBe(1249);
    expect(summary.deviceList[0]?.deviceId).toBe(BARE[0]);
    const time = Date.parse(String(summary.deviceList[0]?.['assignmentTime']));
    expect(time).toBeGreaterThanOrEqual(asked);
    expect(time).toBeLessThanOrEqual(emulator.clock.now());
    expect((await first('GET', `/fota/v3/subscriptions/${FIRST}`)).body).toMatchObject({
      licenseUsedCount: 1249,
    });
  });

  it('changes a device once when it is listed twice', async () => {
    const answer = await assign([BARE[0], BARE[0]]);
    expect(listing(answer)).toMatchObject({
      licUsedCount: 1249,
      deviceList: [{ Reason: 'Success' }, { Reason: 'Device license preexisting' }],
    });
  });

  it('gives out the last licenses in order of the request and fails the rest', async () => {
    const answer = await second('POST', `/fota/v3/licenses/${SECOND}/assign`, { deviceList: BARE_IN_SECOND });
    const { licUsedCount, deviceList } = listing(answer);
    expect([answer.status, licUsedCount]).toEqual([200, 303]);
    expect(deviceList.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => 'LicenseAssignSuccess'),
      ...Array.from({ length: 2 }, () => 'LicenseAssignFailed'),
    ]);
    expect(deviceList[4]?.['Reason']).toMatch(/license/i);
    const freed = await second('POST', `/fota/v3/licenses/${SECOND}/remove`, {
      deviceList: [BARE_IN_SECOND[0]],
    });
    expect(listing(freed).licUsedCount).toBe(302);
    const again = await second('POST', `/fota/v3/licenses/${SECOND}/assign`, {
      deviceList: [BARE_IN_SECOND[4]],
    });
    expect(listing(again).deviceList[0]).toMatchObject({ status: 'LicenseAssignSuccess' });
  });

  it('can refuse the whole request for want of licenses', async () => {
    emulator.setSwitch('notEnoughLicenses', 'refuse');
    const path = `/fota/v2/licenses/${SECOND}/assign`;
    const answer = await second('POST', path, { deviceList: BARE_IN_SECOND });
    expect([answer.status, answer.body]).toEqual([400, refused('INVALID_PARAMETER', 'Not enough licenses')]);
    const fitting = [...BARE_IN_SECOND.slice(0, 3), BARE_IN_SECOND[0], imei(2000)];
    expect(listing(await second('POST', path, { deviceList: fitting })).licUsedCount).toBe(303);
  });
});

describe('remove', () => {
  it('frees unused licenses only', async () => {
    const answer = await remove([imei(0), UPGRADED_SINCE, UPGRADED_BEFORE, UPGRADING, BARE[0], imei(0)]);
    const { licUsedCount, deviceList } = listing(answer);
    expect([answer.status, licUsedCount]).toEqual([200, 1246]);
    expect(deviceList.map(({ deviceId, status }) => [deviceId, status])).toEqual([
      [imei(0), 'Success'],
      [UPGRADED_SINCE, 'Failure'],
      [UPGRADED_BEFORE, 'Success'],
      [UPGRADING, 'Failure'],
      [BARE[0], 'Failure'],
      [imei(0), 'Failure'],
    ]);
    expect(deviceList[5]).toMatchObject({ resultReason: 'No license attached to device' });
    expect(deviceList[1]?.['resultReason']).not.toBe(deviceList[3]?.['resultReason']);
    expect([await isLicensed(imei(0)), await isLicensed(UPGRADED_SINCE)]).toEqual([false, true]);
  });

  it('can be undone by an assign, whose license is unused again', async () => {
    await remove([UPGRADED_BEFORE]);
    await assign([UPGRADED_BEFORE, BARE[2]]);
    expect(listing(await remove([UPGRADED_BEFORE, BARE[2]])).licUsedCount).toBe(1247);
  });
});

describe('body of an answer', () => {
  it('has its own shape in v1 and v2, for success and failure', async () => {
    expect((await assign([BARE[0]], 'v1')).body).toEqual({
      accountName: FIRST,
      licCount: 1500,
      licUsedCount: 1249,
      deviceList: [{ deviceId: BARE[0], status: 'LicenseAssignSuccess', Reason: 'Success' }],
    });
    expect((await remove([BARE[0], BARE[1]], 'v2')).body).toEqual({
      accountName: FIRST,
      licTotalCount: 1500,
      licUsedCount: 1248,
      deviceList: [
        { deviceId: BARE[0], status: 'Success', resultReason: 'Success' },
        { deviceId: BARE[1], status: 'Failure', resultReason: 'No license attached to device' },
      ],
    });
  });

  it('is that of v1 when switched so', async () => {
    emulator.setSwitch('v3ResultDialect', 'wire');
    expect((await remove([imei(0), BARE[0]])).body).toEqual({
      accountName: FIRST,
      licCount: 1500,
      licUsedCount: 1247,
      deviceList: [
        { deviceId: imei(0), status: 'LicenseRemoveSuccess', Reason: 'Success' },
        { deviceId: BARE[0], status: 'LicenseRemoveFailed', Reason: 'No license attached to device' },
      ],
    });
  });

  it('follows the portal when switched so', async () => {
    emulator.setSwitch('v3ResultDialect', 'portal');
    expect((await assign([imei(0)])).body).toEqual({
      accountName: FIRST,
      licTotalCount: 1500,
      licUsedCount: 1248,
      deviceList: [
        { deviceId: imei(0), status: 'LicenseAssignSuccess', Reason: 'Device license preexisting' },
      ],
    });
    expect((await assign([BARE[2]], 'v2')).body).toHaveProperty('deviceList.0.resultReason');
  });

  it('follows the SDK when switched so', async () => {
    emulator.setSwitch('v3ResultDialect', 'sdk');
    const answer = await remove([imei(0), BARE[0]]);
    expect(answer.body).toEqual({
      accountName: FIRST,
      licCount: 1500,
      licUsedCount: 1247,
      deviceList: [
        { deviceId: imei(0), status: 'Success', resultReason: 'Success', updatedTime: expect.any(String) },
        {
          deviceId: BARE[0],
          status: 'Failure',
          resultReason: 'No license attached to device',
          updatedTime: expect.any(String),
          recentAttemptTime: expect.any(String),
          nextAttemptTime: expect.any(String),
        },
      ],
    });
  });

  it('has two counters, and a reason named by the operation, unless it is switched (contract 9.1)', async () => {
    const assigned = await assign([BARE[0]]);
    expect(assigned.body).toMatchObject({ licCount: 1500, licTotalCount: 1500, licUsedCount: 1249 });
    expect(listing(assigned).deviceList).toEqual([
      { deviceId: BARE[0], status: 'LicenseAssignSuccess', Reason: 'Success' },
    ]);
    const removed = await remove([BARE[0], BARE[1]]);
    expect(removed.body).toMatchObject({ licCount: 1500, licTotalCount: 1500, licUsedCount: 1248 });
    expect(listing(removed).deviceList).toEqual([
      {
        deviceId: BARE[0],
        status: 'Success',
        resultReason: 'Success',
        updatedTime: expect.stringMatching(/Z$/),
      },
      { deviceId: BARE[1], status: 'Failure', resultReason: 'No license attached to device' },
    ]);
  });

  it('may list its devices in another order than the request', async () => {
    emulator.setSwitch('resultOrder', 'reversed');
    const { deviceList } = listing(await assign([imei(0), BARE[0]]));
    expect(deviceList.map(({ deviceId }) => deviceId)).toEqual([BARE[0], imei(0)]);
  });
});

describe('refused requests', () => {
  it.each([
    ['an empty body', '', 'Input binding error'],
    ['a body that is not JSON', '{"deviceList":', 'Input binding error'],
    ['an array', '[]', 'Input binding error'],
    ['an empty list', { deviceList: [] }, 'Device list is empty'],
    ['no list', {}, 'Device list is empty'],
    ['the misspelt field of the portal', { devceList: [BARE[0]] }, 'Device list is empty'],
    ['numbers', { deviceList: [Number(BARE[0])] }, 'Device list is empty'],
    [
      'fourteen digits among good ones',
      { deviceList: [BARE[0], BARE[1].slice(1)] },
      'Invalid device id format',
    ],
    ['sixteen digits', { deviceList: [`${BARE[0]}1`] }, 'Invalid device id format'],
    ['letters', { deviceList: ['35900000000001a'] }, 'Invalid device id format'],
  ])('%s change nothing', async (_name, body, message) => {
    for (const path of [
      'v3/licenses/:/assign',
      'v3/licenses/:/remove',
      'v2/licenses/:/cancel',
      'v3/devices/:',
    ]) {
      const answer = await first('POST', `/fota/${path.replace(':', FIRST)}`, body);
      expect([answer.status, answer.body]).toEqual([400, refused('INVALID_PARAMETER', message)]);
    }
    expect((await first('GET', `/fota/v3/subscriptions/${FIRST}`)).body).toMatchObject({
      licenseUsedCount: 1248,
    });
  });

  it('are those above the ceiling, once there is one', async () => {
    const many = imeis(0, 1500);
    expect((await assign(many.slice(0, 1001))).status).toBe(200);
    emulator.setSwitch('batchLimit', 1000);
    const answer = await remove(many.slice(0, 1001));
    expect([answer.status, answer.body]).toEqual([
      400,
      expect.objectContaining(refused('INVALID_PARAMETER')),
    ]);
    expect((await assign(many.slice(0, 1000))).status).toBe(200);
  });
});

describe('lag', () => {
  it('keeps reads on the state from before a write for as long as it is switched to', async () => {
    emulator.setSwitch('summaryLagMs', 10_000);
    const answer = await assign([BARE[0]]);
    expect(listing(answer).licUsedCount).toBe(1249);
    const used = async () => listing(await first('GET', `/fota/v3/licenses/${FIRST}`)).assignedLicenses;
    expect([await used(), await isLicensed(BARE[0])]).toEqual([1248, false]);
    emulator.clock.advance(10_000);
    expect([await used(), await isLicensed(BARE[0])]).toEqual([1249, true]);
    await remove([BARE[0]]);
    expect([await used(), await isLicensed(BARE[0])]).toEqual([1249, true]);
    emulator.setSwitch('summaryLagMs', 0);
    expect([await used(), await isLicensed(BARE[0])]).toEqual([1248, false]);
  });
});
