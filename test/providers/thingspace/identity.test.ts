// One device has one id and one value of each field, whichever way it was come by.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import type { Device, DeviceFacts } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import type { ReadPage } from '../../../src/providers/provider.ts';
import { allIn, sentOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { offline, useProvider } from '../../support/provider.ts';
import { device } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { DIALECTS, seededImeis, statuses, changesOf } from './changes.ts';

const bench = useProvider('thingspace');
const { emulator } = bench;

type Field = keyof DeviceFacts;

/** What FOTA alone knows of a device, and the connectivity API does not (contract 6.3). */
const FOTA_ONLY: readonly Field[] = [
  'make',
  'model',
  'firmware',
  'protocol',
  'rawProtocol',
  'fotaEligible',
  'licenseAssigned',
  'software',
  'refreshedAt',
];

const FIELDS: readonly Field[] = [
  ...FOTA_ONLY,
  'displayName',
  'imei',
  'mdn',
  'status',
  'createdAt',
  'lastConnectedAt',
];

const VERSIONS = ['v1', 'v2', 'v3'] as const;

/** Devices of an account as each path gives them, by path. */
async function paths(
  account: ThingSpaceAccount,
  read: <T>(list: { readonly page: ReadPage<T> }) => Promise<readonly T[]> = listed,
): Promise<Readonly<Record<string, readonly Device[]>>> {
  const devicesOf = (assignments: readonly Assignment[]): Device[] =>
    assignments.flatMap(({ assignee }) => (assignee.kind === 'DEVICE' ? [assignee] : []));
  const devices = await read(account.assignees.DEVICE);
  const holders = devicesOf(await read(account.assignments));
  const ids = [...new Set(idsOf([...devices, ...holders]))];
  const held = await account.assignments.ofAssignees(
    ids.map((id) => device(id)),
    testCall(),
  );
  const found = await account.assignees.DEVICE.byIds(ids, testCall());
  return {
    listed: devices,
    holders,
    holdings: devicesOf(allIn(held)),
    found: ids.map((id) => valueIn(found, id)),
  };
}

/** The first page of a list. */
async function firstPage<T>({ page }: { readonly page: ReadPage<T> }): Promise<readonly T[]> {
  return (await page(null, testCall())).items;
}

/** The values that a field of a device has, once what a path does not tell is looked up by IMEI. `unread` is no value. */
function valuesOf(field: Field, ways: Awaited<ReturnType<typeof paths>>): Map<string, Set<string>> {
  const found = new Map((ways['found'] ?? []).map((one) => [one.externalId, one]));
  const values = new Map<string, Set<string>>();
  for (const one of Object.values(ways).flat()) {
    const told = one[field] === undefined ? found.get(one.externalId)?.[field] : one[field];
    const seen = values.get(one.externalId) ?? new Set();
    values.set(one.externalId, told === undefined ? seen : seen.add(JSON.stringify(told)));
  }
  return values;
}

const ACCOUNTS = VERSIONS.flatMap((version) =>
  (['fota-v3', 'm2m'] as const).map((lookup) => [version, lookup] as const),
);

describe.each(ACCOUNTS)('on %s, looked up through %s', (apiVersion: ApiVersion, deviceLookup) => {
  // The smaller one of the two accounts: it has devices of every kind.
  const open = () => bench.warm(bench.open({ apiVersion, deviceLookup, tenant: 'v2' }));

  it.each(['told', 'absent'])(
    'a field has one value on every path, and null is only what no read tells: software %s by IMEI',
    async (lookupSoftware) => {
      emulator.setSwitch('lookupSoftware', lookupSoftware);
      const ways = await paths(await open());
      expect(Object.values(ways).every((way) => way.length >= 300)).toBe(true);
      for (const field of FIELDS) {
        const values = valuesOf(field, ways);
        const several = [...values].filter(([, some]) => some.size > 1);
        expect([field, several.slice(0, 3)]).toEqual([field, []]);
        const told = new Set([...values.values()].flatMap((some) => [...some]));
        expect([field, told.size === 1 && told.has('null')]).toEqual([field, field === 'displayName']);
      }
    },
  );

  it('a look-up tells every field but what the connectivity API does not know: that is unread, and not null', async () => {
    const account = await open();
    const some = [imei(2000), imei(2006)];
    const slots = await account.assignees.DEVICE.byIds(some, testCall());
    for (const one of some) {
      const found = valueIn(slots, one);
      const untold = FIELDS.filter((field) => found[field] === undefined);
      expect(untold).toEqual(deviceLookup === 'm2m' ? FOTA_ONLY : []);
    }
  });
});

it('a device that never connected has no firmware, and nobody says that it is an empty text', async () => {
  const account = await bench.warm(bench.open());
  const { items } = await account.assignees.DEVICE.page(null, testCall());
  const found = valueIn(await account.assignees.DEVICE.byIds([imei(8)], testCall()), imei(8));
  expect(items.find(({ externalId }) => externalId === imei(8))).toMatchObject({ firmware: null });
  expect(found).toMatchObject({ firmware: null, lastConnectedAt: null });
});

it('software that a look-up does not tell is unread', async () => {
  const account = await bench.warm(bench.open());
  emulator.setSwitch('lookupSoftware', 'absent');
  const found = valueIn(await account.assignees.DEVICE.byIds([imei(1)], testCall()), imei(1));
  expect(found).not.toHaveProperty('software');
});

it('what a row of a list leaves out is not read: the look-up tells', async () => {
  const listing = { hasMoreData: false, deviceList: [{ deviceId: imei(1), protocol: 'LWM2M', mdn: null }] };
  const lookup = {
    deviceCount: 1,
    deviceList: [{ deviceId: imei(1), make: 'ACME', fotaEligible: true, licenseAssigned: false }],
  };
  const odd = await bench.stubbed(({ method }) => ({ body: method === 'GET' ? listing : lookup }));
  const [row] = (await odd.account.assignees.DEVICE.page(null, testCall())).items;
  expect(row).toEqual({
    kind: 'DEVICE',
    accountKey: 'acme-devices',
    externalId: imei(1),
    displayName: null,
    imei: imei(1),
    mdn: null,
    protocol: 'LWM2M',
    rawProtocol: 'LWM2M',
    listedAfter: '0',
  });
  expect(valueIn(await odd.account.assignees.DEVICE.byIds([imei(1)], testCall()), imei(1))).toMatchObject({
    make: 'ACME',
    model: null,
    fotaEligible: true,
    lastConnectedAt: null,
  });
});

describe('an IMEI has one spelling', () => {
  const { held, bare } = seededImeis();
  const [holder = ''] = held;
  const [free = ''] = bare;

  it.each(ACCOUNTS)(
    'on %s, looked up through %s, of fifteen digits where the provider sends numbers',
    async (apiVersion, deviceLookup) => {
      const account = await bench.warm(bench.open({ apiVersion, deviceLookup, tenant: 'v3' }));
      emulator.setSwitch('rowsPerPage', 100);
      const usual = await paths(account, firstPage);
      emulator.setSwitch('numericIds', true);
      const ways = await paths(account, firstPage);
      for (const [name, way] of Object.entries(ways)) {
        expect([name, idsOf(way)]).toEqual([name, idsOf(usual[name] ?? [])]);
        expect(idsOf(way).filter((id) => !/^\d{15}$/.test(id))).toEqual([]);
      }
      expect(idsOf(ways['found'] ?? []).some((id) => id.startsWith('0'))).toBe(true);
    },
  );

  it.each(DIALECTS)('in results of writes in the dialect %s', async (dialect) => {
    const account = await bench.warm(bench.open());
    emulator.setSwitch('v3ResultDialect', dialect);
    emulator.setSwitch('numericIds', true);
    expect(statuses(await sentOf(account, changesOf('ASSIGN', [free])))).toEqual(['ACCEPTED']);
    expect(statuses(await sentOf(account, changesOf('REMOVE', [free, holder])))).toEqual([
      'ACCEPTED',
      'ACCEPTED',
    ]);
  });

  it('so that no other is taken for an id, and none is put into it', () => {
    const account = offline('thingspace');
    const spellings = [' 014000000000011', '14000000000011', '01-400000-000001-1', '0140000000000110'];
    expect(spellings.filter((id) => account.accepts('DEVICE', id))).toEqual([]);
    expect(account.canonicalId).toBeUndefined();
  });

  it('so that rows with another are no devices: fourteen digits in a text may lack the check digit (contract 8.2)', async () => {
    const rows = ['14000000000011', '0140000000000110', ' ', 3.5, 12].map((deviceId) => ({ deviceId }));
    const body = { hasMoreData: false, deviceList: [...rows, { deviceId: holder }] };
    const odd = await bench.stubbed(() => ({ body }));
    const page = await odd.account.assignees.DEVICE.page(null, testCall());
    expect([idsOf(page.items), page.gap]).toEqual([[holder], 'ROWS_LEFT_OUT']);
  });
});
