// What devices hold, as the summary of an account tells it.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Device } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Slots } from '../../../src/domain/page.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { codeIn, present } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { device, exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('thingspace', { now: () => Date.UTC(2031, 4, 5, 6, 7, 8, 901) });
const { account, emulator } = bench;

/** `imei time` of a row. */
function told({ assignee, assignedAt }: Assignment): string {
  return `${assignee.externalId} ${assignedAt}`;
}

/** The row of each device, nothing for one that holds nothing; the code of a problem. */
function outcome(slots: Slots<readonly Assignment[]>, ids: readonly string[]): (string | null)[] {
  return ids.map((id) => {
    const slot = slots.get(id);
    return Array.isArray(slot) ? slot.map(told).join() : (codeIn(slots, id) ?? null);
  });
}

/** How many licenses each device has, by IMEI. */
function counts(slots: Slots<readonly Assignment[]>): Map<string, unknown> {
  return new Map([...slots].map(([id, slot]) => [id, Array.isArray(slot) ? slot.length : slot]));
}

/** The same as the listing of devices has it. */
function licenses(devices: readonly Device[]): Map<string, unknown> {
  return new Map(devices.map(({ externalId, licenseAssigned }) => [externalId, licenseAssigned ? 1 : 0]));
}

/** Devices from rows of the list, known by nothing but their ids; the journal is empty then. */
async function holdersAt(...places: readonly number[]) {
  const all = await listed(account.assignments);
  const rows = places.map((place) => present(all[place]));
  const ids = idsOf(rows.map(({ assignee }) => assignee));
  bench.forget();
  return { ids, devices: ids.map((id) => device(id)), rows: rows.map(told) };
}

/** A hundred devices of the first page of their listing. */
async function hundredFrom({ assignees }: typeof account, place = 0): Promise<readonly Device[]> {
  const { items } = await assignees.DEVICE.page(null, testCall());
  return items.slice(place, place + 100);
}

/** ThingSpace's answer to a cursor it does not take. */
const NOT_VALID = {
  kind: 'answer',
  status: 400,
  body: { errorCode: 'INVALID_PARAMETER', errorMessage: 'LastSeenDeviceId Not Valid' },
} as const;

describe('the list of assignments', () => {
  beforeEach(() => bench.warm());

  it('has one of a device and the pool in each row', async () => {
    const page = await account.assignments.page(null, testCall());
    const [first] = page.items;
    const [pool] = (await account.catalogue(testCall())).items;
    expect(first).toMatchObject({
      accountKey: 'acme-devices',
      licenseId: 'fota',
      status: 'ACTIVE',
      assignedAt: '2030-08-08T02:35:08.000Z',
      removalOn: null,
      license: pool,
    });
    const { assignments, ...known } = first?.assignee ?? {};
    expect(known).toEqual({
      kind: 'DEVICE',
      accountKey: 'acme-devices',
      externalId: '014000000000011',
      displayName: null,
      imei: '014000000000011',
      licenseAssigned: true,
    });
    expect(assignments).toHaveLength(1);
    expect(assignments?.[0]).toBe(first);
  });

  it('tells how many there are, and the pool only where the summary has its total', async () => {
    emulator.setSwitch('v3TotalField', 'absent');
    const page = await account.assignments.page(null, testCall());
    expect(page.total).toBe(1248);
    expect(page.items[0]).not.toHaveProperty('license');
    expect(exchanges(emulator)).toHaveLength(1);
  });

  it('of the pool is the same list, of any other license none', async () => {
    const page = await account.assignments.ofLicense('fota', '359000000028559', testCall());
    expect(page).toMatchObject({ next: null, total: 1248 });
    expect(page.items).toHaveLength(248);
    const none = await account.assignments.ofLicense('other', null, testCall());
    expect(none).toEqual({ items: [], next: null, total: null });
    expect(exchanges(emulator)).toHaveLength(1);
  });
});

