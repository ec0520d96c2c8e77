// The summary of licenses in each version and dialect, and the subscription.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, SECOND, imeis, listing, record, refused, useAccounts, walk } from './client.ts';

const SEEDED = Date.UTC(2031, 4, 5, 6, 7, 8, 901);
const { emulator, first, second } = useAccounts({ now: () => SEEDED });

const NOT_VALID = refused('INVALID_PARAMETER', 'LastSeenDeviceId Not Valid');

describe('v3 summary', () => {
  it('has a page of a thousand, then the rest, each license once and in order', async () => {
    const answer = await first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=0`);
    const page = listing(answer);
    expect(answer.status).toBe(200);
    expect(page).toMatchObject({
      accountName: FIRST,
      totalLicenses: 1500,
      assignedLicenses: 1248,
      hasMoreData: true,
      lastSeenDeviceId: page.deviceList.at(-1)?.deviceId,
      maxPageSize: 1000,
    });
    expect(page.deviceList).toHaveLength(1000);
    const ids = await walk((cursor) => first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=${cursor}`));
    expect(ids).toHaveLength(1248);
    expect(new Set(ids).size).toBe(1248);
    expect(ids).toEqual(ids.toSorted());
    expect(ids.slice(0, 120)).toEqual(imeis(0, 120));
  });

  it('writes times the way Go does, with fractions of every length', async () => {
    const { deviceList } = listing(await first('GET', `/fota/v3/licenses/${FIRST}`));
    const times = deviceList.map(({ assignmentTime }) => String(assignmentTime));
    for (const time of times) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{0,8}[1-9])? \+0000 UTC$/);
    }
    const digits = new Set(times.map((time) => /\.(\d+)/.exec(time)?.[1]?.length ?? 0));
    expect([...digits].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([0, 2, 3, 6, 9]));
  });

  it('has the same answer under the path form, as v2 has', async () => {
    for (const version of ['v2', 'v3']) {
      const query = await first('GET', `/fota/${version}/licenses/${FIRST}?lastSeenDeviceId=${imei(5)}`);
      const path = await first('GET', `/fota/${version}/licenses/${FIRST}/index/${imei(5)}`);
      expect(query.status).toBe(200);
      expect(listing(query).deviceList[0]?.deviceId).toBe(imei(6));
      expect(path.body).toEqual(query.body);
    }
    emulator.setSwitch('summaryUrl', 'path');
    expect((await first('GET', `/fota/v3/licenses/${FIRST}`)).body).toMatchObject({
      fault: { code: '900906' },
    });
    emulator.setSwitch('summaryUrl', 'query');
    expect((await first('GET', `/fota/v3/licenses/${FIRST}/index/0`)).status).toBe(400);
    expect((await first('GET', `/fota/v3/licenses/${FIRST}`)).status).toBe(200);
  });

  it.each(['1000', imei(0).slice(1), `${imei(0)}7`, imei(2000), 'x'])(
    'refuses the cursor %s, which is no device of the account',
    async (cursor) => {
      const answer = await first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=${cursor}`);
      expect([answer.status, answer.body]).toEqual([400, NOT_VALID]);
    },
  );

  it('takes an unlicensed device of the account as cursor', async () => {
    const { deviceList } = listing(
      await first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=${imei(1999)}`),
    );
    expect(deviceList).toEqual([]);
  });

  it('reads an omitted or empty cursor as 0, or refuses it', async () => {
    const zero = await first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=0`);
    for (const query of ['', '?lastSeenDeviceId=']) {
      emulator.setSwitch('emptyCursor', 'zero');
      expect((await first('GET', `/fota/v3/licenses/${FIRST}${query}`)).body).toEqual(zero.body);
      emulator.setSwitch('emptyCursor', 'refuse');
      expect((await first('GET', `/fota/v3/licenses/${FIRST}${query}`)).body).toEqual(NOT_VALID);
    }
    expect((await first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=0`)).status).toBe(200);
  });

  it('can serve fewer rows than the limit it reports', async () => {
    emulator.setSwitch('rowsPerPage', 100);
    const page = listing(await first('GET', `/fota/v3/licenses/${FIRST}`));
    expect(page).toMatchObject({ hasMoreData: true, maxPageSize: 1000 });
    expect(page.deviceList).toHaveLength(100);
    const ids = await walk((cursor) => first('GET', `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=${cursor}`));
    expect(new Set(ids).size).toBe(1248);
    emulator.setSwitch('maxPageSize', 10);
    expect(listing(await first('GET', `/fota/v3/licenses/${FIRST}`))).toMatchObject({ maxPageSize: 10 });
  });
});

