// What could not be read is not "nothing": answers without their list, and devices that an answer about them leaves out.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { codeIn, problemOf } from '../../support/assertions.ts';
import { listIn } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { device, exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { NOBODY, seededImeis } from './changes.ts';

const bench = useProvider('thingspace');
const { account, emulator } = bench;
const { held, bare } = seededImeis();
// No test is about pages: small ones are quick.
beforeEach(() => emulator.setSwitch('rowsPerPage', 100));

const VERSIONS = ['v1', 'v2', 'v3'] as const;
const LISTS = ['assignments', 'DEVICE'] as const;
const BAD = { code: 'UPSTREAM_BAD_RESPONSE', blame: 'PROVIDER', accountKey: 'acme-devices', retryable: true };

/** Bodies of a 200 that say nothing of a list. */
const EMPTY_HANDED: readonly (readonly [string, unknown])[] = [
  ['nothing in it', {}],
  ['null', null],
  ['an error', { errorCode: 'INTERNAL_ERROR', errorMessage: 'The request could not be completed' }],
  ['a fault', { fault: { code: '101503', message: 'Error connecting to the back end' } }],
  ['the envelope of a list alone', { accountName: '0123456789-00001', hasMoreData: false }],
];

describe.each(VERSIONS.flatMap((version) => LISTS.map((list) => [version, list] as const)))(
  'on %s, a page of %s',
  (version: ApiVersion, list) => {
    it.each([['absent'], ['null']])(
      'whose list is %s is a bad response, the first and a later one',
      async (form) => {
        const reader = await bench.warm(bench.open({ apiVersion: version, tenant: 'v3' }));
        const { next } = await listIn(reader, list).page(null, testCall());
        emulator.setSwitch('collections', form);
        for (const cursor of [null, next]) {
          expect(await problemOf(listIn(reader, list).page(cursor, testCall()))).toMatchObject(BAD);
        }
        expect(next).not.toBeNull();
      },
    );

    it.each(EMPTY_HANDED)('of 200 with %s is a bad response, the first and a later one', async (_, body) => {
      const reader = await bench.warm(bench.open({ apiVersion: version, tenant: 'v3' }));
      const { next } = await listIn(reader, list).page(null, testCall());
      bench.strike({ kind: 'answer', status: 200, body });
      for (const cursor of [null, next]) {
        expect(await problemOf(listIn(reader, list).page(cursor, testCall()))).toMatchObject(BAD);
      }
    });
  },
);

describe('a summary', () => {
  it.each(VERSIONS.flatMap((version) => [null, undefined, []].map((list) => [version, list] as const)))(
    'on %s that counts nobody may have %j for a list (contract 8.8, 9.14)',
    async (apiVersion, deviceList) => {
      const body = { totalLicenses: 9, assignedLicenses: 0, hasMoreData: false, deviceList };
      const { account: empty } = await bench.stubbed(() => ({ body }), { apiVersion });
      expect(await empty.assignments.page(null, testCall())).toEqual({ items: [], next: null, total: 0 });
      expect(await empty.assignments.ofAssignees([device(NOBODY)], testCall())).toEqual(
        new Map([[NOBODY, []]]),
      );
    },
  );

  it.each(VERSIONS)(
    'on %s that counts holders and lists none from the start is a bad response',
    async (apiVersion) => {
      const body = { totalLicenses: 9, assignedLicenses: 3, hasMoreData: false, deviceList: [] };
      const { account: odd } = await bench.stubbed(() => ({ body }), { apiVersion });
      expect(await problemOf(odd.assignments.page(null, testCall()))).toMatchObject(BAD);
      const held = await odd.assignments.ofAssignees([device(NOBODY)], testCall());
      expect(codeIn(held, NOBODY)).toBe('UPSTREAM_BAD_RESPONSE');
    },
  );

  it('on v1 that does not say whether more follows, but from where, is a bad response (contract 5)', async () => {
    const rows = [{ deviceId: '359000000000011', assignmentTime: '2024-03-05T16:03:42.000Z' }];
    const body = {
      totalLicenses: 9,
      assignedLicenses: 3,
      lastSeenDeviceId: 359_000_000_000_011,
      deviceList: rows,
    };
    const { account: odd } = await bench.stubbed(() => ({ body }), { apiVersion: 'v1' });
    expect(await problemOf(odd.assignments.page(null, testCall()))).toMatchObject(BAD);
  });
});

it.each(EMPTY_HANDED.slice(0, 4))(
  'a subscription with %s tells no total of 0, and none that is not known',
  async (_, body) => {
    emulator.setSwitch('v3TotalField', 'absent');
    bench.strike({ kind: 'answer', status: 200, body }, { path: '/subscriptions/' });
    expect(await problemOf(account.catalogue(testCall()))).toMatchObject(BAD);
  },
);

describe.each(['fota-v3', 'm2m'] as const)('devices looked up through %s', (deviceLookup) => {
  const path = deviceLookup === 'm2m' ? 'devices/actions/list' : 'devices';
  const [one = '', two = '', three = ''] = bare;
  const open = () => bench.warm(bench.open({ deviceLookup }));
  const thorough = () => ({ ...testCall(), thorough: true });

  it.each([['absent'], ['null']])(
    'are not said to be missing by an answer whose list is %s',
    async (form) => {
      const { DEVICE: devices } = (await open()).assignees;
      emulator.setSwitch('collections', form);
      for (const ids of [[one], [one, two]]) {
        const found = await devices.byIds(ids, thorough());
        expect(ids.map((id) => codeIn(found, id))).toEqual(ids.map(() => 'UPSTREAM_BAD_RESPONSE'));
      }
    },
  );

  it.each(EMPTY_HANDED)('are not said to be missing by a 200 with %s', async (_, body) => {
    const { DEVICE: devices } = (await open()).assignees;
    bench.strike({ kind: 'answer', status: 200, body }, { path: '/devices/' });
    const found = await devices.byIds([one, two], testCall());
    expect([one, two].map((id) => codeIn(found, id))).toEqual([
      'UPSTREAM_BAD_RESPONSE',
      'UPSTREAM_BAD_RESPONSE',
    ]);
  });

  it('that a batch leaves out are asked for alone', async () => {
    const { DEVICE: devices } = (await open()).assignees;
    emulator.setSwitch('leftOutDevices', [one, three].join());
    const found = await devices.byIds([one, two, three], testCall());
    expect([one, two, three].map((id) => found.get(id))).toEqual(
      [one, two, three].map((imei) => expect.objectContaining({ imei })),
    );
    expect(exchanges(emulator)).toEqual([1, 2, 3].map(() => `POST ${path} 200`));
  });

  it('that a batch leaves out are five asked alone of a query, and the rest unread', async () => {
    const { DEVICE: devices } = (await open()).assignees;
    const ids = bare.slice(0, 20);
    emulator.setSwitch('leftOutDevices', ids.slice(0, 8).join());
    const found = await devices.byIds(ids, testCall());
    expect(ids.map((id) => codeIn(found, id) ?? 'found')).toEqual([
      ...Array.from({ length: 5 }, () => 'found'),
      ...Array.from({ length: 3 }, () => 'UPSTREAM_BAD_RESPONSE'),
      ...Array.from({ length: 12 }, () => 'found'),
    ]);
    expect(exchanges(emulator)).toHaveLength(6);
  });

  it('that a batch leaves out are all asked alone where something is decided on them', async () => {
    const { DEVICE: devices } = (await open()).assignees;
    const ids = bare.slice(0, 20);
    emulator.setSwitch('leftOutDevices', ids.slice(0, 8).join());
    const found = await devices.byIds(ids, thorough());
    expect(ids.map((id) => found.get(id))).toEqual(ids.map((imei) => expect.objectContaining({ imei })));
    expect(exchanges(emulator)).toHaveLength(9);
  });

  it('do not exist when not even an answer about each alone has them: there is no other read', async () => {
    const { DEVICE: devices } = (await open()).assignees;
    emulator.setSwitch('leftOutDevices', [one, two].join());
    emulator.setSwitch('leftOutOf', 'answers');
    const found = await devices.byIds([one, two, three], testCall());
    expect([one, two, three].map((id) => found.get(id))).toEqual([
      null,
      null,
      expect.objectContaining({ imei: three }),
    ]);
    expect(await devices.byIds([one], testCall())).toEqual(new Map([[one, null]]));
  });

  it('of an odd row are unread, and the others are read', async () => {
    const { DEVICE: devices } = (await open()).assignees;
    emulator.setSwitch('oddDevice', one);
    for (const form of ['no-id', 'no-row']) {
      emulator.setSwitch('oddForm', form);
      for (const ids of [[one], [one, two]]) {
        const found = await devices.byIds(ids, thorough());
        expect(ids.map((id) => codeIn(found, id) ?? 'found')).toEqual(
          ['UPSTREAM_BAD_RESPONSE', 'found'].slice(0, ids.length),
        );
      }
    }
  });
});

describe('devices looked up through FOTA', () => {
  it('do not exist when the row of them says so, and are unread when it does not say why it failed', async () => {
    await bench.warm();
    const ids = [bare[0] ?? '', NOBODY];
    for (const [form, expected] of [
      ['row', null],
      ['omitted', null],
      ['row-without-reason', expect.objectContaining({ problem: expect.objectContaining(BAD) })],
    ] as const) {
      emulator.setSwitch('unknownDevice', form);
      const found = await account.assignees.DEVICE.byIds(ids, testCall());
      expect([form, ...ids.map((id) => found.get(id))]).toEqual([
        form,
        expect.objectContaining({ imei: ids[0] }),
        expected,
      ]);
    }
  });

  it.each([
    ['Device does not exist.', null],
    ['Device Not Found.', null],
    ['The request could not be completed', 'UPSTREAM_BAD_RESPONSE'],
  ])('that failed for "%s" are %j', async (resultReason, code) => {
    const row = { deviceId: NOBODY, requestStatus: 'Failure', resultReason };
    const odd = await bench.stubbed(() => ({ body: { deviceCount: 1, deviceList: [row] } }));
    const found = await odd.account.assignees.DEVICE.byIds([NOBODY], testCall());
    expect(codeIn(found, NOBODY) ?? found.get(NOBODY)).toBe(code);
  });

  it('are unread by an answer that counts one and lists none', async () => {
    const odd = await bench.stubbed(() => ({ body: { deviceCount: 1, deviceList: [] } }));
    expect(codeIn(await odd.account.assignees.DEVICE.byIds([NOBODY], testCall()), NOBODY)).toBe(
      'UPSTREAM_BAD_RESPONSE',
    );
  });
});

describe('what devices hold', () => {
  const [A, B, C, D] = ['359000000000011', '359000000000029', '359000000000037', '359000000000045'] as const;
  const row = (deviceId: unknown) => ({ deviceId, assignmentTime: '2024-03-06 08:00:00 +0000 UTC' });
  const page = (rows: readonly unknown[] | null | undefined, next: string | null = null) => ({
    totalLicenses: 9,
    assignedLicenses: 3,
    hasMoreData: next !== null,
    lastSeenDeviceId: next ?? '0',
    deviceList: rows,
  });

  /** What is said of these devices, and where reading began each time. */
  async function told(bodies: readonly object[], devices: readonly ReturnType<typeof device>[]) {
    const odd = await bench.stubbed((_, index) => ({ body: bodies[index] ?? {} }));
    const slots = await odd.account.assignments.ofAssignees(devices, testCall());
    return {
      said: devices.map(({ externalId }) => {
        const slot = slots.get(externalId);
        return Array.isArray(slot) ? slot.length : (codeIn(slots, externalId) ?? slot);
      }),
      starts: odd.requests.map(({ url }) => url.replace(/.*=/, '')),
    };
  }

  it('is not nothing when a page of the holders has no list', async () => {
    for (const missing of [undefined, null]) {
      const { said } = await told([page([row(A)], A), page(missing)], [device(A), device(B)]);
      expect(said).toEqual([1, 'UPSTREAM_BAD_RESPONSE']);
    }
  });

  it('is not nothing for devices between rows of which one cannot be read', async () => {
    const bodies = [page([row(A), row(undefined), row(C)], C), page([row(D)])];
    const { said } = await told(bodies, [
      device(A),
      device(B),
      device(C),
      device('359000000000042'),
      device(D),
    ]);
    expect(said).toEqual([1, 'UPSTREAM_BAD_RESPONSE', 1, 0, 1]);
  });

  it('is not nothing for the device that a page ends with in a row that cannot be read', async () => {
    const { said } = await told([page([row(A), row(undefined)], C), page([row(D)])], [device(B), device(C)]);
    expect(said).toEqual(['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_BAD_RESPONSE']);
  });

  it('is not nothing for devices behind the last row when one cannot be read', async () => {
    const { said } = await told([page([row(A), 7])], [device(A), device(B)]);
    expect(said).toEqual([1, 'UPSTREAM_BAD_RESPONSE']);
  });

  it('is not nothing for devices that a list out of order leaves out together with a row', async () => {
    const bodies = [page([row(C), null, row(A)], C), page([row(D)])];
    const { said } = await told(bodies, [device(A), device(B), device(D)]);
    expect(said).toEqual([1, 'UPSTREAM_BAD_RESPONSE', 1]);
  });

  it.each([[[]], [null]])(
    'is read from the start when the list has %j where the device should be',
    async (list) => {
      const placed = device(D, { listedAfter: C });
      const { said, starts } = await told([page(list), page([row(A), row(D)])], [placed]);
      expect([said, starts]).toEqual([[1], [C, '0']]);
    },
  );

  it('is not nothing when the list has lost a holder to an odd row, as the emulator has it', async () => {
    await bench.warm();
    const [before = '', odd = '', after = ''] = held;
    emulator.setSwitch('oddDevice', odd);
    const slots = await account.assignments.ofAssignees(
      [before, odd, after].map((id) => device(id)),
      testCall(),
    );
    expect([before, odd, after].map((id) => codeIn(slots, id) ?? 'held')).toEqual([
      'held',
      'UPSTREAM_BAD_RESPONSE',
      'held',
    ]);
  });
});
