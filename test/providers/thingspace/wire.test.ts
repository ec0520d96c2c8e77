// Every JSON sample of the contract that a read can meet, parsed by the wire schemas.
import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../../src/providers/thingspace/wire/failures.ts';
import { Time } from '../../../src/providers/thingspace/wire/fields.ts';
import { OAuthToken, Session } from '../../../src/providers/thingspace/wire/login.ts';
import { Subscription } from '../../../src/providers/thingspace/wire/summary.ts';
import { createWire } from '../../../src/providers/thingspace/wire/wire.ts';
import { createDriftCounter } from '../../../src/upstream/drift.ts';

const drift = createDriftCounter(() => 0);
const { DevicePage, DeviceLookup, ConnectedDevices, Summary, SummaryV1 } = createWire({
  accountKey: 'acme-devices',
  drift,
});

const rows = [
  { deviceId: '359000000000011', assignmentTime: '2024-03-05 20:15:42.738 +0000 UTC' },
  { deviceId: '359000000000029', assignmentTime: '2024-03-06 08:00:00 +0000 UTC' },
];
const summary = {
  accountName: '0123456789-00001',
  totalLicenses: 250,
  assignedLicenses: 2,
  hasMoreData: false,
  lastSeenDeviceId: '359000000000029',
  maxPageSize: 1000,
  deviceList: rows,
};

describe('login answers (contract 2)', () => {
  it('OAuth token', () => {
    const sample = {
      access_token: 'b1946ac92492d2347c6235b4d2611184',
      token_type: 'Bearer',
      expires_in: 3217,
      scope: 'am_application_scope default',
    };
    expect(OAuthToken.parse(sample)).toEqual({
      accessToken: sample.access_token,
      lifetimeSeconds: 3217,
    });
    expect(OAuthToken.parse({ access_token: 'x' }).lifetimeSeconds).toBeNull();
    expect(OAuthToken.safeParse({ error: 'invalid_client' }).success).toBe(false);
  });

  it('session token', () => {
    const sample = { sessionToken: '5a0c7f0e-3d53-4c1e-9f0b-2f6a1d9e7c44' };
    expect(Session.parse(sample)).toEqual(sample);
  });
});

describe('failures (contract 2.3, 7)', () => {
  it.each([
    [{ errorCode: 'INVALID_PARAMETER', errorMessage: 'Device list is empty' }],
    [{ errorCode: 'UnifiedWebService.REQUEST_FAILED.SessionToken.Expired', errorMessage: '…' }],
    [{ fault: { code: '900901', message: 'Invalid Credentials', description: '…' } }],
    [{ error: 'invalid_client', error_description: '…', error_uri: '…' }],
  ])('%j', (sample) => {
    expect(sample).toMatchObject(Failure.parse(sample));
  });

  it('keeps what is readable of a failure with odd fields', () => {
    expect(Failure.parse({ errorCode: 7, errorMessage: 'x', fault: 'y' })).toEqual({
      errorCode: undefined,
      errorMessage: 'x',
      error: undefined,
      fault: undefined,
    });
  });
});

