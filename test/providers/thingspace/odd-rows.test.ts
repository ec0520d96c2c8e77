// One odd row is one odd row: the others are read, it is counted, and the list says that it is not whole.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorDrift } from '../../../src/domain/account.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { sentOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listIn } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';
import { DIALECTS, seededImeis, statuses, changesOf } from './changes.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;
const { held, bare } = seededImeis();
// No test is about pages: small ones are quick.
beforeEach(() => emulator.setSwitch('rowsPerPage', 50));
const [before = '', odd = '', after = ''] = held;

const VERSIONS = ['v1', 'v2', 'v3'] as const;

/** What was counted: `devices.firmware not a string`. */
function counted({ status }: ThingSpaceAccount): string[] {
  return status().drift.map(({ field, kind }: VendorDrift) => `${field} ${kind}`);
}

describe.each(VERSIONS)('on %s', (apiVersion: ApiVersion) => {
  const open = () => bench.warm(bench.open({ apiVersion, tenant: 'v3' }));

  it.each([
    ['no-id', '.deviceId not a string'],
    ['no-row', ' not a object'],
  ])('a row of the form %s is left out of both lists', async (form, kind) => {
    const reader = await open();
    emulator.setSwitch('oddDevice', odd);
    emulator.setSwitch('oddForm', form);
    const holders = await reader.assignments.page(null, testCall());
    const devices = await reader.assignees.DEVICE.page(null, testCall());
    const ids = [holders.items.map(({ assignee }) => assignee), devices.items].map(idsOf);
    for (const list of ids) {
      expect(list.filter((id) => [before, odd, after].includes(id))).toEqual([before, after]);
    }
    expect([holders.gap, devices.gap]).toEqual(['ROWS_LEFT_OUT', 'ROWS_LEFT_OUT']);
    expect(counted(reader)).toEqual([`summary${kind}`, `devices${kind}`]);
    expect(reader.status().drift[0]).toMatchObject({ times: 1, lastSeenAt: expect.stringMatching(/Z$/) });
  });

  it('is none on the next page', async () => {
    const reader = await open();
    emulator.setSwitch('oddDevice', odd);
    for (const list of ['assignments', 'DEVICE'] as const) {
      const first = await listIn(reader, list).page(null, testCall());
      const second = await listIn(reader, list).page(first.next, testCall());
      expect([first.gap, second.gap, second.items.length]).toEqual(['ROWS_LEFT_OUT', undefined, 50]);
    }
  });

  it('a row with odd fields is partly known, and its list whole', async () => {
    const reader = await open();
    emulator.setSwitch('oddDevice', odd);
    emulator.setSwitch('oddForm', 'odd-fields');
    const holders = await reader.assignments.page(null, testCall());
    const holder = holders.items.find(({ assignee }) => assignee.externalId === odd);
    expect([holder?.assignedAt, holders.gap]).toEqual([null, undefined]);
    const devices = await reader.assignees.DEVICE.page(null, testCall());
    const row = devices.items.find(({ externalId }) => externalId === odd);
    expect([row?.imei, devices.gap]).toEqual([odd, undefined]);
    for (const field of ['mdn', 'make', 'model', 'licenseAssigned', 'firmware'] as const) {
      expect(row).not.toHaveProperty(field);
    }
    expect(counted(reader)).toEqual(
      expect.arrayContaining([
        'summary.assignmentTime not a string',
        'devices.mdn not a string',
        'devices.licenseAssigned not a boolean',
      ]),
    );
  });

  it('what is read of one answer by many is counted once', async () => {
    const reader = await open();
    emulator.setSwitch('oddDevice', odd);
    bench.strike({ kind: 'latency', ms: 50 });
    await Promise.all(Array.from({ length: 5 }, () => reader.assignments.page(null, testCall())));
    expect(reader.status().drift).toMatchObject([{ field: 'summary.deviceId', times: 1 }]);
  });
});

