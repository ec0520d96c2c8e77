// Devices in lists and by IMEI: what is told of them, and what is not.
import { describe, expect, it } from '@jest/globals';
import type { Device } from '../../../src/domain/assignee.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { codeIn, valueIn } from '../../support/assertions.ts';
import { idsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;

/** Ids of the first devices of the listing; the journal is empty then. */
async function firstIds(devices: typeof account.assignees.DEVICE, count: number): Promise<string[]> {
  const { items } = await devices.page(null, testCall());
  bench.forget();
  return idsOf(items).slice(0, count);
}

describe('the list of devices', () => {
  it.each<[ApiVersion, readonly (keyof Device)[], readonly (keyof Device)[]]>([
    [
      'v1',
      ['firmware', 'model', 'licenseAssigned'],
      ['status', 'protocol', 'software', 'createdAt', 'lastConnectedAt'],
    ],
    ['v2', ['protocol', 'software', 'createdAt', 'refreshedAt'], ['firmware', 'status', 'lastConnectedAt']],
    ['v3', ['protocol', 'software', 'createdAt', 'firmware', 'status'], ['lastConnectedAt']],
  ])('of %s leaves away what its rows never tell', async (version, told, untold) => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ apiVersion: version }))).assignees;
    const [device] = (await devices.page(null, testCall())).items;
    expect(device).toMatchObject({ kind: 'DEVICE', accountKey: 'acme-devices', displayName: null });
    expect(device?.imei).toBe(device?.externalId);
    for (const field of told) expect([field, device?.[field]]).not.toEqual([field, undefined]);
    for (const field of untold) expect([field, device?.[field]]).toEqual([field, undefined]);
  });

  it('names the device before each, and what those without a license hold', async () => {
    await bench.warm();
    emulator.setSwitch('rowsPerPage', 500);
    const first = await account.assignees.DEVICE.page(null, testCall());
    const second = await account.assignees.DEVICE.page(first.next, testCall());
    const both = [...first.items, ...second.items];
    const before = both.map((device) => device.listedAfter);
    expect(before).toEqual(['0', ...idsOf(both).slice(0, -1)]);
    const without = both.filter((device) => device.licenseAssigned === false);
    expect(without.length).toBeGreaterThan(0);
    expect(without.every((device) => device.assignments?.length === 0)).toBe(true);
    const holders = both.filter((device) => device.licenseAssigned === true);
    expect(holders.every((device) => device.assignments === undefined)).toBe(true);
  });
});

describe('devices of a seed of which the time is known', () => {
  const known = useProvider('thingspace', { now: () => Date.UTC(2031, 4, 5, 6, 7, 8, 901) });

  it('tell everything that is known, and what a device without a license holds', async () => {
    await known.warm();
    const { items } = await known.account.assignees.DEVICE.page(null, testCall());
    const without = items.find((device) => device.licenseAssigned === false)?.externalId ?? '';
    const found = await known.account.assignees.DEVICE.byIds(['014000000000011', without], testCall());
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
      software: [{ name: 'MX200-1.0.9', version: '1', upgradedAt: '2030-04-10T00:00:00.000Z' }],
      createdAt: '2030-04-10T00:00:00.000Z',
      refreshedAt: '2031-05-04T21:02:49.340Z',
      lastConnectedAt: '2031-05-04T21:02:49.340Z',
    });
    expect(found.get(without)).toMatchObject({ licenseAssigned: false, assignments: [] });
  });
});

