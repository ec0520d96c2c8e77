// Lists of ThingSpace to their end: cursors of every form, those that are refused, and pages that lead nowhere.
import { describe, expect, it } from '@jest/globals';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { problemOf } from '../../support/assertions.ts';
import { idsOf, listIn, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { exchanges, seeded } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;

/** IMEIs of all holders, in the order they are listed in. */
async function holders({ assignments }: ThingSpaceAccount): Promise<string[]> {
  return idsOf((await listed(assignments)).map(({ assignee }) => assignee));
}

describe('the list of assignments', () => {
  it.each<[ApiVersion, string[]]>([
    ['v1', ['GET licenses/index/0 200', 'GET licenses/index/359000000028559 200']],
    ['v2', ['GET licenses?lastSeenDeviceId=0 200', 'GET licenses?lastSeenDeviceId=359000000028559 200']],
    ['v3', ['GET licenses?lastSeenDeviceId=0 200', 'GET licenses?lastSeenDeviceId=359000000028559 200']],
  ])('is read to its end on %s, each row once', async (version, lines) => {
    const { assignments } = await bench.warm(bench.open({ apiVersion: version, tenant: 'v3' }));
    const rows = await listed(assignments);
    expect(exchanges(emulator)).toEqual(lines);
    expect(rows).toHaveLength(1248);
    expect(new Set(rows.map((row) => row.assignee.externalId)).size).toBe(1248);
    expect(rows.every((row) => row.assignedAt !== null)).toBe(true);
  });

  it('is the same with the cursor in the path, in small pages, and by offset on v1', async () => {
    const all = await holders(await bench.warm());
    emulator.setSwitch('rowsPerPage', 90);
    const path = await bench.warm(bench.open({ summaryForm: 'path' }));
    expect(await holders(path)).toEqual(all);
    const leadingZeros = await bench.warm(bench.open({ apiVersion: 'v1', tenant: 'v3' }));
    expect(await holders(leadingZeros)).toEqual(all);
    expect(exchanges(emulator)[1]).toBe('GET licenses/index/014000000001613 200');
    emulator.setSwitch('v1SummaryCursor', 'offset');
    bench.forget();
    expect(await holders(leadingZeros)).toEqual(all);
    expect(exchanges(emulator).slice(0, 2)).toEqual([
      'GET licenses/index/0 200',
      'GET licenses/index/89 200',
    ]);
  });

  it.each([['null'], ['absent'], ['array']])('may be empty, as %s (contract 9.14)', async (form) => {
    await bench.warm();
    emulator.setSwitch('emptyDeviceList', form);
    emulator.setSwitch('eventBilledAccount', seeded('v3').accountName);
    expect(await account.assignments.page(null, testCall())).toEqual({ items: [], next: null, total: 0 });
  });

  it('may end in a page without rows, as long as it has a list', async () => {
    await bench.warm();
    const page = await account.assignments.page('359000000035993', testCall());
    expect(page).toEqual({ items: [], next: null, total: 1248 });
  });

  it.each(['nonsense', 'LWM2M:014000000000011', '0', '-1', '1e3', '0x10', '9999999999999999', '../0'])(
    'refuses the cursor %j without asking',
    async (cursor) => {
      await bench.warm();
      for (const read of [
        account.assignments.page(cursor, testCall()),
        account.assignments.ofLicense('fota', cursor, testCall()),
      ]) {
        expect(await problemOf(read)).toMatchObject({ code: 'BAD_CURSOR', blame: 'CALLER' });
      }
      expect(exchanges(emulator)).toEqual([]);
    },
  );

  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'on %s says that a cursor of a device that left has expired',
    async (version) => {
      const { assignments } = await bench.warm(bench.open({ apiVersion: version }));
      const problem = await problemOf(assignments.page('999999999999999', testCall()));
      expect(problem).toMatchObject({ code: 'CURSOR_EXPIRED', hint: 'Start again without `after`.' });
      expect(exchanges(emulator)).toHaveLength(1);
    },
  );

  it('does not call a first page expired', async () => {
    await bench.warm();
    const body = { errorCode: 'INVALID_PARAMETER', errorMessage: 'LastSeenDeviceId Not Valid' };
    bench.strike({ kind: 'answer', status: 400, body });
    const problem = await problemOf(account.assignments.page(null, testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode: 'INVALID_PARAMETER' });
  });

  it('does not take another refusal for an expired cursor', async () => {
    await bench.warm();
    const body = { errorCode: 'INVALID_PARAMETER', errorMessage: 'Inactive account' };
    bench.strike({ kind: 'answer', status: 400, body });
    const problem = await problemOf(account.assignments.page('014000000000011', testCall()));
    expect(problem.code).toBe('UPSTREAM_REJECTED');
  });
});

