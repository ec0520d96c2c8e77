// Metrics of the database: whether it can be read, its connections and queries, and the jobs in it.
import { describe, expect, it } from '@jest/globals';
import { metricsOf, movedBy, sumOf, useApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { createDatabase } from '../../support/databases.ts';
import { pack } from '../../support/inputs.ts';
import { opened } from '../../support/lifecycle.ts';
import { mutate } from '../../support/mutations.ts';

const FIGURES = [
  'change_sets_open',
  'changes_unsettled',
  'changes_oldest_unsettled_seconds',
  'scheduled_removals_overdue',
  'jobs',
  'job_oldest_seconds',
];

describe('a PostgreSQL server', () => {
  const database = opened(
    () => createDatabase(),
    () => undefined,
  );
  const app = useApp({ store: () => ({ url: database.url }) });
  const there = async () => {
    const names = [...(await metricsOf(app)).keys()].map((series) => series.replace(/\{.*/, ''));
    return FIGURES.filter((name) => names.includes(name));
  };

  it('is up, with its connections and the time that queries take', async () => {
    const moved = await movedBy(app, () => mutate(app, 'assignLicense', pack('store-27')));
    expect(moved('store_query_duration_seconds_count')).toBeGreaterThan(5);
    const metrics = await metricsOf(app);
    expect(metrics.get('store_up')).toBe(1);
    expect(await there()).toEqual(FIGURES);
    expect(sumOf(metrics, 'store_connections')).toBeGreaterThan(0);
    expect(metrics.get('store_connections{state="waiting"}')).toBe(0);
  });

  it('jobs are timed by their queues', async () => {
    const resumed = 'job_duration_seconds_count{queue="resume",outcome="done"}';
    const done = async () => (await metricsOf(app)).get(resumed) ?? 0;
    const before = await done();
    await until(async () => (await done()) > before);
    expect(await done()).toBeGreaterThan(before);
  });

  it('that went away is down, and what it holds is absent, not zero', async () => {
    await database.drop();
    app.later(15_000);
    const metrics = await metricsOf(app);
    expect(metrics.get('store_up')).toBe(0);
    expect(await there()).toEqual([]);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });
});

describe('a database that cannot be reached', () => {
  const app = useApp({ store: () => ({ url: 'postgres://nobody@127.0.0.1:9/nothing' }) });

  it('is down, and the rest is told', async () => {
    await until(async () => {
      app.later(15_000);
      return (await metricsOf(app)).get('store_up') === 0;
    });
    const metrics = await metricsOf(app);
    expect(FIGURES.filter((name) => [...metrics.keys()].some((series) => series.startsWith(name)))).toEqual(
      [],
    );
    expect(metrics.get('upstream_in_flight{account="webex"}')).toBe(0);
  });
});
