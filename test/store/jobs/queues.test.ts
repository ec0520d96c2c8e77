// Jobs: sent with what they are about or not at all, worked on, tried again, and stopped in peace.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobHandlers, Jobs } from '../../../src/store/jobs/api.ts';
import type { PartKey } from '../../../src/store/sets/api.ts';
import { until } from '../../support/assertions.ts';
import { aSet, someChanges } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const INTERVALS = {
  resumeMs: 3_600_000,
  settleMs: 3_600_000,
  fireSchedulesMs: 3_600_000,
  retentionMs: 3_600_000,
};

describe.each(DATABASES)('jobs on %s', (database) => {
  const { store, query, tick, logged } = useStore(database);
  let jobs: Jobs | undefined;
  let ran: string[];
  beforeEach(() => {
    ran = [];
  });
  afterEach(async () => {
    await jobs?.stop();
    jobs = undefined;
  });

  const noting = (name: string) => () => Promise.resolve(void ran.push(name));

  async function work(handlers: Partial<JobHandlers>): Promise<void> {
    const all = {
      runPart: ({ accountKey }: PartKey) => Promise.resolve(void ran.push(accountKey)),
      resume: noting('resume'),
      settle: noting('settle'),
      fireSchedules: noting('fire-schedules'),
      retention: noting('retention'),
      ...handlers,
    };
    jobs = await store.startJobs(all, INTERVALS, 2);
  }

  const twoParts = () =>
    store.createSet(aSet(), [...someChanges('a', 1), ...someChanges('b', 1)], {
      idempotency: null,
      enqueue: true,
    });

  it('come for every part of a set that was kept', async () => {
    const seen: PartKey[] = [];
    await work({ runPart: (part) => Promise.resolve(void seen.push(part)) });
    const { set } = await twoParts();
    await until(() => seen.length === 2);
    expect(seen.sort((one, two) => (one.accountKey < two.accountKey ? -1 : 1))).toEqual([
      { setId: set.id, accountKey: 'a' },
      { setId: set.id, accountKey: 'b' },
    ]);
  });

  it('are not queued twice for one part', async () => {
    const { set } = await twoParts();
    const parts = await store.partsOf(set.id);
    await store.enqueueParts(parts);
    await store.enqueueParts(parts);
    expect(await query('select * from pgboss.job')).toHaveLength(2);
    await work({});
    await until(() => ran.length === 2);
    await store.enqueueParts(parts);
    await until(() => ran.length === 4);
  });

  it('are tried again when they fail, and the failure is logged', async () => {
    await work({ runPart: () => Promise.reject(new Error('no luck')) });
    await twoParts();
    await until(async () => (await query(`select * from pgboss.job where state = 'retry'`)).length === 2);
    expect(logged().filter((line) => line.startsWith('a job failed'))).toHaveLength(2);
  });

  it('recur, once an interval however many ask', async () => {
    const queued = () => query('select name from pgboss.job');
    await work({});
    for (let round = 0; round < 5; round += 1) tick();
    await until(async () => (await queued()).length === 4);
    // Whoever starts working looks at once, instead of at the end of a long interval.
    await jobs?.stop();
    await work({});
    await until(() => ran.length === 4);
    expect(ran.sort()).toEqual(['fire-schedules', 'resume', 'retention', 'settle']);
    tick();
    // What is looked for behind the ticks comes after them.
    await twoParts();
    await until(() => ran.length === 6);
    expect(ran.slice(4).sort()).toEqual(['a', 'b']);
    expect(await queued()).toHaveLength(6);
  });

  it('stop: what runs is asked to end and waited for, and nothing more begins', async () => {
    const ends: string[] = [];
    await work({
      async runPart({ accountKey }, signal) {
        ran.push(accountKey);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        await delay(50);
        ends.push(accountKey);
      },
    });
    await twoParts();
    await until(() => ran.length === 2);
    await jobs?.stop();
    expect(ends.sort()).toEqual(['a', 'b']);
    await twoParts();
    tick();
    // Longer than any of them would wait before it looks again.
    await delay(1_000);
    expect(ran).toHaveLength(2);
  });
});
