// Lists whose rows come and go while they are read: nobody who holds a license all the while is left unseen.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Page } from '../../../src/domain/page.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { codeIn, problemOf, sentOf } from '../../support/assertions.ts';
import { listIn } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { device, exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { seededImeis, changesOf, type Action } from './changes.ts';

const bench = useProvider('thingspace', { runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;
const { bare } = seededImeis();
beforeEach(() => {
  emulator.setSwitch('rowsPerPage', 100);
  emulator.setSwitch('loginReplacesSession', false);
});

const idsOn = ({ items }: Page<Assignment>): string[] => items.map(({ assignee }) => assignee.externalId);

/** Somebody else's writes: what is taken is not in use. */
async function write(action: Action, imeis: readonly string[]): Promise<void> {
  await sentOf(account, changesOf(action, imeis));
}

/** Every page of the holders, with something that happens after the page of that number. */
async function readWhile(
  { assignments }: ThingSpaceAccount,
  happens: (page: number, ids: readonly string[]) => Promise<void>,
) {
  const pages: Page<Assignment>[] = [];
  for (let cursor: string | null = null; pages.length < 100;) {
    const page: Page<Assignment> = await assignments.page(cursor, testCall());
    pages.push(page);
    if (page.next === null) break;
    await happens(pages.length, idsOn(page));
    cursor = page.next;
  }
  return { pages, ids: pages.flatMap(idsOn), gaps: pages.map(({ gap }) => gap) };
}

/** The holders that nobody touches, as they were before. */
async function holders(reader: ThingSpaceAccount): Promise<string[]> {
  const { ids } = await readWhile(reader, () => Promise.resolve());
  bench.forget();
  return ids;
}

const SCHEMES: readonly (readonly [ApiVersion, string])[] = [
  ['v1', 'offset'],
  ['v1', 'imei'],
  ['v2', 'both'],
  ['v3', 'both'],
];

describe.each(SCHEMES)('the holders on %s, read by %s', (apiVersion, v1SummaryCursor) => {
  async function open(): Promise<ThingSpaceAccount> {
    emulator.setSwitch('v1SummaryCursor', v1SummaryCursor);
    await bench.warm();
    return bench.warm(bench.open({ apiVersion, tenant: 'v3' }));
  }

  it('are all seen by one who takes away what each page shows', async () => {
    const reader = await open();
    const all = await holders(reader);
    const { ids, gaps } = await readWhile(reader, (_, shown) => write('REMOVE', shown));
    expect(ids).toEqual(all);
    expect(new Set(gaps)).toEqual(new Set([undefined]));
  });

  it('are all seen when some of the first leave in between', async () => {
    const reader = await open();
    const all = await holders(reader);
    const { ids, gaps } = await readWhile(reader, (page) =>
      page === 3 ? write('REMOVE', all.slice(0, 30)) : Promise.resolve(),
    );
    expect(ids).toEqual(all);
    expect(new Set(gaps)).toEqual(new Set([undefined]));
  });

  it('are seen once when others come in between, before and behind', async () => {
    const reader = await open();
    const all = await holders(reader);
    const late = bare.at(-1) ?? '';
    const { ids } = await readWhile(reader, (page) =>
      page === 3 ? write('ASSIGN', [...bare.slice(0, 30), late]) : Promise.resolve(),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => all.includes(id))).toEqual(all);
    expect(ids).toContain(late);
  });

  it('are all told to one who asks for each of them', async () => {
    const reader = await open();
    const all = await holders(reader);
    const asked = [all[10], all[450], all.at(-1)].flatMap((id) => id ?? []);
    const slots = await reader.assignments.ofAssignees(
      asked.map((id) => device(id)),
      testCall(),
    );
    expect(asked.map((id) => codeIn(slots, id) ?? slots.get(id))).toEqual(
      asked.map(() => [expect.anything()]),
    );
  });
});

describe('the holders on v1, read by offset', () => {
  async function open(): Promise<ThingSpaceAccount> {
    emulator.setSwitch('v1SummaryCursor', 'offset');
    await bench.warm();
    return bench.warm(bench.open({ apiVersion: 'v1', tenant: 'v3' }));
  }

  it('are read from one row before each page: it tells whether the rows are where they were', async () => {
    const reader = await open();
    const first = await reader.assignments.page(null, testCall());
    const second = await reader.assignments.page(first.next, testCall());
    expect(exchanges(emulator)).toEqual(['GET licenses/index/0 200', 'GET licenses/index/99 200']);
    expect(idsOn(second)).toHaveLength(99);
    expect(first.next).toBe(`100~${idsOn(first).at(-1)}`);
  });

  it('are read again from further back when the rows have moved up', async () => {
    const reader = await open();
    const all = await holders(reader);
    const first = await reader.assignments.page(null, testCall());
    await write('REMOVE', idsOn(first).slice(0, 30));
    bench.forget();
    const second = await reader.assignments.page(first.next, testCall());
    expect(exchanges(emulator)).toEqual(['GET licenses/index/99 200', 'GET licenses/index/0 200']);
    // Some licenses are in use, and stay.
    expect(idsOn(second).length).toBeGreaterThan(20);
    expect(idsOn(second)).toEqual(all.slice(100, 100 + idsOn(second).length));
    expect(second.gap).toBeUndefined();
  });

  it('are read page by page where only whole pages can be asked for: the page before tells whether rows have moved', async () => {
    emulator.setSwitch('rowsPerPage', 1000);
    const reader = await open();
    const all = await holders(reader);
    emulator.setSwitch('wholePagesOnly', true);
    expect(await holders(reader)).toEqual(all);
    const { ids } = await readWhile(reader, (_, shown) => write('REMOVE', shown.slice(0, 100)));
    expect(ids).toEqual(all);
  });

  it('are read again when the list has become shorter than where it goes on', async () => {
    const reader = await open();
    const all = await holders(reader);
    const { ids } = await readWhile(reader, (page) =>
      page === 12 ? write('REMOVE', all.slice(0, 900)) : Promise.resolve(),
    );
    expect(ids).toEqual(all);
  });

  it.each([
    '100',
    '0~014000000001613',
    '100~14000000001613',
    '100~',
    '~014000000001613',
    '1e2~014000000001613',
  ])('do not go on from %j', async (cursor) => {
    const reader = await open();
    expect(await problemOf(reader.assignments.page(cursor, testCall()))).toMatchObject({
      code: 'BAD_CURSOR',
    });
    expect(exchanges(emulator)).toEqual([]);
  });

  const [A, B, C, D, E] = [
    '359000000000011',
    '359000000000029',
    '359000000000037',
    '359000000000045',
    '359000000000052',
  ];
  const page = (ids: readonly unknown[], next: number) => ({
    totalLicenses: 9,
    assignedLicenses: 5,
    hasMoreData: next > 0,
    lastSeenDeviceId: next,
    deviceList: ids.map((deviceId) => ({ deviceId, assignmentTime: '2024-03-05T16:03:42.000Z' })),
  });
  async function stubbed(...bodies: readonly object[]) {
    const odd = await bench.stubbed((_, index) => ({ body: bodies[index] ?? {} }), { apiVersion: 'v1' });
    return odd.account;
  }

  it('say so when they cannot be made whole: rows out of order that have moved', async () => {
    const reader = await stubbed(page([C, A], 2), page([E, B], 0));
    const { ids, gaps } = await readWhile(reader, () => Promise.resolve());
    expect([ids, gaps]).toEqual([
      [C, A, E, B],
      [undefined, 'ROWS_MOVED'],
    ]);
  });

  it('are whole out of order when they have not moved', async () => {
    const reader = await stubbed(page([C, A], 2), page([A, E, B], 0));
    const { ids, gaps } = await readWhile(reader, () => Promise.resolve());
    expect([ids, gaps]).toEqual([
      [C, A, E, B],
      [undefined, undefined],
    ]);
  });

  it('are not called nothing where they could not be made whole', async () => {
    const reader = await stubbed(page([C, A], 2), page([E, B], 0));
    const slots = await reader.assignments.ofAssignees(
      [B, D].map((id) => device(id)),
      testCall(),
    );
    expect([codeIn(slots, B) ?? 'held', codeIn(slots, D)]).toEqual(['held', 'UPSTREAM_BAD_RESPONSE']);
  });

  it('that stay where they are although more follow are a bad response', async () => {
    const reader = await stubbed(page([A], 1), page([A], 1));
    const { next } = await reader.assignments.page(null, testCall());
    expect(await problemOf(reader.assignments.page(next, testCall()))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });
});

describe('a device that leaves the account', () => {
  it('takes its place in a list along: the list says that it cannot go on', async () => {
    await bench.warm();
    for (const list of ['assignments', 'DEVICE'] as const) {
      emulator.setSwitch('goneDevices', '');
      const { next } = await listIn(account, list).page(null, testCall());
      emulator.setSwitch('goneDevices', next?.replace(/.*:/, '') ?? '');
      expect(await problemOf(listIn(account, list).page(next, testCall()))).toMatchObject({
        code: 'CURSOR_EXPIRED',
      });
    }
  });

  it('takes no other device out of the list', async () => {
    await bench.warm();
    const first = await account.assignees.DEVICE.page(null, testCall());
    emulator.setSwitch('goneDevices', first.items[3]?.externalId ?? '');
    const second = await account.assignees.DEVICE.page(first.next, testCall());
    expect(second.items[0]?.listedAfter).toBe(first.items.at(-1)?.externalId);
  });

  it('and was asked for is passed by the walk of the holders', async () => {
    await bench.warm();
    const [first] = (await account.assignments.page(null, testCall())).items;
    const imei = first?.assignee.externalId ?? '';
    emulator.setSwitch('goneDevices', imei);
    const slots = await account.assignments.ofAssignees([device(imei)], testCall());
    expect(slots.get(imei)).toEqual([expect.objectContaining({ licenseId: 'fota' })]);
  });
});

it('devices go on from IMEIs alone: an offset would lose rows that move (contract 5)', async () => {
  const row = { deviceId: '359000000000011', protocol: 'LWM2M' };
  const body = { hasMoreData: true, lastSeenDeviceId: '1000', deviceList: [row] };
  const odd = await bench.stubbed(() => ({ body }));
  expect(await problemOf(odd.account.assignees.DEVICE.page(null, testCall()))).toMatchObject({
    code: 'UPSTREAM_BAD_RESPONSE',
  });
  expect(await problemOf(odd.account.assignees.DEVICE.page('LWM2M:1000', testCall()))).toMatchObject({
    code: 'BAD_CURSOR',
  });
});
