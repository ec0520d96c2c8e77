// Whoever waits for news of a set hears of everything that any replica records about it.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Secret } from '../../../src/domain/secret.ts';
import type { Watch } from '../../../src/store/notices/api.ts';
import { until } from '../../support/assertions.ts';
import { APPLICANT, PLAIN, aSet, result, someChanges } from '../../support/builders.ts';
import { DATABASES, createDatabase } from '../../support/databases.ts';
import { claimedSet, rigOver, useStore } from '../../support/store.ts';

/** Longer than a notice takes, for one that must not come. */
const NOTHING_MS = 300;

/** Whether something that is done is news. */
async function isNews(watch: Watch, work: () => Promise<unknown>): Promise<boolean> {
  const news = watch.news().then(() => true);
  await work();
  return await Promise.race([news, delay(NOTHING_MS).then(() => false)]);
}

describe.each(DATABASES)('news of a set on %s', (database) => {
  const { store } = useStore(database);

  /** A watch over what listens already. */
  async function watching(setId: string): Promise<Watch> {
    const watch = store.watchSet(setId);
    await isNews(watch, () => delay(NOTHING_MS));
    return watch;
  }

  it('comes with everything that is recorded about it', async () => {
    const { part, ids } = await claimedSet(store, 3);
    const [first = '', second = '', third = ''] = ids;
    const watch = await watching(part.setId);
    const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['about to be sent', () => store.markSending(part, [first, second])],
      ['not sent after all', () => store.backToPlanned(part, [second])],
      ['sent, without an outcome', () => store.record(part, [result(first, { phase: 'SENT' })])],
      ['an outcome', () => store.record(part, [result(first)])],
      ['cancelled', () => store.cancelSet(part.setId, 'somebody')],
    ];
    const heard: string[] = [];
    for (const [what, step] of steps) if (await isNews(watch, step)) heard.push(what);
    expect(heard).toEqual(steps.map(([what]) => what));
    expect(await store.requestsOf(part.setId, { limit: 9 })).toContainEqual(
      expect.objectContaining({ change: expect.objectContaining({ id: third }), outcome: 'CANCELLED' }),
    );
    watch.close();
  });

  it('comes when a plan starts, and when the set ends', async () => {
    const { set } = await store.createSet(aSet({ kind: 'PLAN' }), someChanges('a', 1), PLAIN);
    const watch = await watching(set.id);
    expect(await isNews(watch, () => store.startSet(set.id, APPLICANT, PLAIN))).toBe(true);
    expect(await isNews(watch, () => store.cancelSet(set.id, 'somebody'))).toBe(true);
    watch.close();
  });

  it('is not that of another set', async () => {
    const { part, ids } = await claimedSet(store, 1);
    const { set: other } = await store.createSet(aSet(), someChanges('a', 1), PLAIN);
    const watch = await watching(other.id);
    expect(await isNews(watch, () => store.markSending(part, ids))).toBe(false);
    watch.close();
  });

  it('comes to all who wait for it, and to nobody who no longer does', async () => {
    const { part, ids } = await claimedSet(store, 1);
    const [one, other, closed] = [
      await watching(part.setId),
      store.watchSet(part.setId),
      store.watchSet(part.setId),
    ];
    closed.close();
    const heard = Promise.all([one.news(), other.news()]);
    expect(await isNews(closed, () => store.markSending(part, ids))).toBe(false);
    await heard;
    one.close();
    other.close();
  });

  it('does not come of what is not recorded', async () => {
    const { part, ids } = await claimedSet(store, 1);
    const watch = await watching(part.setId);
    const lost = { ...part, owner: 'somebody else' };
    expect(await isNews(watch, () => store.markSending(lost, ids))).toBe(false);
    watch.close();
  });
});

describe('replicas on one server', () => {
  const LISTENERS = `from pg_stat_activity where application_name = 'license-graph-live' and datname = current_database()`;

  it('hear of one another, over a connection that is opened again when it breaks', async () => {
    const { url, drop } = await createDatabase();
    const options = { kind: 'postgres', url: new Secret(url), poolSize: 3 } as const;
    const [here, there] = [await rigOver(options), await rigOver(options)];
    try {
      const { part, ids } = await claimedSet(there.store, 2);
      expect(await here.query(`select pid ${LISTENERS}`)).toEqual([]);
      const watch = here.store.watchSet(part.setId);
      // It begins to listen, and cannot know what it has missed.
      await watch.news();
      expect(await isNews(watch, () => there.store.markSending(part, ids.slice(0, 1)))).toBe(true);

      const news = watch.news();
      const [{ pid } = {}] = await there.query(`select pid, pg_terminate_backend(pid) ${LISTENERS}`);
      // Nobody told anything: some news may have been missed.
      await news;
      const [{ pid: later } = {}] = await there.query(`select pid ${LISTENERS}`);
      expect(later).not.toBe(pid);
      expect(here.logged().filter((line) => line.includes('hears of changes broke'))).toHaveLength(1);
      expect(await isNews(watch, () => there.store.markSending(part, ids.slice(1)))).toBe(true);
      watch.close();
    } finally {
      await here.close();
      await until(async () => (await there.query(`select pid ${LISTENERS}`)).length === 0);
      await there.close();
      await drop();
    }
  });

  it('listen where they are told to, behind a pooler', async () => {
    const [pooled, direct] = [await createDatabase(), await createDatabase()];
    const rig = await rigOver({
      kind: 'postgres',
      url: new Secret(pooled.url),
      poolSize: 2,
      listenUrl: new Secret(direct.url),
    });
    const client = new Client({ connectionString: direct.url });
    await client.connect();
    try {
      const watch = rig.store.watchSet('of the other database');
      await watch.news();
      const notify = () => client.query(`notify license_graph, 'of the other database'`);
      expect(await isNews(watch, notify)).toBe(true);
      watch.close();
    } finally {
      await client.end();
      await rig.close();
      await pooled.drop();
      await direct.drop();
    }
  });
});
