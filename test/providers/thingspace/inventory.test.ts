// A sweep of an account: all that the emulator holds in the fewest calls, and what is noticed when a list is not what it should be.
import { describe, expect, it } from '@jest/globals';
import type { SightingPage } from '../../../src/domain/inventory/sighting.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { present, problemOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { seededDevices, type ThingSpaceEntry } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { callsFor } from '../../support/sweep-table.ts';
import { heldIn, knowing, sectionIn, sweep } from '../../support/sweep.ts';
import { changesOf } from './changes.ts';
import { truthOf } from './seeded-truth.ts';

// One moment for all, because facts are compared.
const now = Date.now();
const bench = useProvider('thingspace', { now: () => now });
const { account, emulator } = bench;

type Switches = Readonly<Record<string, string | number | boolean>>;

const VERSIONS: readonly [ApiVersion][] = [['v1'], ['v2'], ['v3']];
const HOLDERS = seededDevices('v3').flatMap(({ imei, licensed }) => (licensed ? [imei] : []));

function setUp(switches: Switches, scale = 1): void {
  emulator.reset(scale);
  for (const [name, value] of Object.entries(switches)) emulator.setSwitch(name, value);
}

/** What is known when there are these devices. */
function known(devices: readonly string[]) {
  return {
    ...knowing(),
    assigneesAfter: (_kind: string, after: string | null, most: number) =>
      Promise.resolve(devices.filter((imei) => after === null || imei > after).slice(0, most)),
  };
}

/** One page, read by an account that has read none before. */
function readPage(name: string, cursor: string | null, entry: ThingSpaceEntry = {}): Promise<SightingPage> {
  return sectionIn(bench.open(entry).inventory, name).page(cursor, testCall(), known(HOLDERS));
}

/** Pages of one section up to its end, or so many. */
async function pagesIn(name: string, entry: ThingSpaceEntry = {}, most = 100): Promise<SightingPage[]> {
  const pages: SightingPage[] = [];
  for (let cursor: string | null = null; pages.length < most;) {
    const page = await readPage(name, cursor, entry);
    pages.push(page);
    if (page.next === null) break;
    cursor = page.next;
  }
  return pages;
}

function seenOn(pages: readonly SightingPage[]): string[] {
  return idsOf(
    pages.flatMap(({ items }) => items).flatMap((seen) => ('assignee' in seen ? [seen.assignee] : [])),
  );
}

const calls = (section: string, rows: number): number => callsFor('ThingSpace', section, rows);

