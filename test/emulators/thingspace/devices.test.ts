// Devices of the emulator: the look-up, the listing of each version, and the connectivity API.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DAY } from '../../../emulators/seed/moments.ts';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, SECOND, imeis, listing, refused, useAccounts, walk, type Answer } from './client.ts';

const { emulator, first, second } = useAccounts();

const GO_TIME = expect.stringMatching(/ \+0000 UTC$/);
/** What every version tells of a device that was seen and has a license. */
const LICENSED = {
  model: expect.any(String),
  make: expect.any(String),
  firmware: expect.any(String),
  fotaEligible: true,
  licenseAssigned: true,
};

describe('v3 batch look-up', () => {
  it('answers known devices and says which it does not know, each entry once', async () => {
    const asked = [imei(1), '359999999999990', imei(2003), imei(1)];
    const answer = await first('POST', `/fota/v3/devices/${FIRST}`, { deviceList: asked });
    expect(answer.status).toBe(200);
    const { deviceList } = listing(answer);
    expect(answer.body).toMatchObject({ accountName: FIRST, deviceCount: 4 });
    expect(deviceList.map(({ deviceId }) => deviceId)).toEqual(asked);
    expect(deviceList[0]).toEqual({
      deviceId: imei(1),
      mdn: '5550000001',
      ...LICENSED,
      status: 'Active',
      protocol: 'LWM2M',
      softwareList: [{ name: expect.any(String), version: '1', upgradeTime: GO_TIME }],
      createTime: GO_TIME,
      statusTime: GO_TIME,
      refreshTime: GO_TIME,
      lastConnectionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    for (const row of [deviceList[1], deviceList[2]]) {
      expect(row).toMatchObject({ requestStatus: 'Failure', resultReason: 'Device does not exist.' });
    }
    expect(answer.body).not.toHaveProperty('hasMoreData');
  });

  it('answers every protocol, and devices that never connected without times', async () => {
    const { deviceList } = listing(
      await first('POST', `/fota/v3/devices/${FIRST}`, { deviceList: imeis(0, 1000) }),
    );
    expect(new Set(deviceList.map(({ protocol }) => protocol))).toEqual(
      new Set(['LWM2M', 'OMADM', 'HTTP', 'NONE']),
    );
    expect(deviceList.slice(0, 150).every(({ protocol }) => protocol === 'LWM2M')).toBe(true);
    const silent = deviceList.filter(({ lastConnectionTime }) => lastConnectionTime === undefined);
    expect(silent.length).toBeGreaterThan(50);
    // The published clients throw where it is missing (contract 6.1).
    expect(new Set(silent.map(({ firmware }) => firmware))).toEqual(new Set(['']));
    expect(new Set(deviceList.map(({ model }) => model)).size).toBeGreaterThan(3);
  });
});

describe('v3 listing', () => {
  const path = `/fota/v3/devices/${FIRST}`;

  it('lists LWM2M devices without a protocol, others by name', async () => {
    const plain = await walk((cursor) => first('GET', `${path}?lastSeenDeviceId=${cursor}`));
    const byName = new Map<string, string[]>();
    for (const protocol of ['LWM2M', 'OMADM', 'HTTP']) {
      byName.set(
        protocol,
        await walk((cursor) => first('GET', `${path}?lastSeenDeviceId=${cursor}&protocol=${protocol}`)),
      );
    }
    expect(byName.get('LWM2M')).toEqual(plain);
    expect(byName.get('HTTP')?.length).toBeGreaterThan(100);
    emulator.setSwitch('omittedProtocol', 'all');
    const all = await walk((cursor) => first('GET', `${path}?lastSeenDeviceId=${cursor}`));
    expect(all).toEqual(imeis(0, 2000));
    // What no protocol finds are the devices that have none.
    const found = [...byName.values()].flat();
    const none = listing(
      await first('POST', path, { deviceList: all.filter((id) => !found.includes(id)) }),
    ).deviceList;
    expect(none.length).toBeGreaterThan(5);
    expect(none.every(({ protocol }) => protocol === 'NONE')).toBe(true);
  });

  it('has software, times and a status of each device', async () => {
    const { deviceList } = listing(await first('GET', `${path}?lastSeenDeviceId=${imei(6)}&protocol=LWM2M`));
    expect(deviceList[0]).toEqual({
      deviceId: imei(7),
      mdn: '5550000007',
      ...LICENSED,
      status: 'Active',
      protocol: 'LWM2M',
      softwareList: [{ name: expect.any(String), version: '1', upgradeTime: GO_TIME }],
      createTime: GO_TIME,
      upgradeTime: GO_TIME,
      updateTime: GO_TIME,
      refreshTime: GO_TIME,
    });
    expect(deviceList[1]).toMatchObject({
      deviceId: imei(8),
      firmware: '',
      status: 'Inactive',
      softwareList: [],
    });
    expect(deviceList[1]).not.toHaveProperty('upgradeTime');
    expect(deviceList.some(({ fileList }) => Array.isArray(fileList))).toBe(true);
  });

  it('refuses a protocol it does not have and a cursor of another account', async () => {
    expect((await first('GET', `${path}?protocol=OMD-DM`)).status).toBe(400);
    const answer = await first('GET', `${path}?lastSeenDeviceId=${imei(2003)}`);
    expect(answer.body).toEqual(refused('INVALID_PARAMETER', 'LastSeenDeviceId Not Valid'));
  });
});

describe('v2 listing', () => {
  const path = `/fota/v2/devices/${SECOND}`;

  it('has its own names for protocol and firmware', async () => {
    const { deviceList } = listing(await second('GET', `${path}?lastSeenDeviceId=0&distributionType=OMD-DM`));
    expect(deviceList).toHaveLength(75);
    expect(deviceList[0]).toMatchObject({ distributionType: 'OMD-DM', appFotaEligible: false });
    for (const absent of ['protocol', 'firmware', 'status']) expect(deviceList[0]).not.toHaveProperty(absent);
    expect((await second('GET', `${path}?distributionType=OMADM`)).status).toBe(400);
    const http = listing(await second('GET', `${path}?distributionType=HTTP`)).deviceList;
    expect(http[0]).toMatchObject({ distributionType: 'HTTP', appFotaEligible: true });
  });

  it('lists all devices without a filter', async () => {
    emulator.setSwitch('rowsPerPage', 99);
    const ids = await walk((cursor) => second('GET', `${path}?lastSeenDeviceId=${cursor}`));
    expect(ids).toEqual(imeis(2000, 500));
  });
});

describe('v1 listing', () => {
  const path = `/fota/v1/devices/${FIRST}/index`;

  it('is walked by a number that lost its leading zero', async () => {
    emulator.setSwitch('rowsPerPage', 60);
    const page = listing(await first('GET', `${path}/0`));
    expect(page).toMatchObject({ hasMoreData: true, lastSeenDeviceId: Number(imei(59)) });
    const unpadded = await first('GET', `${path}/${String(page.lastSeenDeviceId)}`);
    expect([unpadded.status, unpadded.body]).toEqual([
      400,
      refused('INVALID_PARAMETER', 'Invalid device id format'),
    ]);
    expect(await walk((cursor) => first('GET', `${path}/${cursor}`))).toEqual(imeis(0, 2000));
    expect((await first('GET', `${path}/${imei(2003)}`)).body).toEqual(
      refused('INVALID_PARAMETER', 'LastSeenDeviceId Not Valid'),
    );
  });

  it('has few fields, a sentinel for never upgraded, and a filter', async () => {
    const { deviceList } = listing(await first('GET', `${path}/0`));
    expect(deviceList[1]).toEqual({
      deviceId: imei(1),
      mdn: '5550000001',
      ...LICENSED,
      upgradeTime: '01/01/1900 0:0:0',
    });
    expect(deviceList[8]).toMatchObject({ firmware: '' });
    const { deviceList: licensed } = listing(await first('GET', `/fota/v2/licenses/${FIRST}`));
    const upgraded = new Date(Date.parse(String(licensed[7]?.['assignmentTime'])) + 20 * DAY);
    const [year, month, day] = upgraded.toISOString().slice(0, 10).split('-');
    const time = [upgraded.getUTCHours(), upgraded.getUTCMinutes(), upgraded.getUTCSeconds()].join(':');
    expect(licensed[7]?.deviceId).toBe(imei(7));
    expect(deviceList[7]?.['upgradeTime']).toBe(`${month}/${day}/${year} ${time}`);
    const omadm = listing(await first('GET', `${path}/0?clientType=OMADM`)).deviceList;
    expect(omadm).toHaveLength(279);
    expect((await first('GET', `${path}/0?clientType=HTTP`)).status).toBe(400);
  });
});

const M2mAnswer = z.object({
  hasMoreData: z.boolean(),
  devices: z.array(
    z.looseObject({
      deviceIds: z.array(z.object({ id: z.string(), kind: z.string() })),
      extendedAttributes: z.array(z.object({ key: z.string(), value: z.string() })),
    }),
  ),
});

function m2m(answer: Answer) {
  const { hasMoreData, devices } = M2mAnswer.parse(answer.body);
  const ids = devices.map(({ deviceIds }) => deviceIds.find(({ kind }) => kind === 'imei')?.id);
  const seen = Number(devices.at(-1)?.extendedAttributes.find(({ key }) => key === 'DeviceId')?.value);
  return { hasMoreData, devices, ids, seen };
}

describe('M2M list', () => {
  const path = '/m2m/v1/devices/actions/list';

  it('finds a device by any kind of its ids, in any case', async () => {
    for (const kind of ['imei', 'IMEI']) {
      const answer = await first('POST', path, { accountName: FIRST, deviceId: { id: imei(1), kind } });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        hasMoreData: false,
        devices: [
          {
            accountName: FIRST,
            connected: true,
            createdAt: expect.stringMatching(/-04:00$/),
            lastConnectionDate: expect.stringMatching(/-04:00$/),
            deviceIds: [
              { id: '5550000001', kind: 'mdn' },
              { id: imei(1), kind: 'imei' },
            ],
            carrierInformations: [
              { carrierName: 'Verizon Wireless', servicePlan: 'PLAN-A', state: 'active' },
            ],
          },
        ],
      });
    }
    const byMdn = await first('POST', path, { deviceId: { id: '5550000001', kind: 'mdn' } });
    expect(m2m(byMdn).ids).toEqual([imei(1)]);
    const several = { deviceList: [2, 3, 2003].map((index) => ({ id: imei(index), kind: 'imei' })) };
    expect(m2m(await first('POST', path, several)).ids).toEqual([imei(2), imei(3)]);
  });

  it('answers 202 while there is more, and goes on after the largest id seen', async () => {
    emulator.setSwitch('m2mRowsPerPage', 700);
    const ids: (string | undefined)[] = [];
    const statuses: number[] = [];
    for (let seen = 0, more = true; more;) {
      const answer = await first('POST', path, { accountName: FIRST, largestDeviceIdSeen: seen });
      const page = m2m(answer);
      ids.push(...page.ids);
      statuses.push(answer.status);
      ({ seen } = page);
      more = page.hasMoreData;
    }
    expect(statuses).toEqual([202, 202, 200]);
    expect(ids).toEqual(imeis(0, 2000));
    expect(m2m(await second('POST', path, { maxNumberOfDevices: 3 })).ids).toEqual(imeis(2000, 3));
  });

  it('filters', async () => {
    const filter = { deviceIdentifierFilters: [{ kind: 'imei', startswith: '01', endswith: '29' }] };
    expect(m2m(await first('POST', path, { filter })).ids).toEqual([imei(1), imei(51)]);
    const suspended = m2m(await first('POST', path, { currentState: 'suspend' }));
    expect(suspended.ids[0]).toBe(imei(24));
    expect(suspended.ids).toHaveLength(80);
    expect(m2m(await first('POST', path, { groupName: 'Fleet', servicePlan: 'PLAN-B' })).ids).toHaveLength(
      100,
    );
    const site = { customFields: [{ key: 'CustomField1', value: 'site-5' }], latest: '2020-01-01T00:00:00Z' };
    expect(m2m(await first('POST', path, site)).ids).toEqual([]);
    expect(m2m(await first('POST', path, { ...site, latest: undefined })).ids[1]).toBe(imei(185));
  });

  it('refuses another account and a body it cannot read', async () => {
    const answer = await first('POST', path, { accountName: SECOND });
    const code = 'UnifiedWebService.REQUEST_FAILED.AccountNotFound';
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining(refused(code))]);
    expect((await first('POST', path, '{')).status).toBe(400);
    expect((await first('POST', path, { deviceId: imei(1) })).status).toBe(400);
  });
});
