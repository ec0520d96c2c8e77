import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import type { Device } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Slots } from '../../../src/domain/page.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, codeIn, open, problemOf, startStub, type ApiVersion } from './account.ts';

const VERSIONS: [ApiVersion][] = [['v1'], ['v2'], ['v3']];

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

async function walk(account: ReturnType<typeof open>): Promise<Assignment[]> {
  const rows: Assignment[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof account.assignments.page>> = await account.assignments.page(
      cursor,
      testCall(),
    );
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

function device(externalId: string, facts: Partial<Device> = {}): Device {
  return { kind: 'DEVICE', accountKey: 'acme-devices', externalId, ...facts };
}

/** `imei time` of what each device holds; the code of a problem. */
function outcome(slots: Slots<readonly Assignment[]>, ids: readonly string[]): (string | null)[] {
  return ids.map((id) => {
    const slot = slots.get(id);
    if (!Array.isArray(slot)) return codeIn(slots, id) ?? null;
    return slot.map((row: Assignment) => `${row.assignee.externalId} ${row.assignedAt}`).join();
  });
}

describe('the list of assignments', () => {
  it('has one of a device and the pool in each row', async () => {
    const account = await warm();
    const page = await account.assignments.page(null, testCall());
    const [first] = page.items;
    const [pool] = await account.catalogue(testCall());
    expect(first).toMatchObject({
      accountKey: 'acme-devices',
      licenseId: 'fota',
      status: 'ACTIVE',
      assignedAt: '2023-08-30T02:35:08.000Z',
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

  it.each<[ApiVersion, string[]]>([
    ['v1', ['GET licenses/index/0 200', 'GET licenses/index/359000000028559 200']],
    ['v2', ['GET licenses?lastSeenDeviceId=0 200', 'GET licenses?lastSeenDeviceId=359000000028559 200']],
    ['v3', ['GET licenses?lastSeenDeviceId=0 200', 'GET licenses?lastSeenDeviceId=359000000028559 200']],
  ])('is read to its end on %s, each row once', async (version, lines) => {
    const account = await warm(version, {}, 'v3');
    const rows = await walk(account);
    expect(calls(emulator)).toEqual(lines);
    expect(rows).toHaveLength(1248);
    expect(new Set(rows.map((row) => row.assignee.externalId)).size).toBe(1248);
    expect(rows.every((row) => row.assignedAt !== null)).toBe(true);
  });

  it('is the same with the cursor in the path, in small pages, and by offset on v1', async () => {
    const all = (await walk(await warm())).map((row) => row.assignee.externalId);
    emulator.setSwitch('rowsPerPage', 90);
    const path = await warm('v3', { summaryForm: 'path' });
    expect((await walk(path)).map((row) => row.assignee.externalId)).toEqual(all);
    const leadingZeros = await warm('v1', {}, 'v3');
    expect((await walk(leadingZeros)).map((row) => row.assignee.externalId)).toEqual(all);
    expect(calls(emulator)[1]).toBe('GET licenses/index/014000000001613 200');
    emulator.setSwitch('v1SummaryCursor', 'offset');
    emulator.journal.clear();
    expect((await walk(leadingZeros)).map((row) => row.assignee.externalId)).toEqual(all);
    expect(calls(emulator).slice(0, 2)).toEqual(['GET licenses/index/0 200', 'GET licenses/index/90 200']);
  });

  it('tells how many there are, and the pool only where the summary has its total', async () => {
    const account = await warm();
    emulator.setSwitch('v3TotalField', 'absent');
    const page = await account.assignments.page(null, testCall());
    expect(page.total).toBe(1248);
    expect(page.items[0]).not.toHaveProperty('license');
    expect(calls(emulator)).toHaveLength(1);
  });

  it('of the pool is the same list, of any other license none', async () => {
    const account = await warm();
    const page = await account.assignments.ofLicense('fota', '359000000028559', testCall());
    expect(page).toMatchObject({ next: null, total: 1248 });
    expect(page.items).toHaveLength(248);
    const none = await account.assignments.ofLicense('other', null, testCall());
    expect(none).toEqual({ items: [], next: null, total: null });
    expect(calls(emulator)).toHaveLength(1);
  });

  it.each([['null'], ['absent'], ['array']])('may be empty, as %s (contract 9.14)', async (form) => {
    const account = await warm();
    emulator.setSwitch('emptyDeviceList', form);
    const page = await account.assignments.page('359000000035993', testCall());
    expect(page).toEqual({ items: [], next: null, total: 1248 });
  });

  it.each([
    ['nonsense'],
    ['LWM2M:014000000000011'],
    ['0'],
    ['-1'],
    ['1e3'],
    ['0x10'],
    ['9999999999999999'],
    ['../0'],
  ])('refuses the cursor %j without asking', async (cursor) => {
    const account = await warm();
    for (const read of [
      account.assignments.page(cursor, testCall()),
      account.assignments.ofLicense('fota', cursor, testCall()),
    ]) {
      expect(await problemOf(read)).toMatchObject({ code: 'BAD_CURSOR', blame: 'CALLER' });
    }
    expect(calls(emulator)).toEqual([]);
  });

  it.each(VERSIONS)('on %s says that a cursor of a device that left has expired', async (version) => {
    const account = await warm(version);
    const problem = await problemOf(account.assignments.page('999999999999999', testCall()));
    expect(problem).toMatchObject({ code: 'CURSOR_EXPIRED', hint: 'Start again without `after`.' });
    expect(calls(emulator)).toHaveLength(1);
  });

  it('does not call a first page expired', async () => {
    const account = await warm();
    const body = { errorCode: 'INVALID_PARAMETER', errorMessage: 'LastSeenDeviceId Not Valid' };
    emulator.fault({ path: '/licenses/', fault: { kind: 'answer', status: 400, body } });
    const problem = await problemOf(account.assignments.page(null, testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode: 'INVALID_PARAMETER' });
  });

  it('does not take another refusal for an expired cursor', async () => {
    const account = await warm();
    const body = { errorCode: 'INVALID_PARAMETER', errorMessage: 'Inactive account' };
    emulator.fault({ path: '/licenses/', fault: { kind: 'answer', status: 400, body } });
    const problem = await problemOf(account.assignments.page('014000000000011', testCall()));
    expect(problem.code).toBe('UPSTREAM_REJECTED');
  });
});

describe('what devices hold', () => {
  it.each(VERSIONS)(
    'with model, license state and time costs two calls for a hundred on %s',
    async (version) => {
      const account = await warm(version);
      const listed = (await account.devices.page(null, testCall())).items.slice(0, 100);
      const held = await account.assignments.ofAssignees(listed, testCall());
      expect(calls(emulator)).toHaveLength(2);
      expect(held.size).toBe(100);
      for (const { externalId, model, licenseAssigned } of listed) {
        expect(model).toEqual(expect.any(String));
        const slot = held.get(externalId);
        expect([externalId, Array.isArray(slot) && slot.length]).toEqual([
          externalId,
          licenseAssigned ? 1 : 0,
        ]);
      }
    },
  );

  it.each([[150], [700], [900]])(
    'costs one call from row %d of the listing too, and is right',
    async (row) => {
      const account = await warm();
      const all = new Map((await walk(account)).map((held) => [held.assignee.externalId, held.assignedAt]));
      const listed = (await account.devices.page(null, testCall())).items.slice(row, row + 100);
      emulator.journal.clear();
      const held = await account.assignments.ofAssignees(listed, testCall());
      expect(calls(emulator)).toHaveLength(1);
      expect(calls(emulator)[0]).not.toContain('lastSeenDeviceId=0 ');
      const ids = listed.map(({ externalId }) => externalId);
      expect(outcome(held, ids)).toEqual(ids.map((id) => (all.has(id) ? `${id} ${all.get(id)}` : '')));
    },
  );

  it('is not asked when the row told', async () => {
    const account = await warm();
    const [row] = (await account.assignments.page(null, testCall())).items;
    emulator.journal.clear();
    const told = row?.assignee ?? device('0');
    const held = await account.assignments.ofAssignees(
      [told, device('359000000000011', { licenseAssigned: false })],
      testCall(),
    );
    expect(held).toEqual(
      new Map([
        [told.externalId, told.assignments],
        ['359000000000011', []],
      ]),
    );
    expect(await account.assignments.ofAssignees([], testCall())).toEqual(new Map());
    expect(calls(emulator)).toEqual([]);
  });

  it('is read from the start for devices of unknown place, in whatever order, and no further than needed', async () => {
    const account = await warm();
    const rows = await walk(account);
    emulator.setSwitch('rowsPerPage', 100);
    emulator.journal.clear();
    const ids = [rows[120], rows[3], rows[99]].map((row) => row?.assignee.externalId ?? '');
    const held = await account.assignments.ofAssignees(
      ids.map((id) => device(id)),
      testCall(),
    );
    expect(calls(emulator)).toHaveLength(2);
    expect(outcome(held, ids)).toEqual(
      [rows[120], rows[3], rows[99]].map((row) => `${row?.assignee.externalId} ${row?.assignedAt}`),
    );
  });

  it('is nothing for devices that are not in the list, once it is passed', async () => {
    const account = await warm();
    emulator.setSwitch('rowsPerPage', 100);
    const held = await account.assignments.ofAssignees([device('014000000000012')], testCall());
    expect(held).toEqual(new Map([['014000000000012', []]]));
    expect(calls(emulator)).toHaveLength(1);
  });

  it('leaps over holders nobody asked for', async () => {
    const account = await warm();
    const listed = (await account.devices.page(null, testCall())).items.filter((one) => one.licenseAssigned);
    emulator.setSwitch('rowsPerPage', 20);
    emulator.journal.clear();
    const asked = [...listed.slice(0, 3), ...listed.slice(400, 403), ...listed.slice(-3)];
    const held = await account.assignments.ofAssignees(asked, testCall());
    expect(calls(emulator)).toHaveLength(3);
    expect([...held.values()].map((slot) => Array.isArray(slot) && slot.length)).toEqual(asked.map(() => 1));
  });

  it('starts again from the start, once, when the place is no longer taken', async () => {
    const account = await warm();
    const row = (await walk(account))[500];
    const id = row?.assignee.externalId ?? '';
    emulator.journal.clear();
    const gone = String(Number(id) - 1);
    const held = await account.assignments.ofAssignees([device(id, { listedAfter: gone })], testCall());
    expect(calls(emulator)).toEqual([
      `GET licenses?lastSeenDeviceId=${gone} 400`,
      'GET licenses?lastSeenDeviceId=0 200',
    ]);
    expect(outcome(held, [id])).toEqual([`${id} ${row?.assignedAt}`]);
  });

  it('starts again when a device leaves in the middle, and keeps what was found', async () => {
    const account = await warm();
    const rows = await walk(account);
    const ids = [10, 1100].map((index) => rows[index]?.assignee.externalId ?? '');
    const body = { errorCode: 'INVALID_PARAMETER', errorMessage: 'LastSeenDeviceId Not Valid' };
    emulator.journal.clear();
    emulator.fault({ path: '/licenses/', after: 1, times: 1, fault: { kind: 'answer', status: 400, body } });
    const held = await account.assignments.ofAssignees(
      ids.map((id) => device(id)),
      testCall(),
    );
    expect(calls(emulator).map((line) => line.slice(-3))).toEqual(['200', '400', '200', '200']);
    expect(outcome(held, ids)).toEqual(
      ids.map((id, at) => `${id} ${rows[at === 0 ? 10 : 1100]?.assignedAt}`),
    );
  });

  it('is a problem when the place is lost again and again', async () => {
    const account = await warm();
    const ids = (await walk(account)).slice(-1).map((row) => row.assignee.externalId);
    const body = { errorCode: 'INVALID_PARAMETER', errorMessage: 'LastSeenDeviceId Not Valid' };
    emulator.fault({ path: '/licenses/', after: 1, times: 1, fault: { kind: 'answer', status: 400, body } });
    emulator.fault({ path: '/licenses/', after: 2, times: 1, fault: { kind: 'answer', status: 400, body } });
    emulator.journal.clear();
    const held = await account.assignments.ofAssignees(
      ids.map((id) => device(id)),
      testCall(),
    );
    expect(outcome(held, ids)).toEqual(['UPSTREAM_BAD_RESPONSE']);
    expect(calls(emulator)).toHaveLength(4);
  });

  it('starts at the start on a v1 that counts in offsets', async () => {
    const account = await warm('v1');
    emulator.setSwitch('v1SummaryCursor', 'offset');
    const listed = (await account.devices.page(null, testCall())).items.slice(100, 200);
    emulator.journal.clear();
    const held = await account.assignments.ofAssignees(listed, testCall());
    expect(calls(emulator).map((line) => line.slice(-3))).toEqual(['400', '200']);
    for (const { externalId, licenseAssigned } of listed) {
      const slot = held.get(externalId);
      expect([externalId, Array.isArray(slot) && slot.length]).toEqual([externalId, licenseAssigned ? 1 : 0]);
    }
  });

  it('gives up after fifty pages, with a hint, and keeps what was found', async () => {
    const account = await warm();
    const rows = await walk(account);
    const ids = [0, 1247].map((index) => rows[index]?.assignee.externalId ?? '');
    emulator.setSwitch('rowsPerPage', 10);
    emulator.journal.clear();
    const held = await account.assignments.ofAssignees(
      ids.map((id) => device(id)),
      testCall(),
    );
    expect(calls(emulator)).toHaveLength(50);
    expect(outcome(held, ids)).toEqual([`${ids[0]} ${rows[0]?.assignedAt}`, 'UPSTREAM_TOO_MANY_PAGES']);
  });

  it('that a failure leaves open is that failure, and no more', async () => {
    const account = await warm();
    const rows = await walk(account);
    const ids = [0, 1247].map((index) => rows[index]?.assignee.externalId ?? '');
    emulator.fault({ path: '/licenses/', after: 1, fault: { kind: 'error', status: 500 } });
    const held = await account.assignments.ofAssignees(
      ids.map((id) => device(id)),
      testCall(),
    );
    expect(outcome(held, ids)).toEqual([`${ids[0]} ${rows[0]?.assignedAt}`, 'UPSTREAM_UNAVAILABLE']);
  });

  it('follows the summary while it lags behind (contract 9.18)', async () => {
    const account = await warm();
    emulator.setSwitch('summaryLagMs', 60_000);
    const listed = (await account.devices.page(null, testCall())).items.slice(0, 100);
    emulator.journal.clear();
    const held = await account.assignments.ofAssignees(listed, testCall());
    expect(held.size).toBe(100);
    expect(calls(emulator)).toHaveLength(1);
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
    const left = [...bodies];
    const stub = await startStub(() => ({ body: left.shift() ?? {} }));
    try {
      const held = await open(made.runtime, stub.url, version).assignments.ofAssignees(devices, testCall());
      return {
        held,
        urls: stub.requests.map((request) => request.url.replace(/^.*?0001\/?|^.*?0002\/?/, '')),
      };
    } finally {
      await stub.close();
    }
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
    const listed = device(D, { listedAfter: C, licenseAssigned: true });
    const { held, urls } = await asked([summary([]), summary([A, D])], [listed], 'v1');
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