describe('devices by IMEI', () => {
  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'are found by the hundred in one call on %s',
    async (version) => {
      const { DEVICE: devices } = (await bench.warm(bench.open({ apiVersion: version }))).assignees;
      const ids = await firstIds(devices, 100);
      const found = await devices.byIds([...ids, ...ids, '999999999999999'], testCall());
      expect(exchanges(emulator)).toEqual(['POST devices 200']);
      expect(emulator.journal.entries()[0]?.path).toContain('/fota/v3/');
      expect(found.size).toBe(101);
      expect(found.get('999999999999999')).toBeNull();
      for (const id of ids)
        expect(found.get(id)).toMatchObject({ externalId: id, imei: id, displayName: null });
    },
  );

  it('go out in chunks of a thousand', async () => {
    await bench.warm();
    const ids = Array.from({ length: 2001 }, (_, index) => String(359_000_000_000_011 + index));
    const found = await account.assignees.DEVICE.byIds(ids, testCall());
    expect(exchanges(emulator)).toEqual(['POST devices 200', 'POST devices 200', 'POST devices 200']);
    expect(found.size).toBe(2001);
  });

  it('fail by the chunk', async () => {
    await bench.warm();
    bench.strike({ kind: 'answer', status: 400, body: { errorCode: 'X' } }, { times: 1 });
    const ids = Array.from({ length: 1001 }, (_, index) => String(359_000_000_000_011 + index * 18));
    const found = await account.assignees.DEVICE.byIds(ids, testCall());
    const failed = ids.filter((id) => codeIn(found, id) === 'UPSTREAM_REJECTED');
    expect([1, 1000]).toContain(failed.length);
  });

  it('are not asked for what no IMEI can be: it would spoil the rest (contract 9.9)', async () => {
    await bench.warm();
    const found = await account.assignees.DEVICE.byIds(
      ['014000000000011', 'x', '14000000000011'],
      testCall(),
    );
    expect(found.get('014000000000011')).toMatchObject({ model: 'MX-200' });
    expect(await account.assignees.DEVICE.byIds(['x'], testCall())).toEqual(new Map([['x', null]]));
    expect([found.get('x'), found.get('14000000000011')]).toEqual([null, null]);
    expect(exchanges(emulator)).toEqual(['POST devices 200']);
  });

  it('exist, do not exist, or nobody knows: by what the row says', async () => {
    const statuses = { '1': undefined, '2': 'Success', '3': 'Failure', '4': 'Deferred' };
    const ids = Object.keys(statuses).map((digit) => `35900000000000${digit}`);
    const deviceList = Object.values(statuses).map((requestStatus, index) => ({
      deviceId: ids[index],
      requestStatus,
      resultReason: 'Device does not exist.',
    }));
    const odd = await bench.stubbed(() => ({ body: { deviceCount: 4, deviceList } }));
    const found = await odd.account.assignees.DEVICE.byIds(ids, testCall());
    expect(found.get('359000000000001')).toMatchObject({ imei: '359000000000001' });
    expect(found.get('359000000000002')).toMatchObject({ imei: '359000000000002' });
    expect(found.get('359000000000003')).toBeNull();
    expect(codeIn(found, '359000000000004')).toBe('UPSTREAM_BAD_RESPONSE');
  });
});

describe('devices by IMEI through M2M', () => {
  it('are found in one call, without a word on licenses', async () => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ apiVersion: 'v2', deviceLookup: 'm2m' })))
      .assignees;
    const ids = await firstIds(devices, 100);
    const found = await devices.byIds(ids, testCall());
    expect(exchanges(emulator)).toEqual(['POST devices/actions/list 200']);
    for (const id of ids) {
      const { lastConnectedAt, ...told } = valueIn(found, id);
      expect(told).toEqual({
        kind: 'DEVICE',
        accountKey: 'acme-devices',
        externalId: id,
        displayName: null,
        imei: id,
        mdn: expect.stringMatching(/^\d{10}$/),
        status: expect.stringMatching(/^(?:active|suspend)$/),
        createdAt: expect.stringMatching(/Z$/),
      });
      expect(lastConnectedAt).not.toBeUndefined();
    }
  });

  it('are asked for once more, alone, when the answer does not have them', async () => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ deviceLookup: 'm2m' }))).assignees;
    const ids = await firstIds(devices, 3);
    const found = await devices.byIds([...ids, '999999999999999'], testCall());
    const line = 'POST devices/actions/list 200';
    expect([exchanges(emulator), found.get('999999999999999')]).toEqual([[line, line], null]);
  });

  it('are asked alone in the form the SDKs know, together in the portal’s (contract 6.3)', async () => {
    const [A, B] = ['359000000000011', '359000000000029'];
    const devices = [A, B].map((id) => ({ deviceIds: [{ id, kind: 'IMEI' }] }));
    const body = { hasMoreData: false, devices };
    const { account: finder, requests } = await bench.stubbed(() => ({ body }), { deviceLookup: 'm2m' });
    await finder.assignees.DEVICE.byIds([A], testCall());
    await finder.assignees.DEVICE.byIds([A, B], testCall());
    const accountName = '0123456789-00001';
    expect(requests.map((request) => JSON.parse(request.body) as unknown)).toEqual([
      { accountName, deviceId: { id: A, kind: 'imei' } },
      { accountName, deviceList: [A, B].map((id) => ({ id, kind: 'imei' })) },
    ]);
  });

  it('that an answer cut short leaves out are not called missing', async () => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ deviceLookup: 'm2m' }))).assignees;
    const ids = await firstIds(devices, 3);
    emulator.setSwitch('m2mRowsPerPage', 2);
    const found = await devices.byIds(ids, testCall());
    expect(exchanges(emulator)).toEqual(['POST devices/actions/list 202', 'POST devices/actions/list 200']);
    expect(ids.map((id) => codeIn(found, id) ?? 'found')).toEqual(['found', 'found', 'found']);
  });
});