describe('v2 summary', () => {
  it('names its total in the singular and has ISO times', async () => {
    const page = listing(await second('GET', `/fota/v2/licenses/${SECOND}?lastSeenDeviceId=0`));
    expect(page).toMatchObject({
      totalLicense: 303,
      assignedLicenses: 300,
      hasMoreData: false,
      lastSeenDeviceId: page.deviceList.at(-1)?.deviceId,
    });
    expect(page).not.toHaveProperty('totalLicenses');
    expect(page.deviceList).toHaveLength(300);
    for (const { assignmentTime } of page.deviceList) {
      expect(assignmentTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });
});

describe('v1 summary', () => {
  it('has a number for a cursor, which is 0 on the last page', async () => {
    emulator.setSwitch('rowsPerPage', 50);
    const page = listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/0`));
    expect(page).toMatchObject({
      totalLicenses: 1500,
      hasMoreData: true,
      lastSeenDeviceId: Number(imei(49)),
    });
    expect(page).not.toHaveProperty('maxPageSize');
    const last = listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/1247`));
    expect(last).toMatchObject({ hasMoreData: false, lastSeenDeviceId: 0 });
    expect(last.deviceList).toHaveLength(1);
  });

  it('is walked whole by its cursor padded to fifteen digits, and by offset', async () => {
    emulator.setSwitch('rowsPerPage', 100);
    const ids = await walk((cursor) => first('GET', `/fota/v1/licenses/${FIRST}/index/${cursor}`));
    expect(ids).toHaveLength(1248);
    const byOffset: string[] = [];
    for (let offset = 0; offset < 1248; offset += 100) {
      const { deviceList } = listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/${offset}`));
      byOffset.push(...deviceList.map(({ deviceId }) => deviceId));
    }
    expect(byOffset).toEqual(ids);
  });

  it.each([
    [String(Number(imei(49))), 'Index exceeds number of devices in list'],
    ['1248', 'Index exceeds number of devices in list'],
    ['-1', 'Invalid index value'],
    [imei(2000), 'LastSeenDeviceId Not Valid'],
  ])('refuses the start %s', async (start, message) => {
    const answer = await first('GET', `/fota/v1/licenses/${FIRST}/index/${start}`);
    expect([answer.status, answer.body]).toEqual([400, refused('INVALID_PARAMETER', message)]);
  });

  it('can be read by offset alone, or by IMEI alone', async () => {
    emulator.setSwitch('v1SummaryCursor', 'offset');
    emulator.setSwitch('rowsPerPage', 1000);
    expect(listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/0`)).lastSeenDeviceId).toBe(1000);
    const rest = listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/1000`));
    expect([rest.deviceList.length, rest.lastSeenDeviceId]).toEqual([248, 0]);
    expect((await first('GET', `/fota/v1/licenses/${FIRST}/index/${imei(49)}`)).status).toBe(400);
    emulator.setSwitch('v1SummaryCursor', 'imei');
    expect((await first('GET', `/fota/v1/licenses/${FIRST}/index/1000`)).body).toEqual(NOT_VALID);
    expect((await first('GET', `/fota/v1/licenses/${FIRST}/index/${imei(49)}`)).status).toBe(200);
  });

  it('counts offsets over what was assigned and removed', async () => {
    await first('POST', `/fota/v1/licenses/${FIRST}/remove`, { deviceList: [imei(0), imei(2)] });
    const { deviceList } = listing(await first('GET', `/fota/v1/licenses/${FIRST}/index/1`));
    expect(deviceList[0]?.deviceId).toBe(imei(3));
  });
});

describe('dialects of a summary', () => {
  it.each([
    ['v1', '/index/0', ['totalLicense', 'absent']],
    ['v2', '', ['totalLicenses', 'absent']],
    ['v3', '', ['totalLicense', 'absent']],
  ])('%s renames or omits its total', async (version, suffix, words) => {
    for (const word of words) {
      emulator.setSwitch(`${version}TotalField`, word);
      const body = record(await first('GET', `/fota/${version}/licenses/${FIRST}${suffix}`));
      const named = Object.keys(body).filter((name) => name.startsWith('total'));
      expect(named).toEqual(word === 'absent' ? [] : [word]);
    }
  });

  it('has three forms of an empty list, of an account billed by event', async () => {
    emulator.setSwitch('eventBilledAccount', SECOND);
    const path = `/fota/v2/licenses/${SECOND}`;
    expect((await second('GET', path)).body).toEqual({
      accountName: SECOND,
      totalLicense: 0,
      assignedLicenses: 0,
      hasMoreData: false,
      lastSeenDeviceId: '0',
      maxPageSize: 1000,
      deviceList: [],
    });
    expect((await second('GET', `/fota/v1/licenses/${SECOND}/index/0`)).status).toBe(200);
    emulator.setSwitch('emptyDeviceList', 'null');
    expect(record(await second('GET', path))['deviceList']).toBeNull();
    emulator.setSwitch('emptyDeviceList', 'absent');
    expect(record(await second('GET', path))).not.toHaveProperty('deviceList');
    expect(listing(await first('GET', `/fota/v3/licenses/${FIRST}`)).deviceList).toHaveLength(1000);
    const subscription = await second('GET', `/fota/v2/subscriptions/${SECOND}`);
    expect(subscription.body).toMatchObject({
      purchaseType: 'TS-HFOTA-EVNT',
      licenseCount: 0,
      licenseUsedCount: 0,
    });
    const assigned = await second('POST', `/fota/v2/licenses/${SECOND}/assign`, { deviceList: [imei(2003)] });
    expect(listing(assigned).deviceList[0]).toMatchObject({ status: 'Failure' });
  });

  it('has three forms of the cursor of the last page, none of a page before', async () => {
    const path = `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=`;
    const last = listing(await first('GET', `${path}${imei(1000)}`));
    expect(last.lastSeenDeviceId).toBe(last.deviceList.at(-1)?.deviceId);
    emulator.setSwitch('lastPageCursor', 'absent');
    expect(record(await first('GET', `${path}${imei(1000)}`))).not.toHaveProperty('lastSeenDeviceId');
    emulator.setSwitch('lastPageCursor', 'zero');
    expect(record(await first('GET', `${path}${imei(1000)}`))['lastSeenDeviceId']).toBe('0');
    expect(record(await first('GET', `${path}0`))['lastSeenDeviceId']).toMatch(/^35/);
  });
});

describe('subscription', () => {
  it('is the same in every version', async () => {
    for (const version of ['v1', 'v2', 'v3']) {
      expect((await first('GET', `/fota/${version}/subscriptions/${FIRST}`)).body).toEqual({
        accountName: FIRST,
        purchaseType: 'TS-HFOTA-EVNT,TS-HFOTA-MRC',
        licenseCount: 1500,
        licenseUsedCount: 1248,
        updateTime: '2031-04-05T00:00:00.000Z',
      });
    }
  });

  it('can be over-assigned', async () => {
    emulator.setSwitch(`totalLicenses:${SECOND}`, 250);
    const answer = await second('GET', `/fota/v1/subscriptions/${SECOND}`);
    expect(answer.body).toMatchObject({ licenseCount: 250, licenseUsedCount: 300 });
    expect((await first('GET', `/fota/v1/subscriptions/${FIRST}`)).body).toMatchObject({
      licenseCount: 1500,
    });
  });
});