describe('a sweep', () => {
  describe.each(VERSIONS)('on %s', (apiVersion) => {
    it.each<[string, Switches]>([
      ['full pages', {}],
      ['pages of 90', { rowsPerPage: 90 }],
      ['records counted by v1', { rowsPerPage: 90, v1SummaryCursor: 'offset', wholePagesOnly: true }],
      ['numbers for ids', { rowsPerPage: 210, numericIds: true }],
      ['no cursor on the last page', { rowsPerPage: 300, lastPageCursor: 'absent' }],
      ['a total elsewhere', { v1TotalField: 'absent', v2TotalField: 'absent', v3TotalField: 'absent' }],
    ])('sees exactly what there is, each page by another account: %s', async (_what, switches) => {
      setUp(switches);
      const there = truthOf(apiVersion)({ scale: 1, switches });
      const swept = await sweep(() => bench.open({ apiVersion }).inventory);
      expect(swept.licenses()).toEqual((await bench.open({ apiVersion }).catalogue(testCall())).items);
      expect(seenOn(present(swept.pages.get('devices')))).toEqual(
        there.lists.DEVICE?.toSorted(byProtocol(apiVersion)),
      );
      expect(swept.held()).toEqual(there.held.map((one) => `DEVICE ${one.assigneeId} ${one.licenseId}`));
      expect(
        [...swept.pages.values()].flat().flatMap(({ gap, leftOut = [] }) => [gap ?? [], leftOut].flat()),
      ).toEqual([]);
    });

    it('tells of devices all that the lists tell, but for their place', async () => {
      const usual = await listed(bench.open({ apiVersion }).assignees.DEVICE);
      const pages = await pagesIn('devices', { apiVersion });
      const rows = pages.flatMap(({ items }) => items);
      expect(rows).toEqual(
        usual.map(({ listedAfter: _place, assignments: _holds, ...assignee }) =>
          assignee.licenseAssigned === false ? { assignee, holds: [] } : { assignee },
        ),
      );
      expect(rows.filter((row) => 'holds' in row).length).toBeGreaterThan(0);
    });
  });

  it('tells of holders that they hold, since when, and how many there are by the count of the provider', async () => {
    const pages = await pagesIn('holdings');
    const usual = await listed(account.assignments);
    expect(heldIn(pages)).toEqual(
      usual.map(({ license: _license, assignee, ...held }) => {
        const { assignments: _itself, ...holder } = assignee;
        return { ...held, assignee: holder };
      }),
    );
    expect(usual.every(({ assignedAt }) => assignedAt !== null)).toBe(true);
    expect(pages.map(({ total, totalHoldings }) => [total, totalHoldings])).toEqual(
      pages.map(() => [HOLDERS.length, HOLDERS.length]),
    );
  });

  it.each<[ThingSpaceEntry]>([[{}], [{ deviceLookup: 'm2m' }]])(
    'tells when holders last connected, as a look-up does: %j',
    async (entry) => {
      const pages = await pagesIn('connections', entry);
      const slots = await bench.open(entry).assignees.DEVICE.byIds(HOLDERS, testCall());
      const found = HOLDERS.map((imei) => valueIn(slots, imei));
      expect(pages.flatMap(({ items }) => items)).toEqual(
        found.map(({ assignments: holds, ...assignee }) => (holds ? { assignee, holds } : { assignee })),
      );
      expect(found.some(({ lastConnectedAt }) => typeof lastConnectedAt === 'string')).toBe(true);
    },
  );

  it('names what each section lists in full, and how often it is read', () => {
    const told = (entry: ThingSpaceEntry = {}) =>
      bench.open(entry).inventory.map(({ name, lists, everyHours }) => [name, lists, everyHours]);
    const usual = [
      ['licenses', [{ what: 'LICENSES' }], undefined],
      ['holdings', [{ what: 'HOLDINGS', kind: 'DEVICE' }], undefined],
      ['devices', [{ what: 'ASSIGNEES', kind: 'DEVICE' }], undefined],
      ['connections', [], 24],
    ];
    expect(told()).toEqual(usual);
    // The lists of a few protocols are not those of all devices; v1 has one list whatever is set.
    const some = { protocols: ['LWM2M', 'HTTP'] as const };
    expect(told({ protocols: [...some.protocols] })).toEqual(usual.with(2, ['devices', [], undefined]));
    expect(told({ apiVersion: 'v1', protocols: [...some.protocols] })).toEqual(usual);
  });
});

/** The order of lists that come protocol by protocol. */
function byProtocol(apiVersion: ApiVersion): (one: string, other: string) => number {
  const protocols = new Map(seededDevices(apiVersion).map(({ imei, protocol }) => [imei, protocol]));
  const rank = (imei: string): number =>
    apiVersion === 'v1' ? 0 : ['LWM2M', 'OMADM', 'HTTP'].indexOf(present(protocols.get(imei)));
  return (one, other) => rank(one) - rank(other) || (one < other ? -1 : 1);
}