describe('what devices hold', () => {
  beforeEach(() => bench.warm());

  it.each<[ApiVersion]>([['v1'], ['v2'], ['v3']])(
    'with model, license state and time costs two calls for a hundred on %s',
    async (version) => {
      const reader = await bench.warm(bench.open({ apiVersion: version }));
      const devices = await hundredFrom(reader);
      const held = await reader.assignments.ofAssignees(devices, testCall());
      expect(exchanges(emulator)).toHaveLength(2);
      expect(held.size).toBe(100);
      for (const { model } of devices) expect(model).toEqual(expect.any(String));
      expect(counts(held)).toEqual(licenses(devices));
    },
  );

  it.each([[150], [700], [900]])(
    'costs one call from row %d of the listing too, and is right',
    async (row) => {
      const all = new Map(
        (await listed(account.assignments)).map((held) => [held.assignee.externalId, held]),
      );
      const devices = await hundredFrom(account, row);
      bench.forget();
      const held = await account.assignments.ofAssignees(devices, testCall());
      expect(exchanges(emulator)).toEqual([expect.not.stringContaining('lastSeenDeviceId=0 ')]);
      const ids = idsOf(devices);
      expect(outcome(held, ids)).toEqual(
        ids.map((id) =>
          [all.get(id)]
            .flatMap((one) => one ?? [])
            .map(told)
            .join(),
        ),
      );
    },
  );

  it('is not asked when the row told', async () => {
    const { assignee } = present((await account.assignments.page(null, testCall())).items[0]);
    bench.forget();
    const none = device('359000000000011', { licenseAssigned: false });
    expect(await account.assignments.ofAssignees([assignee, none], testCall())).toEqual(
      new Map([
        [assignee.externalId, present(assignee.assignments)],
        ['359000000000011', []],
      ]),
    );
    expect(await account.assignments.ofAssignees([], testCall())).toEqual(new Map());
    expect(exchanges(emulator)).toEqual([]);
  });

  it('is read from the start for devices of unknown place, in whatever order, and no further than needed', async () => {
    const { ids, devices, rows } = await holdersAt(120, 3, 99);
    emulator.setSwitch('rowsPerPage', 100);
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(exchanges(emulator)).toHaveLength(2);
    expect(outcome(held, ids)).toEqual(rows);
  });

  it('is nothing for devices that are not in the list, once it is passed', async () => {
    emulator.setSwitch('rowsPerPage', 100);
    const held = await account.assignments.ofAssignees([device('014000000000012')], testCall());
    expect(held).toEqual(new Map([['014000000000012', []]]));
    expect(exchanges(emulator)).toHaveLength(1);
  });

  it('leaps over holders nobody asked for', async () => {
    const { items } = await account.assignees.DEVICE.page(null, testCall());
    const holders = items.filter((one) => one.licenseAssigned);
    emulator.setSwitch('rowsPerPage', 20);
    bench.forget();
    const asked = [...holders.slice(0, 3), ...holders.slice(400, 403), ...holders.slice(-3)];
    const held = await account.assignments.ofAssignees(asked, testCall());
    expect(exchanges(emulator)).toHaveLength(3);
    expect(counts(held)).toEqual(new Map(idsOf(asked).map((id) => [id, 1])));
  });

  it('starts again from the start, once, when the place is no longer taken', async () => {
    const { ids, rows } = await holdersAt(500);
    const gone = String(Number(ids[0]) - 1);
    const placed = ids.map((id) => device(id, { listedAfter: gone }));
    const held = await account.assignments.ofAssignees(placed, testCall());
    expect(exchanges(emulator)).toEqual([
      `GET licenses?lastSeenDeviceId=${gone} 400`,
      'GET licenses?lastSeenDeviceId=0 200',
    ]);
    expect(outcome(held, ids)).toEqual(rows);
  });

  it('starts again when a device leaves in the middle, and keeps what was found', async () => {
    const { ids, devices, rows } = await holdersAt(10, 1100);
    bench.strike(NOT_VALID, { after: 1, times: 1 });
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(exchanges(emulator).map((line) => line.slice(-3))).toEqual(['200', '400', '200', '200']);
    expect(outcome(held, ids)).toEqual(rows);
  });

  it('is a problem when the place is lost again and again', async () => {
    const { ids, devices } = await holdersAt(1247);
    bench.strike(NOT_VALID, { after: 1, times: 1 });
    bench.strike(NOT_VALID, { after: 2, times: 1 });
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(outcome(held, ids)).toEqual(['UPSTREAM_BAD_RESPONSE']);
    expect(exchanges(emulator)).toHaveLength(4);
  });

  it('starts at the start on a v1 that counts in offsets', async () => {
    const reader = await bench.warm(bench.open({ apiVersion: 'v1' }));
    emulator.setSwitch('v1SummaryCursor', 'offset');
    const devices = await hundredFrom(reader, 100);
    bench.forget();
    const held = await reader.assignments.ofAssignees(devices, testCall());
    expect(exchanges(emulator).map((line) => line.slice(-3))).toEqual(['400', '200']);
    expect(counts(held)).toEqual(licenses(devices));
  });

  it('gives up after fifty pages, with a hint, and keeps what was found', async () => {
    const { ids, devices, rows } = await holdersAt(0, 1247);
    emulator.setSwitch('rowsPerPage', 10);
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(exchanges(emulator)).toHaveLength(50);
    expect(outcome(held, ids)).toEqual([rows[0], 'UPSTREAM_TOO_MANY_PAGES']);
  });

  it('that a failure leaves open is that failure, and no more', async () => {
    const { ids, devices, rows } = await holdersAt(0, 1247);
    bench.strike({ kind: 'error', status: 500 }, { after: 1 });
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(outcome(held, ids)).toEqual([rows[0], 'UPSTREAM_UNAVAILABLE']);
  });

  it('is a problem when a page is sent again', async () => {
    const { ids, devices } = await holdersAt(1247);
    bench.strike({ kind: 'repeat-page' }, { after: 1 });
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(outcome(held, ids)).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });

  it('follows the summary while it lags behind (contract 9.18)', async () => {
    emulator.setSwitch('summaryLagMs', 60_000);
    const devices = await hundredFrom(account);
    bench.forget();
    const held = await account.assignments.ofAssignees(devices, testCall());
    expect(held.size).toBe(100);
    expect(exchanges(emulator)).toHaveLength(1);
  });
});

