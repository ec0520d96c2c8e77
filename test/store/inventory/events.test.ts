// License events: recorded by several at once, read in order, and followed as they come.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LicenseEvent } from '../../../src/domain/inventory/events.ts';
import type { EventFilter } from '../../../src/domain/inventory/history.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { followEvents } from '../../../src/inventory/reading/follow-events.ts';
import type { EventsPage } from '../../../src/store/inventory/history/api.ts';
import { DATABASES } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';
import { sweepMade } from '../../support/made-sweeps.ts';
import { createRandom, seeds } from '../../support/random.ts';
import { openRig, type Rig } from '../../support/store.ts';
import { randomAccount } from './random-accounts.ts';

const WRITERS = Array.from({ length: 8 }, (_, index) => `writer-${index + 1}`);
const SWEEPS = 5;
const DAY_MS = 86_400_000;

describe.each(DATABASES)('license events on %s', (database) => {
  const rig = opened(
    () => openRig(database),
    (it) => it.close(),
  );
  const page = (after: number | null, first: number, filter: EventFilter = {}): Promise<EventsPage> =>
    rig.store.eventsBehind({ visible: WRITERS, filter, after, first });
  const numbers = (events: readonly LicenseEvent[]): number[] => events.map(({ seq }) => seq);
  let polled: readonly LicenseEvent[] = [];
  let followed: readonly { readonly seq: number; readonly before: number }[] = [];

  beforeAll(async () => {
    const accounts = WRITERS.map((key, index) => randomAccount(key, index));
    await rig.store.keepAccounts(WRITERS.map((key) => ({ key, provider: 'WEBEX' })));
    for (const account of accounts) await sweepMade(rig, account());
    const following = follow(rig);
    const writing = { isOver: false };
    const polling = poll(writing, page);
    await Promise.all(
      accounts.map(async (account) => {
        for (let sweep = 0; sweep < SWEEPS; sweep += 1) await sweepMade(rig, account());
      }),
    );
    writing.isOver = true;
    polled = await polling;
    followed = await following(await rig.store.lastEvent(WRITERS));
  });

  it('are told to who polls each once and in order, while eight record them', async () => {
    const rows = await rig.query('select seq::integer as seq from license_events order by seq');
    expect(rows.length).toBeGreaterThan(100);
    expect(numbers(polled)).toEqual(rows.map(({ seq }) => seq));
    expect(numbers(polled)).toEqual(rows.map((_row, index) => index + 1));
    const times = polled.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  it('are told to who follows each once and in order, each with the one before', () => {
    expect(followed).toEqual(polled.map(({ seq }) => ({ seq, before: seq - 1 })));
  });

  it('are none for what a first sweep finds', async () => {
    const key = 'late';
    const last = await rig.store.lastEvent(WRITERS);
    await rig.store.keepAccounts([...WRITERS, key].map((one) => ({ key: one, provider: 'WEBEX' })));
    await sweepMade(rig, randomAccount(key, 99)());
    expect(await rig.store.lastEvent(WRITERS)).toBe(last);
  });

  it('are of the accounts that are seen', async () => {
    const [one = ''] = WRITERS;
    const { events } = await rig.store.eventsBehind({
      visible: [one],
      filter: {},
      after: null,
      first: 1_000,
    });
    expect(events).toEqual(polled.filter(({ accountKey }) => accountKey === one));
    const others = await rig.store.eventsBehind({
      visible: [one],
      filter: { accountKeys: WRITERS.slice(1) },
      after: null,
      first: 1_000,
    });
    expect(others.events).toEqual([]);
  });

  it('have places that tell nothing of accounts that are not seen', async () => {
    const [one = '', other = ''] = WRITERS;
    const own = polled.findLast(({ accountKey }) => accountKey === one)?.seq;
    expect(own).toBeLessThan(await rig.store.lastEvent(WRITERS));
    expect(await rig.store.lastEvent([one])).toBe(own);
    const nobody = { licenses: [{ accountKey: one, externalId: 'none' }] };
    const read = (after: number | null) =>
      rig.store.eventsBehind({ visible: [one], filter: nobody, after, first: 5 });
    expect(await read(null)).toMatchObject({ events: [], readTo: own });
    rig.clock.now += DAY_MS + 60_000;
    expect(await read(own ?? 0)).toMatchObject({ events: [], readTo: own, isAgeing: false });
    rig.clock.now -= DAY_MS + 60_000;
    // A place of before, when more accounts were seen.
    const last = await rig.store.lastEvent(WRITERS);
    expect(await read(last)).toMatchObject({ events: [], readTo: last, isAgeing: false });
    expect(await rig.store.momentOf({ visible: [one, other], asOf: null })).toBe(
      polled.findLast(({ accountKey }) => [one, other].includes(accountKey))?.at,
    );
  });

  it.each(seeds(25))('are those that a filter lets through, page after page (seed %i)', async (seed) => {
    const { filter, fits } = someFilter(seed, polled);
    const expected = polled.filter((event) => fits(event));
    const found: LicenseEvent[] = [];
    let after: number | null = null;
    for (;;) {
      const { events, hasNext, readTo }: EventsPage = await page(after, 5, filter);
      found.push(...events);
      expect(hasNext).toBe(found.length < expected.length);
      after = readTo;
      if (!hasNext) break;
    }
    expect(found).toEqual(expected);
    expect(after).toBe(await rig.store.lastEvent(WRITERS));
  });

  it('tell what was and what became of it', () => {
    const kinds = new Set(polled.map(({ what }) => what));
    expect(kinds).toEqual(
      new Set(['ASSIGNED', 'REMOVED', 'ASSIGNMENT_CHANGED', 'SEATS_CHANGED', 'HOLDER_STATE_CHANGED']),
    );
    for (const { what, was, became, licenseId, assignee, notBefore, at, origin } of polled) {
      expect(was === null).toBe(what === 'ASSIGNED');
      expect(became === null).toBe(what === 'REMOVED');
      expect(licenseId === null).toBe(what === 'HOLDER_STATE_CHANGED');
      expect(assignee === null).toBe(what === 'SEATS_CHANGED');
      expect(notBefore === null || notBefore < at).toBe(true);
      expect(['EXTERNAL', 'SCHEDULE']).toContain(origin);
    }
  });

  it('end at a place behind which some were deleted, or that was never given', async () => {
    // As retention does it, which leaves what was so of licenses.
    await rig.query('update events_head set expired_seq = 10');
    await rig.query('update inventory_accounts set expired_seq = 10');
    const codeOf = async (after: number): Promise<unknown> => {
      try {
        return numbers((await page(after, 2)).events);
      } catch (error) {
        return error instanceof ProblemError ? error.problem.code : error;
      }
    };
    const last = await rig.store.lastEvent(WRITERS);
    expect(await codeOf(9)).toBe('CURSOR_EXPIRED');
    expect(await codeOf(10)).toEqual([11, 12]);
    expect(numbers((await page(null, 2)).events)).toEqual([11, 12]);
    expect(await codeOf(last)).toEqual([]);
    expect(await codeOf(last + 1)).toBe('CURSOR_EXPIRED');
  });

  it('renew a place behind which only others have come for a day', async () => {
    const last = await rig.store.lastEvent(WRITERS);
    const nobody = { licenses: [{ accountKey: 'writer-1', externalId: 'none' }] };
    expect(await page(last - 1, 5, nobody)).toMatchObject({ events: [], readTo: last, isAgeing: false });
    rig.clock.now += DAY_MS + 60_000;
    expect(await page(last - 1, 5, nobody)).toMatchObject({ events: [], readTo: last, isAgeing: true });
    expect(await page(last, 5, nobody)).toMatchObject({ events: [], readTo: last, isAgeing: false });
    rig.clock.now -= DAY_MS + 60_000;
  });

  it('may all be deleted: who has read to the end goes on from there', async () => {
    const { readTo } = await page(null, 1_000);
    rig.clock.now += 91 * DAY_MS;
    const kept = { history: null, events: 90, seatCounts: null, sweeps: null, findings: null };
    await rig.store.retainInventory(kept, 1_000);
    expect(await rig.query('select count(*)::integer as count from license_events')).toEqual([{ count: 0 }]);
    expect(await page(readTo, 5)).toMatchObject({ events: [], readTo, isAgeing: false });
    expect(await page(null, 5)).toMatchObject({ events: [], readTo });
  });
});

/** Polls in small pages until nobody writes any more. */
async function poll(
  writing: { readonly isOver: boolean },
  page: (after: number | null, first: number) => Promise<EventsPage>,
): Promise<readonly LicenseEvent[]> {
  const events: LicenseEvent[] = [];
  let after: number | null = null;
  for (;;) {
    const isLast = writing.isOver;
    const found: EventsPage = await page(after, 7);
    events.push(...found.events);
    after = found.readTo;
    if (isLast && !found.hasNext) return events;
    // The writers have the thread as well.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Follows from now on, woken by news alone. Gives a function that waits for an event and ends it. */
function follow({ store }: Rig) {
  const ending = new AbortController();
  const heard: { seq: number; before: number }[] = [];
  const deps = {
    opened: () => Promise.resolve(store),
    read: (after: number) => store.eventsBehind({ visible: WRITERS, filter: {}, after, first: 9 }),
    now: Date.now,
    sleep: (milliseconds: number, signal: AbortSignal) =>
      milliseconds < 5_000
        ? Promise.resolve()
        : new Promise<void>((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('woken')), { once: true }),
          ),
    signal: ending.signal,
  };
  const waiting = Promise.withResolvers<null>();
  let until = Number.POSITIVE_INFINITY;
  const check = (): void => {
    if ((heard.at(-1)?.seq ?? 0) >= until) waiting.resolve(null);
  };
  const over = (async () => {
    for await (const seen of followEvents(0, deps)) {
      if (seen instanceof ProblemError) throw seen;
      heard.push({ seq: seen.event.seq, before: seen.before });
      check();
    }
  })();
  return async (last: number) => {
    until = last;
    check();
    await Promise.race([waiting.promise, over]);
    ending.abort();
    await over;
    return heard;
  };
}

/** A filter, and what it lets through. */
function someFilter(seed: number, events: readonly LicenseEvent[]) {
  const random = createRandom(seed);
  const some = (): LicenseEvent => events[random.whole(0, events.length - 1)] as LicenseEvent; // within its bounds
  const maybe = <T>(value: T): T | undefined => (random.chance(0.4) ? value : undefined);
  const [from, to] = [some().at, some().at].sort();
  const license = some();
  const holder = some();
  const filter = Object.fromEntries(
    Object.entries({
      accountKeys: maybe([some().accountKey, some().accountKey, license.accountKey]),
      kinds: maybe([some().what, some().what]),
      origins: maybe([some().origin]),
      from: maybe(from),
      to: maybe(to),
      licenses: maybe(
        license.licenseId === null ? [] : [{ accountKey: license.accountKey, externalId: license.licenseId }],
      ),
      assignees: maybe(
        holder.assignee === null ? [] : [{ accountKey: holder.accountKey, ...holder.assignee }],
      ),
    }).filter(([, value]) => value !== undefined),
  ) as EventFilter;
  const fits = (event: LicenseEvent): boolean =>
    (filter.accountKeys?.includes(event.accountKey) ?? true) &&
    (filter.kinds?.includes(event.what) ?? true) &&
    (filter.origins?.includes(event.origin) ?? true) &&
    (filter.from === undefined || event.at >= filter.from) &&
    (filter.to === undefined || event.at < filter.to) &&
    (filter.licenses?.some(
      ({ accountKey, externalId }) => accountKey === event.accountKey && externalId === event.licenseId,
    ) ??
      true) &&
    (filter.assignees?.some(
      ({ accountKey, externalId }) =>
        accountKey === event.accountKey && externalId === event.assignee?.externalId,
    ) ??
      true);
  return { filter, fits };
}