describe('the list of devices', () => {
  it('is walked protocol by protocol, each device once', async () => {
    const devices = await listed((await bench.warm()).assignees.DEVICE);
    expect(exchanges(emulator)).toEqual([
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
    const devices = await listed((await bench.warm(bench.open({ apiVersion: 'v2' }))).assignees.DEVICE);
    expect(exchanges(emulator)).toEqual([
      'GET devices?lastSeenDeviceId=0&distributionType=LWM2M 200',
      'GET devices?lastSeenDeviceId=0&distributionType=OMD-DM 200',
      'GET devices?lastSeenDeviceId=0&distributionType=HTTP 200',
    ]);
    // The look-up calls it OMADM: it is asked for the word.
    const spellings = new Set(devices.map((device) => `${device.protocol} ${device.rawProtocol}`));
    expect(spellings).toEqual(new Set(['LWM2M LWM2M', 'OMADM undefined', 'HTTP HTTP']));
  });

  it('on v1 is one, with numbers for cursors padded to fifteen digits', async () => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ apiVersion: 'v1', tenant: 'v3' }))).assignees;
    emulator.setSwitch('rowsPerPage', 50);
    const first = await devices.page(null, testCall());
    expect(first).toMatchObject({ next: 'ALL:014000000000893', total: null });
    const second = await devices.page(first.next, testCall());
    expect(second.items[0]).toMatchObject({ externalId: '014000000000911', listedAfter: '014000000000893' });
    expect(exchanges(emulator)).toEqual(['GET devices/index/0 200', 'GET devices/index/014000000000893 200']);
  });

  it('keeps to the protocols that are set', async () => {
    const devices = await listed((await bench.warm(bench.open({ protocols: ['HTTP'] }))).assignees.DEVICE);
    expect(exchanges(emulator)).toEqual(['GET devices?lastSeenDeviceId=0&protocol=HTTP 200']);
    expect(devices).toHaveLength(186);
  });

  it.each([['absent'], ['zero']])('ends with a last cursor that is %s (contract 9.14)', async (form) => {
    await bench.warm();
    emulator.setSwitch('lastPageCursor', form);
    expect(await listed(account.assignees.DEVICE)).toHaveLength(1981);
  });

  it.each(['nonsense', 'LWM2M', 'LWM2M:', 'COAP:0', 'ALL:0', 'LWM2M:012', 'LWM2M:0&x=y', '014000000000011'])(
    'refuses the cursor %j without asking',
    async (cursor) => {
      await bench.warm();
      const problem = await problemOf(account.assignees.DEVICE.page(cursor, testCall()));
      expect(problem).toMatchObject({ code: 'BAD_CURSOR', blame: 'CALLER' });
      expect(exchanges(emulator)).toEqual([]);
    },
  );

  it.each<[ApiVersion, string]>([
    ['v1', 'ALL:999999999999999'],
    ['v2', 'HTTP:999999999999999'],
    ['v3', 'OMADM:999999999999999'],
  ])('on %s says that a cursor of a device that left has expired', async (version, cursor) => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ apiVersion: version }))).assignees;
    const problem = await problemOf(devices.page(cursor, testCall()));
    expect(problem).toMatchObject({ code: 'CURSOR_EXPIRED', hint: 'Start again without `after`.' });
    expect(exchanges(emulator)).toHaveLength(1);
  });

  it('drops a row that comes twice in a page', async () => {
    const row = { deviceId: '359000000000011', protocol: 'LWM2M' };
    const deviceList = [row, row, { ...row, deviceId: '359000000000029' }];
    const odd = await bench.stubbed(() => ({ body: { hasMoreData: false, deviceList } }));
    const page = await odd.account.assignees.DEVICE.page(null, testCall());
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
    const odd = await bench.stubbed(() => ({ body }));
    const problem = await problemOf(odd.account.assignees.DEVICE.page('LWM2M:359000000000029', testCall()));
    expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('takes a page with few rows or none although more follow (contract 8.7)', async () => {
    const cut = { hasMoreData: true, lastSeenDeviceId: '359000000000029', maxPageSize: 1000, deviceList: [] };
    const odd = await bench.stubbed(() => ({ body: cut }));
    const page = await odd.account.assignees.DEVICE.page(null, testCall());
    expect(page).toEqual({ items: [], next: 'LWM2M:359000000000029', total: null });
  });
});

describe('a page that is sent again', () => {
  it.each(['assignments', 'DEVICE'] as const)('is not taken for the next of %s', async (list) => {
    await bench.warm();
    const { next } = await listIn(account, list).page(null, testCall());
    bench.strike({ kind: 'repeat-page' });
    expect(await problemOf(listIn(account, list).page(next, testCall()))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });

  it('is not taken for the first of the next protocol', async () => {
    const { DEVICE: devices } = (await bench.warm(bench.open({ protocols: ['HTTP', 'OMADM'] }))).assignees;
    const { next } = await devices.page(null, testCall());
    expect(next).toBe('OMADM:0');
    bench.strike({ kind: 'repeat-page' });
    expect(await problemOf(devices.page(next, testCall()))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });
});