describe('the calls of a sweep', () => {
  it.each([
    [1, ['LWM2M', 'OMADM', 'HTTP']],
    [3, ['LWM2M', 'OMADM', 'HTTP']],
  ])('are those of docs/upstream-calls.md, at scale %i', async (scale, protocols) => {
    setUp({}, scale);
    await bench.warm();
    const there = seededDevices('v3', scale);
    const holders = there.filter(({ licensed }) => licensed).length;
    // Who has no protocol is in no list, and is known as a holder alone.
    const listed = there.filter(({ licensed, protocol }) => licensed || protocols.includes(protocol));
    const listedAs = (name: string) => there.filter(({ protocol }) => protocol === name).length;
    await sweep(() => account.inventory);
    const made = Map.groupBy(bench.calls(), (call) => call.replace(/(?:\?.*)? \d+$/, ''));
    expect([...made].map(([call, all]) => [call, all.length])).toEqual([
      ['GET licenses', 1 + calls('holdings', holders)],
      ['GET devices', protocols.reduce((sum, name) => sum + calls('devices', listedAs(name)), 0)],
      ['POST devices', calls('connections', listed.length)],
    ]);
  });

  it('are one for the licenses, and another one where the summary does not tell how many there are', async () => {
    await pagesIn('licenses');
    expect(bench.calls()).toHaveLength(1);
    bench.forget();
    emulator.setSwitch('v3TotalField', 'absent');
    const [first, second] = await pagesIn('licenses');
    expect(first).toEqual({
      items: [],
      next: JSON.stringify({ assigned: HOLDERS.length, reportedPageSize: 1000 }),
      total: null,
    });
    expect(second?.items).toEqual(
      (await account.catalogue(testCall())).items.map((license) => ({ license })),
    );
  });

  it('are one a page, whatever becomes of records that v1 counts', async () => {
    const entry = { apiVersion: 'v1', tenant: 'v3' } as const;
    setUp({ rowsPerPage: 90, v1SummaryCursor: 'offset' });
    const first = await pagesIn('holdings', entry, 3);
    await account.writes.send(changesOf('REMOVE', seenOn(first).slice(0, 1)), testCall());
    bench.forget();
    const fourth = await readPage('holdings', present(first[2]).next, entry);
    expect(bench.calls()).toEqual(['GET licenses/index/270 200']);
    expect(fourth.total).toBe(HOLDERS.length - 1);
    // The row that moved up is not seen: the count and a look-up tell.
    expect(seenOn([fourth])[0]).toBe(HOLDERS[271]);
  });

  it('are none where nobody holds anything', async () => {
    const page = await sectionIn(account.inventory, 'connections').page(null, testCall(), known([]));
    expect([page, bench.calls()]).toEqual([{ items: [], next: null, total: null }, []]);
  });

  it.each([
    [1000, [1000]],
    [1001, [1000, 1]],
  ])('look %i holders up in full batches, without asking whether there are more', async (most, batches) => {
    const some = HOLDERS.slice(0, most);
    const section = sectionIn(account.inventory, 'connections');
    const sizes: number[] = [];
    for (let cursor: string | null = null; sizes.length < 5;) {
      const page: SightingPage = await section.page(cursor, testCall(), known(some));
      sizes.push(page.items.length);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(sizes).toEqual(batches);
    expect(bench.calls()).toHaveLength(batches.length);
  });
});

describe('a section that is gone on with', () => {
  it.each(['holdings', 'devices', 'connections'])(
    'is the same a day later, in another process: %s',
    async (name) => {
      setUp({ rowsPerPage: 400 });
      const usual = await pagesIn(name);
      const [first] = await pagesIn(name, {}, 1);
      emulator.clock.advance(24 * 3_600_000);
      const second = await readPage(name, present(first).next);
      expect([usual.length > 1, second]).toEqual([true, usual[1]]);
    },
  );

  it.each(['holdings', 'devices'])('has expired when its device has left: %s', async (name) => {
    setUp({ rowsPerPage: 90 });
    const [first] = await pagesIn(name, {}, 1);
    emulator.setSwitch('goneDevices', present(seenOn([present(first)]).at(-1)));
    expect((await problemOf(readPage(name, present(first).next))).code).toBe('CURSOR_EXPIRED');
  });

  it.each([
    ['holdings', '0'],
    ['holdings', '359000000000011'],
    ['holdings', '{"at":"0"}'],
    ['holdings', '{"at":359000000000011}'],
    ['holdings', '{"at":"../0"}'],
    ['devices', '359000000000011'],
    ['devices', 'NONE:0'],
    ['connections', '359000000000011'],
    ['connections', '{"after":"1000"}'],
    ['licenses', '{"assigned":1}'],
    ['licenses', '{"assigned":"x","reportedPageSize":null}'],
  ])('%s does not go on from %j', async (name, cursor) => {
    expect((await problemOf(readPage(name, cursor))).code).toBe('BAD_CURSOR');
    expect(bench.calls()).toEqual([]);
  });
});

describe('a third page', () => {
  const PATH = { holdings: '/v3/licenses/', devices: '/v3/devices/' };
  const NAMES: readonly [keyof typeof PATH][] = [['holdings'], ['devices']];
  const body = (rest: object) => ({
    accountName: '0123456789-00001',
    assignedLicenses: HOLDERS.length,
    maxPageSize: 90,
    deviceList: [],
    ...rest,
  });

  it.each(NAMES)('that is empty in the middle is no end: %s', async (name) => {
    setUp({ rowsPerPage: 90 });
    const usual = await pagesIn(name);
    const next = present(seenOn([present(usual[2])]).at(-1));
    const answer = {
      kind: 'answer',
      status: 200,
      body: body({ hasMoreData: true, lastSeenDeviceId: next }),
    } as const;
    bench.strike(answer, { path: PATH[name], after: 2, times: 1 });
    const pages = await pagesIn(name);
    expect(seenOn(pages)).toEqual(seenOn(usual.toSpliced(2, 1)));
    expect(pages).toHaveLength(usual.length);
  });

  it.each(NAMES)('that is empty and does not say from where it goes on is no page: %s', async (name) => {
    setUp({ rowsPerPage: 90 });
    const [, second] = await pagesIn(name, {}, 2);
    bench.strike(
      { kind: 'answer', status: 200, body: body({ hasMoreData: true }) },
      { path: PATH[name], times: 1 },
    );
    expect((await problemOf(readPage(name, present(second).next))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('that is empty and said to be the last is the end, short of what was counted', async () => {
    setUp({ rowsPerPage: 90 });
    bench.strike(
      { kind: 'answer', status: 200, body: body({ hasMoreData: false }) },
      { path: PATH.holdings, after: 2, times: 1 },
    );
    const pages = await pagesIn('holdings');
    expect([pages.length, seenOn(pages).length, pages[2]?.total]).toEqual([3, 180, HOLDERS.length]);
  });

  it.each(NAMES)('that is shorter than the others is no end: %s', async (name) => {
    setUp({ rowsPerPage: 90 });
    const usual = await pagesIn(name);
    const deviceId = present(seenOn([present(usual[2])])[0]);
    const short = body({ hasMoreData: true, lastSeenDeviceId: deviceId, deviceList: [{ deviceId }] });
    bench.strike({ kind: 'answer', status: 200, body: short }, { path: PATH[name], after: 2, times: 1 });
    expect(seenOn(await pagesIn(name))).toEqual(seenOn(usual));
  });

  it.each<[keyof typeof PATH, Switches, ThingSpaceEntry]>([
    ['holdings', {}, {}],
    ['holdings', { v1SummaryCursor: 'offset' }, { apiVersion: 'v1', tenant: 'v3' }],
    ['devices', {}, {}],
  ])(
    'that is the second one again is refused, and is read from the same cursor: %s %j',
    async (name, switches, entry) => {
      setUp({ rowsPerPage: 90, ...switches });
      const usual = await pagesIn(name, entry);
      const [, second] = await pagesIn(name, entry, 2);
      // v1 has its place in the path: the fault knows of no answer before there.
      bench.strike(entry.apiVersion === 'v1' ? repeated(usual[1]) : { kind: 'repeat-page' }, {
        path: 'licenses|devices',
        times: 1,
      });
      expect((await problemOf(readPage(name, present(second).next, entry))).code).toBe(
        'UPSTREAM_BAD_RESPONSE',
      );
      expect((await readPage(name, present(second).next, entry)).items).toEqual(usual[2]?.items);
    },
  );

  function repeated(page: SightingPage | undefined) {
    const deviceList = seenOn([present(page)]).map((deviceId) => ({ deviceId }));
    const rest = { hasMoreData: true, lastSeenDeviceId: 180, deviceList };
    return { kind: 'answer', status: 200, body: body(rest) } as const;
  }
});

describe('odd rows', () => {
  it.each(['holdings', 'devices', 'connections'])('may be any device: %s', async (name) => {
    setUp({ rowsPerPage: 90, oddDevice: present(HOLDERS[1]) });
    const [first, second] = await pagesIn(name, {}, 2);
    expect([first?.gap, first?.leftOut ?? []]).toEqual(['ROWS_LEFT_OUT', []]);
    expect(seenOn([present(first)])).not.toContain(HOLDERS[1]);
    expect(second?.gap).toBeUndefined();
  });

  it('of another protocol than the one asked for are there: their ids are told', async () => {
    const [own, other] = [present(HOLDERS[0]), present(HOLDERS[1])];
    const row = (deviceId: string, protocol: string) => ({ deviceId, protocol });
    const deviceList = [row(own, 'LWM2M'), row(other, 'HTTP')];
    bench.strike(
      { kind: 'answer', status: 200, body: { hasMoreData: false, deviceList } },
      { path: '/devices/', times: 1 },
    );
    const page = await readPage('devices', null);
    expect([seenOn([page]), page.leftOut, page.gap]).toEqual([
      [own],
      [{ kind: 'DEVICE', externalId: other }],
      undefined,
    ]);
  });

  it('holders that a look-up does not know are not seen, and nobody is asked for again', async () => {
    const unknown = [present(HOLDERS[3]), present(HOLDERS[4])];
    emulator.setSwitch('goneDevices', present(unknown[0]));
    emulator.setSwitch('leftOutDevices', present(unknown[1]));
    const [first] = await pagesIn('connections', {}, 1);
    expect(seenOn([present(first)])).toEqual(
      HOLDERS.slice(0, 1000).filter((imei) => !unknown.includes(imei)),
    );
    expect(bench.calls()).toHaveLength(1);
  });
});
