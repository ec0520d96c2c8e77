// Lists that go wrong on one page, that lag, and whose rows move while they are read: the same for every provider.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../emulators/core/faults.ts';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import { present } from '../support/assertions.ts';
import { idPages, rowsIn, useListings, type Listing } from './listings.ts';

const MINUTE = 60_000;
const { genesys, webex, thingspace, yext } = useListings();
const ALL: [string, Listing][] = Object.entries({ genesys, webex, thingspace, yext });

/** A change from outside about the license of the listing. */
function change({ emulator, license }: Listing, kind: 'assign' | 'take', assignee: string): void {
  emulator.outside({ change: kind, assignee, ...(license !== undefined && { license }) });
}

/** Somebody in the middle of the first page who holds the license. */
async function aHolder({ page }: Listing): Promise<string> {
  const { items } = await page(null);
  return present(items.filter(({ holds }) => holds)[1], 'a holder').id;
}

/** Who holds the license by the list. */
async function listedHolders(listing: Listing): Promise<string[]> {
  return (await rowsIn(listing)).filter(({ holds }) => holds).map(({ id }) => id);
}

describe.each(ALL)('a page of %s', (_name, listing) => {
  const { emulator, path } = listing;
  const onPage = (number: number, fault: FaultRule['fault']): void =>
    emulator.fault({ path, after: number - 1, times: 1, fault });

  it('is empty, and others follow', async () => {
    const usual = await idPages(listing, 4);
    expect(usual).toHaveLength(4);
    onPage(3, { kind: 'first-rows', keep: 0 });
    expect(await idPages(listing, 4)).toEqual([usual[0], usual[1], [], usual[3]]);
  });

  it('has fewer rows than were asked for, and others follow', async () => {
    const usual = await idPages(listing, 4);
    onPage(2, { kind: 'first-rows', keep: 3 });
    expect(await idPages(listing, 4)).toEqual([usual[0], usual[1]?.slice(0, 3), usual[2], usual[3]]);
  });

  it('has the rows of the page before, and the list goes on', async () => {
    const usual = await idPages(listing, 4);
    onPage(2, { kind: 'repeat-rows' });
    expect(await idPages(listing, 4)).toEqual([usual[0], usual[0], usual[2], usual[3]]);
  });

  it.each([
    ['half of its JSON', { kind: 'half-json' }],
    ['HTML', { kind: 'html' }],
    ['an empty list in place of everything', { kind: 'answer', status: 200, body: [] }],
    ['403', { kind: 'error', status: 403 }],
  ] as const)('is %s', async (_form, fault) => {
    onPage(3, fault);
    await expect(idPages(listing, 4)).rejects.toBeInstanceOf(Error);
    expect(emulator.journal.entries().filter((entry) => new RegExp(path).test(entry.path))).toMatchObject([
      { status: 200 },
      { status: 200 },
      { status: fault.kind === 'error' ? 403 : 200, fault: fault.kind },
    ]);
    expect(await idPages(listing, 4)).toHaveLength(4);
  });
});

/** The wait that a 429 asks for. */
const WAITS: readonly [string, number | undefined][] = [
  ['no wait', undefined],
  ['three seconds', 3],
  ['an hour', 3_600],
];

describe.each(ALL)('%s throttles a list', (_name, listing) => {
  const { emulator, path } = listing;

  it.each(WAITS)('with %s told', async (_wait, retryAfter) => {
    await idPages(listing, 1);
    const inList = (entry: JournalEntry): boolean => new RegExp(path).test(entry.path);
    const { method, path: asked } = present(emulator.journal.entries().find(inList), 'a request');
    emulator.fault({ path, fault: { kind: 'throttle', ...(retryAfter !== undefined && { retryAfter }) } });
    const { status, headers } = await fetch(emulator.url + asked, { method });
    expect([status, headers.get('retry-after')]).toEqual([
      429,
      retryAfter === undefined ? null : String(retryAfter),
    ]);
  });
});

describe.each(ALL)('lists of %s that lag five minutes', (_name, listing) => {
  const { emulator } = listing;

  it('show what was, while single reads are current', async () => {
    const holder = await aHolder(listing);
    const before = await listedHolders(listing);
    emulator.setSwitch('listLagMs', 5 * MINUTE);
    change(listing, 'take', holder);
    emulator.clock.advance(2 * MINUTE);
    change(listing, 'assign', listing.bare);
    expect(await listedHolders(listing)).toEqual(before);
    expect([await listing.holds(holder), await listing.holds(listing.bare)]).toEqual([false, true]);
    emulator.clock.advance(3 * MINUTE);
    const without = before.filter((id) => id !== holder);
    expect(await listedHolders(listing)).toEqual(without);
    emulator.clock.advance(2 * MINUTE);
    expect((await listedHolders(listing)).toSorted()).toEqual([...without, listing.bare].toSorted());
    expect([await listing.holds(holder), await listing.holds(listing.bare)]).toEqual([false, true]);
  });

  it('show a deleted one still', async () => {
    const before = await listing.assignees();
    const assignee = present(before[4], 'an assignee');
    emulator.setSwitch('listLagMs', 5 * MINUTE);
    emulator.outside({ change: 'delete', assignee });
    expect(await listing.assignees()).toEqual(before);
    emulator.clock.advance(5 * MINUTE);
    expect(await listing.assignees()).toEqual(before.filter((id) => id !== assignee));
  });
});

