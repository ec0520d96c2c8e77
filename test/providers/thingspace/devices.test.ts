import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import type { Device } from '../../../src/domain/assignee.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, codeIn, open, problemOf, startStub, type ApiVersion } from './account.ts';

let emulator: RunningEmulator;
let made: ReturnType<typeof testRuntime>;

beforeAll(async () => {
  emulator = await startEmulator(definition);
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  made = testRuntime();
});
afterEach(() => made.close());

async function warm(
  version: ApiVersion = 'v3',
  changes: object = {},
  tenant: ApiVersion = version,
): Promise<ReturnType<typeof open>> {
  const account = open(made.runtime, emulator.url, version, changes, tenant);
  await account.catalogue(testCall());
  emulator.journal.clear();
  return account;
}

async function walk(account: ReturnType<typeof open>): Promise<Device[]> {
  const devices: Device[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof account.devices.page>> = await account.devices.page(
      cursor,
      testCall(),
    );
    devices.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return devices;
}

/** An account whose FOTA answers are these, in turn. */
async function scripted<T>(
  bodies: readonly unknown[],
  read: (account: ReturnType<typeof open>) => Promise<T>,
  version: ApiVersion = 'v3',
  changes: object = {},
): Promise<T> {
  const left = [...bodies];
  const stub = await startStub(() => ({ body: left.shift() }));
  try {
    return await read(open(made.runtime, stub.url, version, changes));
  } finally {
    await stub.close();
  }
}

describe('the list of devices', () => {
  it('is walked protocol by protocol, each device once', async () => {
    const account = await warm();
    const devices = await walk(account);
    expect(calls(emulator)).toEqual([
      'GET devices?lastSeenDeviceId=0&protocol=LWM2M 200',
      'GET devices?lastSeenDeviceId=359000000023429&protocol=LWM2M 200',
      'GET devices?lastSeenDeviceId=0&protocol=OMADM 200',
      'GET devices?lastSeenDeviceId=0&protocol=HTTP 200',
    ]);
    expect(new Set(devices.map((device) => device.externalId)).size).toBe(devices.length);
    expect(devices).toHaveLength(1981);
    expect(new Set(devices.map((device) => device.protocol))).toEqual(new Set(['LWM2M', 'OMADM', 'HTTP']));
  });

  it('on v2 asks by distribution type, with the vendor’s spelling', async () => {
    const account = await warm('v2');
    const devices = await walk(account);
    expect(calls(emulator)).toEqual([
      'GET devices?lastSeenDeviceId=0&distributionType=LWM2M 200',
      'GET devices?lastSeenDeviceId=0&distributionType=OMD-DM 200',
      'GET devices?lastSeenDeviceId=0&distributionType=HTTP 200',
    ]);
    const spellings = new Set(devices.map((device) => `${device.protocol} ${device.rawProtocol}`));
    expect(spellings).toEqual(new Set(['LWM2M LWM2M', 'OMADM OMD-DM', 'HTTP HTTP']));
  });

  it('on v1 is one, with numbers for cursors padded to fifteen digits', async () => {
    const account = await warm('v1', {}, 'v3');
    emulator.setSwitch('rowsPerPage', 50);
    const first = await account.devices.page(null, testCall());
    expect(first).toMatchObject({ next: 'ALL:014000000000893', total: null });
    const second = await account.devices.page(first.next, testCall());
    expect(second.items[0]).toMatchObject({ externalId: '014000000000911', listedAfter: '014000000000893' });
    expect(calls(emulator)).toEqual(['GET devices/index/0 200', 'GET devices/index/014000000000893 200']);
  });

  it.each<[ApiVersion, readonly (keyof Device)[], readonly (keyof Device)[]]>([
    [
      'v1',
      ['firmware', 'model', 'licenseAssigned'],
      ['status', 'protocol', 'software', 'createdAt', 'lastConnectedAt'],
    ],
    ['v2', ['protocol', 'software', 'createdAt', 'refreshedAt'], ['firmware', 'status', 'lastConnectedAt']],
    ['v3', ['protocol', 'software', 'createdAt', 'firmware', 'status'], ['lastConnectedAt']],
  ])('of %s leaves away what its rows never tell', async (version, told, untold) => {
    const account = await warm(version);
    const [device] = (await account.devices.page(null, testCall())).items;
    expect(device).toMatchObject({ kind: 'DEVICE', accountKey: 'acme-devices', displayName: null });
    expect(device?.imei).toBe(device?.externalId);
    for (const field of told) expect([field, device?.[field]]).not.toEqual([field, undefined]);
    for (const field of untold) expect([field, device?.[field]]).toEqual([field, undefined]);
  });

  it('names the device before each, and what those without a license hold', async () => {
    const account = await warm();
    emulator.setSwitch('rowsPerPage', 500);
    const first = await account.devices.page(null, testCall());
    const second = await account.devices.page(first.next, testCall());
    const both = [...first.items, ...second.items];
    const ids = both.map((device) => device.externalId);
    const before = both.map((device) => device.listedAfter);
    expect(before).toEqual(['0', ...ids.slice(0, -1)]);
    const without = both.filter((device) => device.licenseAssigned === false);
    expect(without.length).toBeGreaterThan(0);
    expect(without.every((device) => device.assignments?.length === 0)).toBe(true);
    const holders = both.filter((device) => device.licenseAssigned === true);
    expect(holders.every((device) => device.assignments === undefined)).toBe(true);
  });

  it('keeps to the protocols that are set', async () => {
    const account = await warm('v3', { protocols: ['HTTP'] });
    const devices = await walk(account);
    expect(calls(emulator)).toEqual(['GET devices?lastSeenDeviceId=0&protocol=HTTP 200']);
    expect(devices).toHaveLength(186);
  });

  it.each([['absent'], ['zero']])('ends with a last cursor that is %s (contract 9.14)', async (form) => {
    const account = await warm();
    emulator.setSwitch('lastPageCursor', form);
    expect(await walk(account)).toHaveLength(1981);
  });

  it.each([
    ['nonsense'],
    ['LWM2M'],
    ['LWM2M:'],
    ['COAP:0'],
    ['ALL:0'],
    ['LWM2M:012'],
    ['LWM2M:0&x=y'],
    ['014000000000011'],
  ])('refuses the cursor %j without asking', async (cursor) => {
    const account = await warm();
    const problem = await problemOf(account.devices.page(cursor, testCall()));
    expect(problem).toMatchObject({ code: 'BAD_CURSOR', blame: 'CALLER' });
    expect(calls(emulator)).toEqual([]);
  });

  it.each<[ApiVersion, string]>([
    ['v1', 'ALL:999999999999999'],
    ['v2', 'HTTP:999999999999999'],
    ['v3', 'OMADM:999999999999999'],
  ])('on %s says that a cursor of a device that left has expired', async (version, cursor) => {
    const account = await warm(version);
    const problem = await problemOf(account.devices.page(cursor, testCall()));
    expect(problem).toMatchObject({ code: 'CURSOR_EXPIRED', hint: 'Start again without `after`.' });
    expect(calls(emulator)).toHaveLength(1);
  });

  it('drops a row that comes twice in a page', async () => {
    const row = { deviceId: '359000000000011', protocol: 'LWM2M' };
    const page = await scripted(
      [{ hasMoreData: false, deviceList: [row, row, { ...row, deviceId: '359000000000029' }] }],
      (account) => account.devices.page(null, testCall()),
    );
    expect(page.items.map((device) => device.listedAfter)).toEqual(['0', '359000000000011']);
  });

  it.each([
    ['a missing cursor', { hasMoreData: true, deviceList: [] }],
    ['an unchanged cursor', { hasMoreData: true, lastSeenDeviceId: '359000000000029', deviceList: [] }],
    ['a cursor that goes back', { hasMoreData: true, lastSeenDeviceId: '359000000000011', deviceList: [] }],
    ['a cursor that is none', { hasMoreData: true, lastSeenDeviceId: 'https://x.example', deviceList: [] }],
    ['rows of before', { hasMoreData: false, deviceList: [{ deviceId: '359000000000029' }] }],
    [
      'another protocol',
      { hasMoreData: false, deviceList: [{ deviceId: '359000000000037', protocol: 'HTTP' }] },
    ],
  ])('does not go on from %s', async (_, body) => {
    const problem = await scripted([body], (account) =>
      problemOf(account.devices.page('LWM2M:359000000000029', testCall())),
    );
    expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('takes a page with few rows or none although more follow (contract 8.7)', async () => {
    const page = await scripted(
      [{ hasMoreData: true, lastSeenDeviceId: '359000000000029', maxPageSize: 1000, deviceList: [] }],
      (account) => account.devices.page(null, testCall()),
    );
    expect(page).toEqual({ items: [], next: 'LWM2M:359000000000029', total: null });
  });
});

describe('devices by IMEI', () => {
  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'are found by the hundred in one call on %s',
    async (version) => {
      const account = await warm(version);
      const { items } = await account.devices.page(null, testCall());
      const ids = items.slice(0, 100).map((device) => device.externalId);
      emulator.journal.clear();
      const found = await account.devices.byIds([...ids, ...ids, '999999999999999'], testCall());
      expect(calls(emulator)).toEqual(['POST devices 200']);
      expect(emulator.journal.entries()[0]?.path).toContain('/fota/v3/');
      expect(found.size).toBe(101);
      expect(found.get('999999999999999')).toBeNull();
      for (const id of ids)
        expect(found.get(id)).toMatchObject({ externalId: id, imei: id, displayName: null });
    },
  );

  it('tell everything that is known, and what a device without a license holds', async () => {
    const account = await warm();
    const { items } = await account.devices.page(null, testCall());
    const without = items.find((device) => device.licenseAssigned === false)?.externalId ?? '';
    const found = await account.devices.byIds(['014000000000011', without], testCall());
    expect(found.get('014000000000011')).toEqual({
      kind: 'DEVICE',
      accountKey: 'acme-devices',
      externalId: '014000000000011',
      displayName: null,
      imei: '014000000000011',
      mdn: '5550000000',
      make: 'ACME',
      model: 'MX-200',
      firmware: 'MX200-1.0.9',
      protocol: 'LWM2M',
      rawProtocol: 'LWM2M',
      fotaEligible: true,
      licenseAssigned: true,
      status: 'Active',
      software: null,
      createdAt: '2023-05-02T00:00:00.000Z',
      refreshedAt: '2024-04-01T16:04:53.420Z',
      lastConnectedAt: '2024-04-01T16:04:53.420Z',
    });
    expect(found.get(without)).toMatchObject({ licenseAssigned: false, assignments: [] });
  });

  it('go out in chunks of a thousand', async () => {
    const account = await warm();
    const ids = Array.from({ length: 2001 }, (_, index) => String(359_000_000_000_011 + index));
    const found = await account.devices.byIds(ids, testCall());
    expect(calls(emulator)).toEqual(['POST devices 200', 'POST devices 200', 'POST devices 200']);
    expect(found.size).toBe(2001);
  });

  it('fail by the chunk', async () => {
    const account = await warm();
    emulator.fault({
      path: '/devices/',
      times: 1,
      fault: { kind: 'answer', status: 400, body: { errorCode: 'X' } },
    });
    const ids = Array.from({ length: 1001 }, (_, index) => String(359_000_000_000_011 + index * 18));
    const found = await account.devices.byIds(ids, testCall());
    const failed = ids.filter((id) => codeIn(found, id) === 'UPSTREAM_REJECTED');
    expect([1, 1000]).toContain(failed.length);
  });

  it('are not asked for what no IMEI can be: it would spoil the rest (contract 9.9)', async () => {
    const account = await warm();
    const found = await account.devices.byIds(['014000000000011', 'x', '14000000000011'], testCall());
    expect(found.get('014000000000011')).toMatchObject({ model: 'MX-200' });
    expect([...found.keys()]).toEqual(['014000000000011']);
    expect(await account.devices.byIds(['x'], testCall())).toEqual(new Map());
    expect(calls(emulator)).toEqual(['POST devices 200']);
  });

  it('exist, do not exist, or nobody knows: by what the row says', async () => {
    const statuses = { '1': undefined, '2': 'Success', '3': 'Failure', '4': 'Deferred' };
    const ids = Object.keys(statuses).map((digit) => `35900000000000${digit}`);
    const deviceList = Object.values(statuses).map((requestStatus, index) => ({
      deviceId: ids[index],
      requestStatus,
    }));
    const found = await scripted([{ deviceCount: 4, deviceList }], (account) =>
      account.devices.byIds([...ids, '359000000000009'], testCall()),
    );
    expect(found.get('359000000000001')).toMatchObject({ imei: '359000000000001' });
    expect(found.get('359000000000002')).toMatchObject({ imei: '359000000000002' });
    expect(found.get('359000000000003')).toBeNull();
    expect(codeIn(found, '359000000000004')).toBe('UPSTREAM_BAD_RESPONSE');
    expect(found.get('359000000000009')).toBeNull();
  });
});

describe('devices by IMEI through M2M', () => {
  it('are found in one call, without a word on licenses', async () => {
    const account = await warm('v2', { deviceLookup: 'm2m' });
    const { items } = await account.devices.page(null, testCall());
    const ids = items.slice(0, 100).map((device) => device.externalId);
    emulator.journal.clear();
    const found = await account.devices.byIds([...ids, '999999999999999'], testCall());
    expect(calls(emulator)).toEqual(['POST devices/actions/list 200']);
    expect(found.get('999999999999999')).toBeNull();
    for (const id of ids) {
      expect(found.get(id)).toMatchObject({
        imei: id,
        mdn: expect.stringMatching(/^\d{10}$/),
        licenseAssigned: null,
        firmware: null,
        createdAt: expect.stringMatching(/Z$/),
      });
    }
  });

  it('are asked alone in the form the SDKs know, together in the portal’s (contract 6.3)', async () => {
    const device = (id: string) => ({ deviceIds: [{ id, kind: 'IMEI' }] });
    const stub = await startStub(() => ({
      body: { hasMoreData: false, devices: [device('359000000000011'), device('359000000000029')] },
    }));
    try {
      const account = open(made.runtime, stub.url, 'v3', { deviceLookup: 'm2m' });
      await account.devices.byIds(['359000000000011'], testCall());
      await account.devices.byIds(['359000000000011', '359000000000029'], testCall());
      expect(stub.requests.map((request) => JSON.parse(request.body) as unknown)).toEqual([
        { accountName: '0123456789-00001', deviceId: { id: '359000000000011', kind: 'imei' } },
        {
          accountName: '0123456789-00001',
          deviceList: [
            { id: '359000000000011', kind: 'imei' },
            { id: '359000000000029', kind: 'imei' },
          ],
        },
      ]);
    } finally {
      await stub.close();
    }
  });

  it('that an answer cut short leaves out are not called missing', async () => {
    const account = await warm('v3', { deviceLookup: 'm2m' });
    const { items } = await account.devices.page(null, testCall());
    const ids = items.slice(0, 3).map((device) => device.externalId);
    emulator.setSwitch('m2mRowsPerPage', 2);
    emulator.journal.clear();
    const found = await account.devices.byIds(ids, testCall());
    expect(calls(emulator)).toEqual(['POST devices/actions/list 202']);
    expect(ids.map((id) => codeIn(found, id) ?? 'found')).toEqual([
      'found',
      'found',
      'UPSTREAM_BAD_RESPONSE',
    ]);
  });
});
