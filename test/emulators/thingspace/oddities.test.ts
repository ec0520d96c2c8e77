// Switches for what no document shows: answers without their list or without a row, odd rows, devices that left.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { FIRST, imeis, listing, record, refused, useAccounts, type Answer } from './client.ts';

const { emulator, first } = useAccounts();

const SUMMARY = `/fota/v3/licenses/${FIRST}?lastSeenDeviceId=0`;
const DEVICES = `/fota/v3/devices/${FIRST}`;
const M2M = '/m2m/v1/devices/actions/list';
const NOBODY = '359999999999990';

function lookUp(...deviceList: string[]): Promise<Answer> {
  return first('POST', DEVICES, { deviceList });
}

function lookUpInM2m(...ids: string[]): Promise<Answer> {
  return first('POST', M2M, { deviceList: ids.map((id) => ({ id, kind: 'imei' })) });
}

/** The rows of an answer, whatever they are. */
function rows(answer: Answer): readonly unknown[] {
  const { deviceList, devices } = record(answer);
  return [devices ?? deviceList].flat();
}

describe('collections', () => {
  it.each([
    ['absent', undefined],
    ['null', null],
  ])('are %s in every answer about devices and licenses', async (form, list) => {
    emulator.setSwitch('collections', form);
    const answers = [
      await first('GET', SUMMARY),
      await first('GET', `/fota/v1/licenses/${FIRST}/index/0`),
      await first('GET', `${DEVICES}?lastSeenDeviceId=0`),
      await lookUp(imei(1)),
      await first('POST', `/fota/v3/licenses/${FIRST}/assign`, { deviceList: [imei(122)] }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(record(answer)['deviceList']).toBe(list);
    }
    expect(record(answers[0] ?? (await lookUp()))).toMatchObject({ assignedLicenses: 1248 });
    expect(record(await lookUpInM2m(imei(1)))['devices']).toBe(list);
  });
});

describe('oddDevice', () => {
  it.each([
    ['no-id', (row: unknown) => expect(row).not.toHaveProperty('deviceId')],
    ['no-row', (row: unknown) => expect(row).toBeNull()],
    ['odd-fields', (row: unknown) => expect(row).toMatchObject({ deviceId: imei(1) })],
  ])('has rows of the form %s', async (form, check) => {
    emulator.setSwitch('oddDevice', imei(1));
    emulator.setSwitch('oddForm', form);
    const lists = [
      await first('GET', SUMMARY),
      await first('GET', `${DEVICES}?lastSeenDeviceId=0`),
      await lookUp(imei(0), imei(1)),
      await first('POST', `/fota/v3/licenses/${FIRST}/assign`, { deviceList: [imei(0), imei(1)] }),
    ];
    for (const answer of lists) {
      check(rows(answer)[1]);
      expect(rows(answer)[0]).toMatchObject({ deviceId: imei(0) });
    }
  });

  it('has fields of other kinds', async () => {
    emulator.setSwitch('oddDevice', imei(1));
    emulator.setSwitch('oddForm', 'odd-fields');
    expect(rows(await first('GET', SUMMARY))[1]).toEqual({ deviceId: imei(1), assignmentTime: 7 });
    expect(rows(await lookUp(imei(1)))[0]).toMatchObject({
      mdn: 7,
      fotaEligible: 'odd',
      softwareList: 'odd',
    });
    const [device] = rows(await lookUpInM2m(imei(1)));
    expect(device).toMatchObject({
      createdAt: 7,
      carrierInformations: 'odd',
      deviceIds: [{}, { id: imei(1) }],
    });
  });
});

describe('leftOutDevices', () => {
  it('are left out of answers about several, and not of lists', async () => {
    emulator.setSwitch('leftOutDevices', `${imei(1)},${imei(122)}`);
    expect(record(await lookUp(imei(0), imei(1), imei(2)))).toMatchObject({
      deviceCount: 2,
      deviceList: [{ deviceId: imei(0) }, { deviceId: imei(2) }],
    });
    expect(rows(await lookUp(imei(1)))).toMatchObject([{ deviceId: imei(1) }]);
    expect(rows(await lookUpInM2m(imei(0), imei(1)))).toHaveLength(1);
    const assigned = await first('POST', `/fota/v3/licenses/${FIRST}/assign`, {
      deviceList: [imei(0), imei(122)],
    });
    expect(record(assigned)).toMatchObject({ licUsedCount: 1249, deviceList: [{ deviceId: imei(0) }] });
    expect(rows(await first('GET', SUMMARY))[1]).toMatchObject({ deviceId: imei(1) });
  });

  it('may be left out when asked for alone', async () => {
    emulator.setSwitch('leftOutDevices', imei(1));
    emulator.setSwitch('leftOutOf', 'answers');
    expect(record(await lookUp(imei(1)))).toMatchObject({ deviceCount: 0, deviceList: [] });
  });
});

describe('unknownDevice', () => {
  it.each([
    ['row', [{ deviceId: NOBODY, requestStatus: 'Failure', resultReason: 'Device does not exist.' }]],
    ['row-without-reason', [{ deviceId: NOBODY, requestStatus: 'Failure' }]],
    ['omitted', []],
  ])('%s', async (form, expected) => {
    emulator.setSwitch('unknownDevice', form);
    expect(rows(await lookUp(NOBODY))).toEqual(expected);
  });
});

it('lookupSoftware', async () => {
  emulator.setSwitch('lookupSoftware', 'absent');
  expect(rows(await lookUp(imei(1)))[0]).not.toHaveProperty('softwareList');
});

it('numericIds', async () => {
  emulator.setSwitch('numericIds', true);
  emulator.setSwitch('rowsPerPage', 2);
  expect(record(await first('GET', SUMMARY))).toMatchObject({
    lastSeenDeviceId: 14_000_000_000_029,
    deviceList: [{ deviceId: 14_000_000_000_011 }, { deviceId: 14_000_000_000_029 }],
  });
  expect(rows(await lookUpInM2m(imei(1)))).toMatchObject([{ deviceIds: [{}, { id: 14_000_000_000_029 }] }]);
});

it('wholePagesOnly', async () => {
  emulator.setSwitch('v1SummaryCursor', 'offset');
  emulator.setSwitch('wholePagesOnly', true);
  const path = `/fota/v1/licenses/${FIRST}/index`;
  expect(rows(await first('GET', `${path}/1000`))).toHaveLength(248);
  expect((await first('GET', `${path}/999`)).body).toEqual(
    refused('INVALID_PARAMETER', 'Invalid index value'),
  );
});

describe('goneDevices', () => {
  const [gone, next] = [imei(1), imei(2)] as const;

  it('are in no list, unknown to look-ups, and no cursors', async () => {
    emulator.setSwitch('goneDevices', gone);
    expect(rows(await lookUp(gone))).toMatchObject([{ resultReason: 'Device does not exist.' }]);
    expect(rows(await lookUpInM2m(gone, next))).toHaveLength(1);
    const byMdn = await first('POST', M2M, { deviceId: { id: '5550000001', kind: 'mdn' } });
    expect(rows(byMdn)).toEqual([]);
    const ids = listing(await first('GET', `${DEVICES}?lastSeenDeviceId=0`)).deviceList.map(
      (row) => row.deviceId,
    );
    expect(ids.slice(0, 2)).toEqual([imei(0), next]);
    expect(rows(await first('POST', M2M, {}))).toHaveLength(1999);
    for (const list of ['licenses', 'devices']) {
      const answer = await first('GET', `/fota/v3/${list}/${FIRST}?lastSeenDeviceId=${gone}`);
      expect(answer.body).toEqual(refused('INVALID_PARAMETER', 'LastSeenDeviceId Not Valid'));
    }
  });

  it('keep their licenses until those are taken back, and get none', async () => {
    emulator.setSwitch('goneDevices', [gone, imei(122)].join());
    expect(
      listing(await first('GET', SUMMARY))
        .deviceList.slice(0, 2)
        .map(({ deviceId }) => deviceId),
    ).toEqual(imeis(0, 2));
    const write = (name: string, ...deviceList: string[]) =>
      first('POST', `/fota/v3/licenses/${FIRST}/${name}`, { deviceList });
    expect(rows(await write('assign', imei(122), gone))).toMatchObject([
      { status: 'LicenseAssignFailed' },
      { status: 'LicenseAssignFailed' },
    ]);
    expect(rows(await write('remove', gone, imei(122)))).toMatchObject([
      { status: 'Success' },
      { status: 'Failure', resultReason: 'Device does not exist.' },
    ]);
    expect(record(await first('GET', SUMMARY))).toMatchObject({ assignedLicenses: 1247 });
  });
});