describe.each(ALL)('changes past the API of %s', (_name, listing) => {
  const { emulator } = listing;

  it('take a license and assign one, in the list and alone', async () => {
    const holder = await aHolder(listing);
    const calls = emulator.journal.entries().length;
    change(listing, 'take', holder);
    change(listing, 'assign', listing.bare);
    expect(emulator.journal.entries()).toHaveLength(calls);
    expect([await listing.holds(holder), await listing.holds(listing.bare)]).toEqual([false, true]);
    const holders = await listedHolders(listing);
    expect([holders.includes(holder), holders.includes(listing.bare)]).toEqual([false, true]);
  });

  it('delete one, and bring it back in its old place', async () => {
    const before = await listing.assignees();
    const assignee = present(before[4], 'an assignee');
    emulator.outside({ change: 'delete', assignee });
    expect(await listing.assignees()).toEqual(before.filter((id) => id !== assignee));
    emulator.outside({ change: 'restore', assignee });
    expect(await listing.assignees()).toEqual(before);
  });

  it('are refused for unknown ids', () => {
    expect(() => change(listing, 'take', 'nobody')).toThrow(/^no \w+ nobody$/);
    expect(() => emulator.outside({ change: 'delete', assignee: 'nobody' })).toThrow(/^no \w+ nobody$/);
    expect(() => emulator.outside({ change: 'assign', assignee: listing.bare, license: 'none' })).toThrow(
      /license/,
    );
  });

  it('are undone by a reset', async () => {
    const holder = await aHolder(listing);
    const before = await listing.assignees();
    change(listing, 'take', holder);
    emulator.outside({ change: 'delete', assignee: present(before[4], 'an assignee') });
    emulator.reset();
    expect(await listing.holds(holder)).toBe(true);
    expect(await listing.assignees()).toEqual(before);
  });
});

// ThingSpace goes on after the last device: nothing moves there.
describe.each([
  ['genesys', genesys, 'delete', 'restore'],
  ['webex', webex, 'delete', 'restore'],
  ['yext', yext, 'take', 'assign'],
] as const)('rows of %s that move while they are read', (_name, listing, away, back) => {
  const { emulator, path, license = '' } = listing;
  const between = (kind: 'assign' | 'take' | 'delete' | 'restore', assignee: string): void => {
    const named =
      kind === 'assign' || kind === 'take' ? { change: kind, assignee, license } : { change: kind, assignee };
    emulator.fault({ path, after: 1, times: 1, fault: { kind: 'outside', change: named } });
  };
  /** How often each of these is in the list, read once. */
  const timesSeen = async (ids: readonly string[]): Promise<number[]> => {
    const seen = (await rowsIn(listing)).map(({ id }) => id);
    return ids.map((id) => seen.filter((other) => other === id).length);
  };

  it('a row slips onto a page already read, or is met again', async () => {
    if (listing === yext) emulator.setSwitch('tokensByOffset', true);
    const [first = [], second = []] = await idPages(listing, 2);
    const early = present(first[2], 'a row');
    const watched = [early, present(first.at(-1), 'a row'), present(second[0], 'a row')];
    between(away, early);
    expect(await timesSeen(watched)).toEqual([1, 1, 0]);
    emulator.clearFaults();
    between(back, early);
    expect(await timesSeen(watched)).toEqual([0, 1, 2]);
  });
});

describe.each(ALL)('another tenant behind the credentials of %s', (_name, listing) => {
  const { emulator } = listing;

  it('has about as much, and all of it with other ids', async () => {
    const before = await listing.assignees();
    emulator.swapTenant(1);
    const other = await listing.assignees();
    expect(other.length).toBeGreaterThan(0.9 * before.length);
    expect(other.filter((id) => before.includes(id))).toEqual([]);
    emulator.swapTenant(0);
    expect(await listing.assignees()).toEqual(before);
  });

  it('keeps clock, journal, switches and faults, and a reset ends it', async () => {
    const before = await listing.assignees();
    emulator.clock.advance(MINUTE);
    const [now, calls] = [emulator.clock.now(), emulator.journal.entries().length];
    emulator.setSwitch('listLagMs', 1);
    emulator.fault({ fault: { kind: 'error', status: 500 } });
    emulator.swapTenant(1);
    expect(emulator.clock.now()).toBeGreaterThanOrEqual(now);
    expect(emulator.journal.entries()).toHaveLength(calls);
    expect((await fetch(emulator.url)).status).toBe(500);
    expect(await (await fetch(`${emulator.controlUrl}/switches`)).json()).toMatchObject({ listLagMs: 1 });
    emulator.reset();
    expect(await listing.assignees()).toEqual(before);
  });
});