it.each(['fota-v3', 'm2m'] as const)(
  'a device with odd fields is found through %s, partly known',
  async (deviceLookup) => {
    const reader = await bench.warm(bench.open({ deviceLookup }));
    emulator.setSwitch('oddDevice', odd);
    emulator.setSwitch('oddForm', 'odd-fields');
    const found = await reader.assignees.DEVICE.byIds([before, odd], testCall());
    expect(valueIn(found, odd)).toMatchObject({ imei: odd, createdAt: null, status: null });
    expect(valueIn(found, before)).toMatchObject({ createdAt: expect.stringMatching(/Z$/) });
    expect(counted(reader)).toContain(
      deviceLookup === 'm2m' ? 'm2m.createdAt not a string' : 'lookup.createTime not a string',
    );
  },
);

it('a state of a request that cannot be read says neither that a device is there nor that it is not', async () => {
  const rows = [{ deviceId: odd, requestStatus: 7 }, { deviceId: before }];
  const { account: reader } = await bench.stubbed(() => ({ body: { deviceCount: 2, deviceList: rows } }));
  const found = await reader.assignees.DEVICE.byIds([odd, before], { ...testCall(), thorough: true });
  expect(found.get(before)).toMatchObject({ imei: before });
  expect(found.get(odd)).toMatchObject({
    problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'acme-devices' },
  });
});

it('the catalogue is whole whatever rows the summary has: it is made of counters', async () => {
  await bench.warm();
  const usual = await account.catalogue(testCall());
  emulator.setSwitch('oddDevice', odd);
  expect(await account.catalogue(testCall())).toEqual(usual);
  expect(usual.gap).toBeUndefined();
});

it('a total that is no number is not known here, and asked for elsewhere', async () => {
  const summary = {
    totalLicenses: 'many',
    assignedLicenses: 1,
    hasMoreData: false,
    maxPageSize: 'all',
    deviceList: [{ deviceId: odd }],
  };
  const { account: reader } = await bench.stubbed(({ url }) => ({
    body: url.includes('subscriptions') ? { licenseCount: 9 } : summary,
  }));
  const [pool] = (await reader.catalogue(testCall())).items;
  expect(pool).toMatchObject({ seats: { total: 9, assigned: 1 }, details: { reportedPageSize: null } });
  expect(counted(reader)).toEqual(['summary.totalLicenses not a number', 'summary.maxPageSize not a number']);
});

describe('devices of another protocol than the one asked for', () => {
  const row = (deviceId: string, protocol: string) => ({ deviceId, protocol });
  const listed = (rows: readonly object[]) =>
    bench.stubbed(() => ({ body: { hasMoreData: false, deviceList: rows } }));

  it('are left out one by one: their own list has them', async () => {
    const { account: reader } = await listed([row(before, 'LWM2M'), row(odd, 'HTTP'), row(after, 'NONE')]);
    const page = await reader.assignees.DEVICE.page(null, testCall());
    expect([idsOf(page.items), page.gap]).toEqual([[before, after], 'ROWS_LEFT_OUT']);
    expect(counted(reader)).toEqual(['devices.protocol another than asked for']);
  });
});

it.each(DIALECTS)('an odd row of a result is unknown, and no other: dialect %s', async (dialect) => {
  await bench.warm();
  emulator.setSwitch('v3ResultDialect', dialect);
  emulator.setSwitch('oddDevice', bare[1] ?? '');
  for (const form of ['no-id', 'no-row', 'odd-fields']) {
    emulator.setSwitch('oddForm', form);
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      const said = statuses(await sentOf(account, changesOf(action, bare.slice(0, 3))));
      expect([form, action, ...said]).toEqual([form, action, 'ACCEPTED', 'UNKNOWN', 'ACCEPTED']);
    }
  }
  expect(counted(account).filter((line) => line.startsWith('results'))).not.toEqual([]);
});
