// Sweeps and time: pauses the provider asks for, clocks that jump, accounts that come back, rows that cannot be read, and sweeps of seats.
import { afterEach, describe, expect, it } from '@jest/globals';
import { createSweeper } from '../../src/inventory/sweeper.ts';
import type { Store } from '../../src/store/api.ts';
import { present } from '../support/assertions.ts';
import { sweepDeps, toItsEnd, useSweeps } from '../support/sweeps.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe('a sweep of an account', () => {
  const sweeps = useSweeps('PostgreSQL', 'yext');
  const { bench, clock, sweep, tables, events, query, store, deps } = sweeps;
  const { emulator } = bench;
  afterEach(() => emulator.clearFaults());

  it.each<readonly [string, number | undefined, number, number]>([
    ['with a pause', 90, 89, 91],
    // By the hour in which its requests are counted, and told in whole seconds.
    ['without one', undefined, 1, 3_602],
    ['with a pause of an hour', 3_600, 3_599, 3_601],
  ])('that is throttled %s goes on where it was', async (_how, retryAfter, least, most) => {
    const calls = (await callsOfSweep()).length;
    emulator.fault({
      path: '/entities$',
      after: 2,
      times: 1,
      fault: { kind: 'throttle', ...(retryAfter !== undefined && { retryAfter }) },
    });
    const end = await sweep();
    expect(end).toMatchObject({ status: 'COMPLETE', added: 0, changed: 0, closed: 0 });
    expect(end.waits).toHaveLength(1);
    expect(present(end.waits[0])).toBeGreaterThanOrEqual(least * SECOND);
    expect(present(end.waits[0])).toBeLessThanOrEqual(most * SECOND);
    // The page that was refused, once more.
    expect(emulator.journal.entries()).toHaveLength(calls + 1);
    expect(end.calls).toBe(calls + 1);
  });

  it.each([
    ['is two hours ahead for one sweep', 2 * HOUR],
    ['goes back by an hour', -HOUR],
  ])('whose clock %s closes nothing, and finds what has changed when it is right', async (_how, jump) => {
    await sweep();
    const before = await tables();
    clock.now += 20 * 60 * SECOND + jump;
    expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 0, heldBack: 0 });
    clock.now += 20 * 60 * SECOND - jump;
    expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 0, heldBack: 0 });
    expect(await tables()).toEqual(before);
    expect(await events()).toEqual([]);
    clock.now += 3 * HOUR;
    const [row] = await query(`select l.external_id as license, a.external_id as assignee from holdings h
      join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id where a.gone_at is null limit 1`);
    const taken = { license: String(row?.['license']), assignee: String(row?.['assignee']) };
    emulator.outside({ change: 'take', ...taken });
    expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 1 });
    const told = (await events()).filter(({ what }) => what === 'REMOVED');
    expect(told).toHaveLength(1);
    expect(told[0]?.at.getTime()).toBeGreaterThan(present(told[0]?.notBefore).getTime());
  });

  it('that is not configured any more is not swept, and is as it was when it is back', async () => {
    await sweep();
    const before = await tables();
    await store.keepAccounts([]);
    expect(await store.queueSweep(bench.account.account.key, 'DUE')).toBeNull();
    expect(await store.sweepTimes()).toEqual([]);
    clock.now += 2 * HOUR;
    await store.keepAccounts([bench.account.account]);
    expect(await tables()).toEqual(before);
    expect(await sweep()).toMatchObject({ status: 'COMPLETE', added: 0, closed: 0 });
    expect(await events()).toEqual([]);
  });

  it('that comes into the configuration while its sweep is taken up is swept whole', async () => {
    await store.keepAccounts([bench.account.account]);
    const { sweepId } = present(await store.queueSweep(bench.account.account.key, 'DUE'));
    let looks = 0;
    const late = { ...deps(), accounts: () => (looks++ === 0 ? new Map() : deps().accounts()) };
    await createSweeper(late).runSweep(sweepId, new AbortController().signal);
    const { sections } = await toItsEnd(sweeps, deps(), sweepId);
    expect(Object.keys(sections)).toEqual(['packs', 'assigned-entities', 'entities']);
  });

  it('that was left in the middle for more than a day ends incomplete, and the next one is due', async () => {
    await sweep();
    const { key } = bench.account.account;
    const { sweepId } = present(await store.queueSweep(key, 'DUE'));
    emulator.fault({ path: '/entities$', after: 1, fault: { kind: 'throttle', retryAfter: 600 } });
    await createSweeper(deps()).runSweep(sweepId, new AbortController().signal);
    emulator.clearFaults();
    await store.keepAccounts([]);
    clock.now += 30 * HOUR;
    await store.keepAccounts([bench.account.account]);
    emulator.journal.clear();
    expect(await toItsEnd(sweeps, deps(), sweepId)).toMatchObject({ status: 'INCOMPLETE', closed: 0 });
    expect(emulator.journal.entries()).toEqual([]);
    const planned: number[] = [];
    await createSweeper({ ...deps(), enqueue: (id) => Promise.resolve(void planned.push(id)) }).planSweeps(
      new AbortController().signal,
    );
    expect(planned).toHaveLength(1);
  });

  it('that leaves when its process stops: the next one goes on from the page', async () => {
    const whole = (await callsOfSweep()).length;
    const { sweepId } = present(await store.queueSweep(bench.account.account.key, 'DUE'));
    const before = bench.requests.filter(({ url }) => url.includes('/entities?')).length;
    const stopping = new AbortController();
    emulator.fault({ path: '/entities$', after: 1, times: 1, fault: { kind: 'stall' } });
    const running = createSweeper(deps()).runSweep(sweepId, stopping.signal);
    // The second page is on its way.
    while (bench.requests.filter(({ url }) => url.includes('/entities?')).length < before + 2) {
      await new Promise(setImmediate);
    }
    stopping.abort();
    await running;
    const [left] = await query(`select owner, lease_until from sweeps where id = ${sweepId}`);
    expect(left).toEqual({ owner: null, lease_until: null });
    const end = await toItsEnd(sweeps, deps(), sweepId);
    expect(end).toMatchObject({ status: 'COMPLETE', waits: [] });
    expect(emulator.journal.entries().length).toBeLessThanOrEqual(whole + 1);
    expect(end.calls).toBe(emulator.journal.entries().length);
  });

  it('for its seats touches licenses only', async () => {
    await sweep();
    clock.now += HOUR;
    const [row] = await query(`select l.external_id as license, a.external_id as assignee from holdings h
      join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id where a.gone_at is null limit 1`);
    emulator.outside({
      change: 'take',
      license: String(row?.['license']),
      assignee: String(row?.['assignee']),
    });
    const before = await tables();
    const end = await sweep('SEATS');
    expect(end).toMatchObject({ status: 'COMPLETE', sections: { packs: 'COMPLETE' }, closed: 0 });
    expect(Object.keys(end.sections)).toEqual(['packs']);
    const after = await tables();
    expect({ ...after, licenses: [] }).toEqual({ ...before, licenses: [] });
    expect(after.licenses).not.toEqual(before.licenses);
  });

  it('of which two replicas take the same job is swept once', async () => {
    const whole = await callsOfSweep();
    const queued = await Promise.all([1, 2, 3].map(() => store.queueSweep(bench.account.account.key, 'DUE')));
    const ids = new Set(queued.map((one) => present(one).sweepId));
    expect(ids.size).toBe(1);
    expect(queued.filter((one) => present(one).isNew)).toHaveLength(1);
    const [sweepId] = [...ids];
    const runs = [1, 2, 3].map(() =>
      createSweeper(sweepDeps(sweeps, [bench.open()])).runSweep(
        present(sweepId),
        new AbortController().signal,
      ),
    );
    await Promise.all(runs);
    const [row] = await query(`select status from sweeps where id = ${present(sweepId)}`);
    expect(row).toEqual({ status: 'COMPLETE' });
    const pages = (all: readonly string[]) => all.map((one) => one.replace(/pageToken=[^&]*/, '')).sort();
    const again = callsSoFar();
    expect(pages(again)).toEqual(pages(whole));
  });

  it('whose page the database refuses ends incomplete, after one call for it', async () => {
    await sweep();
    const before = await tables();
    const broken = { ...deps(), store: refusing() };
    emulator.journal.clear();
    const { sweepId } = present(await store.queueSweep(bench.account.account.key, 'DUE'));
    const end = await toItsEnd(sweeps, broken, sweepId);
    expect(end).toMatchObject({ status: 'INCOMPLETE', waits: [], closed: 0 });
    expect(end.problems).toEqual({
      packs: 'INTERNAL',
      'assigned-entities': 'INTERNAL',
      entities: 'INTERNAL',
    });
    expect(emulator.journal.entries()).toHaveLength(3);
    expect(end.calls).toBe(3);
    expect(await tables()).toEqual(before);
  });

  function callsSoFar(): readonly string[] {
    return emulator.journal.entries().map(({ path, query: asked }) => `${path}?${asked}`);
  }

  /** The calls of a sweep that finds nothing new; a first one looks up who is in no list. The journal is empty then. */
  async function callsOfSweep(): Promise<readonly string[]> {
    await sweep();
    emulator.journal.clear();
    await sweep();
    const calls = callsSoFar();
    emulator.journal.clear();
    return calls;
  }

  /** The store, which refuses every page. */
  function refusing(): Store {
    return new Proxy<Store>(store, {
      get: (target, name) => (name === 'keepPage' ? refuse : (Reflect.get(target, name) as unknown)),
    });
  }
});

function refuse(): Promise<never> {
  return Promise.reject(new Error('value out of range'));
}

describe('a section that is read once a day', () => {
  const { clock, sweep } = useSweeps('PGlite', 'thingspace');

  it('is read at once when it was last in a time to come, as a clock told that was ahead', async () => {
    clock.now += 72 * HOUR;
    expect(await sweep()).toMatchObject({ sections: { connections: 'COMPLETE' } });
    clock.now -= 71 * HOUR;
    expect(await sweep()).toMatchObject({ sections: { connections: 'COMPLETE' } });
    clock.now += HOUR;
    expect(Object.keys((await sweep()).sections)).not.toContain('connections');
  });
});