describe('what devices hold, from odd lists', () => {
  const row = (deviceId: string) => ({ deviceId, assignmentTime: '2024-03-06 08:00:00 +0000 UTC' });
  const summary = (ids: string[], next: string | null = null, fields: object = {}) => ({
    totalLicenses: 9,
    assignedLicenses: 3,
    hasMoreData: next !== null,
    lastSeenDeviceId: next ?? 0,
    deviceList: ids.map(row),
    ...fields,
  });
  const [A, B, C, D] = ['359000000000011', '359000000000029', '359000000000037', '359000000000045'] as const;

  async function asked(bodies: readonly unknown[], devices: Device[], version: ApiVersion = 'v3') {
    const odd = await bench.stubbed((_, index) => ({ body: bodies[index] ?? {} }), { apiVersion: version });
    const held = await odd.account.assignments.ofAssignees(devices, testCall());
    return { held, urls: odd.requests.map(({ url }) => url.replace(/^.*?000[12]\/?/, '')) };
  }

  it('out of order are read to the end', async () => {
    const { held, urls } = await asked([summary([C, B], C), summary([D])], [device(A), device(D)]);
    expect(urls).toHaveLength(2);
    expect(outcome(held, [A, D])).toEqual(['', `${D} 2024-03-06T08:00:00.000Z`]);
  });

  it('out of order on one page only are not leapt through', async () => {
    const bodies = [summary([B, A], B), summary([C], C), summary([D])];
    const { urls } = await asked(bodies, [device(D, { listedAfter: C }), device(B, { listedAfter: '0' })]);
    expect(urls).toEqual(['?lastSeenDeviceId=0', `?lastSeenDeviceId=${B}`, `?lastSeenDeviceId=${C}`]);
  });

  it('that end before a known holder are read again from the start: v1 may count in offsets (contract 9.6)', async () => {
    const holder = device(D, { listedAfter: C, licenseAssigned: true });
    const { held, urls } = await asked([summary([]), summary([A, D])], [holder], 'v1');
    expect(urls).toEqual([`index/${C}`, 'index/0']);
    expect(outcome(held, [D])).toEqual([`${D} 2024-03-06T08:00:00.000Z`]);
  });

  it('that say more follows and not from where are a problem', async () => {
    const { held } = await asked([summary([A], null, { hasMoreData: true })], [device(A), device(D)]);
    expect(outcome(held, [A, D])).toEqual(['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_BAD_RESPONSE']);
  });

  it.each([[undefined], ['nonsense'], ['359000000000046'], ['12']])(
    'with the place %j start at the start',
    async (listedAfter) => {
      const place = listedAfter === undefined ? {} : { listedAfter };
      const { urls } = await asked([summary([D])], [device(D, place)]);
      expect(urls).toEqual(['?lastSeenDeviceId=0']);
    },
  );
});