describe('summary (contract 4.2)', () => {
  it('v3 sample', () => {
    expect(Summary.parse(summary)).toEqual({
      total: 250,
      assigned: 2,
      hasMore: false,
      lastSeen: '359000000000029',
      reportedPageSize: 1000,
      rows: [
        { imei: '359000000000011', assignedAt: '2024-03-05T20:15:42.738Z' },
        { imei: '359000000000029', assignedAt: '2024-03-06T08:00:00.000Z' },
      ],
      leftOut: 0,
    });
  });

  it.each([
    ['totalLicenses', { totalLicenses: 7 }, 7],
    ['totalLicense', { totalLicense: 7 }, 7],
    ['both', { totalLicenses: 7, totalLicense: 9 }, 7],
    ['zero', { totalLicenses: 0, totalLicense: 9 }, 0],
    ['neither', {}, null],
  ])('total as %s', (_, fields, total) => {
    const { totalLicenses: _dropped, ...rest } = summary;
    expect(Summary.parse({ ...rest, ...fields }).total).toBe(total);
    expect(SummaryV1.parse({ ...rest, ...fields }).total).toBe(total);
  });

  it.each([[[]], [null], [undefined]])(
    'no devices as %j, when none is counted (contract 9.14)',
    (deviceList) => {
      expect(Summary.parse({ ...summary, assignedLicenses: 0, deviceList })).toMatchObject({
        rows: [],
        leftOut: 0,
      });
      expect(Summary.safeParse({ ...summary, deviceList }).success).toBe(
        deviceList !== null && deviceList !== undefined,
      );
    },
  );

  it.each([[2 ** 31], [2 ** 53 - 1]])('counts of %d', (count) => {
    const parsed = Summary.parse({ ...summary, totalLicenses: count, assignedLicenses: count });
    expect([parsed.total, parsed.assigned]).toEqual([count, count]);
    expect(Subscription.parse({ licenseCount: count })).toBe(count);
  });

  it('a count that has lost digits is not known', () => {
    expect(Summary.parse({ ...summary, totalLicenses: 2 ** 53 }).total).toBeNull();
    expect(Summary.safeParse({ ...summary, assignedLicenses: 2 ** 53 }).success).toBe(false);
  });

  it.each([
    [14000000000011, '014000000000011'],
    [359000000000029, '359000000000029'],
    ['359000000000029', '359000000000029'],
    ['014000000000011', '014000000000011'],
    [1000, '1000'],
    [0, null],
    ['0', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('cursor %j is %j', (lastSeenDeviceId, cursor) => {
    expect(SummaryV1.parse({ ...summary, lastSeenDeviceId }).lastSeen).toBe(cursor);
  });

  it('v1 may leave anything out, but not everything', () => {
    expect(SummaryV1.parse({ assignedLicenses: 0 })).toMatchObject({ hasMore: false, rows: [] });
    expect(SummaryV1.safeParse({ accountName: 'x' }).success).toBe(false);
  });

  it.each([['assignedLicenses'], ['hasMoreData']])('v2 and v3 without %s are refused', (field) => {
    expect(Summary.safeParse({ ...summary, [field]: undefined }).success).toBe(false);
  });

  it('a cursor beyond safe integers is refused: it has lost digits (contract 8.3)', () => {
    expect(SummaryV1.safeParse({ ...summary, lastSeenDeviceId: 2 ** 53 }).success).toBe(false);
  });
});

it('subscription (contract 4.5)', () => {
  const sample = {
    accountName: '0123456789-00001',
    purchaseType: 'TS-HFOTA-EVNT,TS-HFOTA-MRC',
    licenseCount: 250,
    licenseUsedCount: 3,
    updateTime: '2024-03-02T16:03:06.000Z',
  };
  expect(Subscription.parse(sample)).toBe(250);
  expect(Subscription.parse({ accountName: '0123456789-00001' })).toBeNull();
  expect(Subscription.safeParse({}).success).toBe(false);
});

describe('devices (contract 6)', () => {
  const device = {
    deviceId: '359000000000011',
    mdn: '5555550100',
    model: 'MX-100',
    make: 'ACME',
    firmware: 'MX100-2.4.1',
    fotaEligible: true,
    licenseAssigned: true,
    status: 'Active',
    protocol: 'LWM2M',
    createTime: '2023-06-03 00:03:56.079 +0000 UTC',
    statusTime: '2024-01-03 00:03:56.079 +0000 UTC',
    refreshTime: '2024-01-03 00:03:56.079 +0000 UTC',
    lastConnectionTime: '2024-02-23T18:25:43.511Z',
  };
  const missing = {
    deviceId: '359000000000990',
    requestStatus: 'Failure',
    resultReason: 'Device does not exist.',
  };

  it('look-up sample', () => {
    const parsed = DeviceLookup.parse({
      accountName: '0123456789-00001',
      deviceCount: 2,
      deviceList: [device, missing],
    });
    expect(parsed.leftOut).toBe(0);
    expect(parsed.rows).toEqual([
      {
        imei: '359000000000011',
        mdn: '5555550100',
        make: 'ACME',
        model: 'MX-100',
        firmware: 'MX100-2.4.1',
        fotaEligible: true,
        licenseAssigned: true,
        status: 'Active',
        rawProtocol: 'LWM2M',
        createdAt: '2023-06-03T00:03:56.079Z',
        refreshedAt: '2024-01-03T00:03:56.079Z',
        lastConnectedAt: '2024-02-23T18:25:43.511Z',
      },
      { imei: missing.deviceId, lookupStatus: missing.requestStatus, reason: missing.resultReason },
    ]);
  });

  it('an empty look-up may be null, a missing one is no answer', () => {
    expect(DeviceLookup.parse({ deviceCount: 0, deviceList: null })).toEqual({ rows: [], leftOut: 0 });
    expect(DeviceLookup.parse({ deviceList: [] })).toEqual({ rows: [], leftOut: 0 });
    expect(DeviceLookup.safeParse({ deviceCount: 2, deviceList: [] }).success).toBe(false);
    expect(DeviceLookup.safeParse({ deviceCount: 2 }).success).toBe(false);
    expect(DeviceLookup.safeParse({}).success).toBe(false);
  });

  it('listing with software and the sentinel of v1', () => {
    const listing = DevicePage.parse({
      accountName: '0123456789-00001',
      hasMoreData: false,
      lastSeenDeviceId: 0,
      deviceList: [
        {
          ...device,
          softwareList: [{ name: 'a', version: '1', upgradeTime: '01/01/1900 0:0:0' }],
          unknown: {},
        },
      ],
    });
    expect(listing.rows[0]?.software).toEqual([{ name: 'a', version: '1', upgradedAt: null }]);
    expect(DevicePage.parse({ hasMoreData: false, deviceList: [] }).rows).toEqual([]);
    expect(DevicePage.safeParse({ hasMoreData: false, deviceList: null }).success).toBe(false);
    expect(DevicePage.safeParse({ accountName: '0123456789-00001' }).success).toBe(false);
  });

  it('M2M sample', () => {
    const parsed = ConnectedDevices.parse({
      hasMoreData: false,
      devices: [
        {
          accountName: '0123456789-00001',
          connected: false,
          ipAddress: '10.0.0.7',
          createdAt: '2023-08-07T10:42:15-04:00',
          lastConnectionDate: '2024-03-12T04:23:37-04:00',
          deviceIds: [
            { id: '5555550100', kind: 'mdn' },
            { id: '359000000000011', kind: 'imei' },
          ],
          carrierInformations: [{ carrierName: 'Verizon Wireless', servicePlan: 'PLAN-A', state: 'active' }],
          groupNames: ['Default'],
          billingCycleEndDate: '2024-04-09T20:00:00-04:00',
        },
      ],
    });
    expect(parsed.rows).toEqual([
      {
        imei: '359000000000011',
        mdn: '5555550100',
        status: 'active',
        createdAt: '2023-08-07T14:42:15.000Z',
        lastConnectedAt: '2024-03-12T08:23:37.000Z',
      },
    ]);
  });
});

describe('times (contract 8.4)', () => {
  it.each([
    ['2024-03-05T16:03:42.000Z', '2024-03-05T16:03:42.000Z'],
    ['2024-03-05 20:15:42.738 +0000 UTC', '2024-03-05T20:15:42.738Z'],
    ['2024-03-05 20:15:42 +0000 UTC', '2024-03-05T20:15:42.000Z'],
    ['2024-03-05 20:15:42.7 +0000 UTC', '2024-03-05T20:15:42.700Z'],
    ['2024-03-05 20:15:42.738123456 +0000 UTC', '2024-03-05T20:15:42.738Z'],
    ['2024-03-05 15:15:42 -0500 EST', '2024-03-05T20:15:42.000Z'],
    ['2024-03-05T20:15:42.19Z', '2024-03-05T20:15:42.190Z'],
    ['2024-03-05T20:15:00Z', '2024-03-05T20:15:00.000Z'],
    ['2024-03-05T15:15:42-05:00', '2024-03-05T20:15:42.000Z'],
    // Without a zone it is UTC, whatever the zone of this machine.
    ['2024-03-05 20:15:42.738', '2024-03-05T20:15:42.738Z'],
    ['2024-03-05T20:15:42', '2024-03-05T20:15:42.000Z'],
    ['2024-03-05', '2024-03-05T00:00:00.000Z'],
    ['01/01/1900 0:0:0', null],
    ['0001-01-01 00:00:00 +0000 UTC', null],
    ['', null],
    [null, null],
    [undefined, undefined],
  ])('%j is %j', (text, time) => {
    expect(Time.parse(text)).toBe(time);
  });

  it.each([
    ['2024-13-45 20:15:42 +0000 UTC'],
    ['2024-02-30 20:15:42 +0000 UTC'],
    ['yesterday'],
    ['5'],
    [1709669742],
  ])('%j is none', (text) => {
    expect(Time.safeParse(text).success).toBe(false);
  });
});
