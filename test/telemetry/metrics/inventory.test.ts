// Metrics of the inventory: what sweeps came to, how each account stands, and what waits for a decision.
import { describe, expect, it } from '@jest/globals';
import { metricsOf, useApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { createDatabase } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';

const STATUSES = ['READY', 'FIRST_SWEEP', 'STALE', 'HELD', 'OFF'];

describe('an account that is swept, beside others that are not', () => {
  const database = opened(createDatabase, (it) => it.drop());
  const app = useApp({
    store: () => ({ url: database.url }),
    inventory: { off: false },
    accounts: (seeded) =>
      seeded.map((one) => ({ ...one, inventory: { off: !one.key.startsWith('genesys') } })),
  });
  /** What is read from the database is read anew. */
  const anew = async () => {
    app.later(15_000);
    return await metricsOf(app);
  };
  const statusOf = (metrics: ReadonlyMap<string, number>, account: string) =>
    STATUSES.filter((one) => metrics.get(`inventory_status{account="${account}",status="${one}"}`) === 1);

  it('is counted with its calls, rows and time, and is as old as its last sweep', async () => {
    const swept = 'sweeps_total{account="genesys-us",why="DUE",outcome="COMPLETE"}';
    await until(async () => ((await metricsOf(app)).get(swept) ?? 0) > 0);
    const metrics = await anew();
    expect(metrics.get(swept)).toBe(1);
    expect(metrics.get('sweep_calls_total{account="genesys-us"}')).toBeGreaterThanOrEqual(4);
    expect(metrics.get('sweep_rows_total{account="genesys-us",change="added"}')).toBeGreaterThan(100);
    expect(metrics.get('sweep_rows_total{account="genesys-us",change="closed"}')).toBe(0);
    expect(metrics.get('sweep_duration_seconds_count{why="DUE"}')).toBeGreaterThanOrEqual(1);
    const age = metrics.get('inventory_age_seconds{account="genesys-us"}') ?? 0;
    expect(age).toBeGreaterThanOrEqual(15);
    expect(metrics.get('inventory_rows_held_back{account="genesys-us"}')).toBe(0);
    expect(metrics.get('inventory_incomplete_sweeps{account="genesys-us"}')).toBe(0);
    expect(statusOf(metrics, 'genesys-us')).toEqual(['READY']);
    expect(statusOf(metrics, 'webex')).toEqual(['OFF']);
    expect(metrics.has('inventory_age_seconds{account="webex"}')).toBe(false);
    app.later(60_000);
    const later = await metricsOf(app);
    expect(later.get('inventory_age_seconds{account="genesys-us"}')).toBeGreaterThanOrEqual(age + 60);
  });

  it('is counted as incomplete while a list of it cannot be read', async () => {
    app.fleet.genesys.fault({ path: '/license/users$', fault: { kind: 'error', status: 403 } });
    const swept = 'sweeps_total{account="genesys-us",why="DUE",outcome="INCOMPLETE"}';
    for (const count of [1, 2]) {
      app.later(3_600_000);
      await until(async () => (await metricsOf(app)).get(swept) === count);
      const metrics = await anew();
      expect(metrics.get('inventory_incomplete_sweeps{account="genesys-us"}')).toBe(count);
      expect(metrics.get('inventory_incomplete_sweeps{account="webex"}')).toBe(0);
    }
  });

  it('waits for a moment, seen as paused, and is STALE when it cannot be swept for long', async () => {
    app.fleet.genesys.fault({ fault: { kind: 'error', status: 503 } });
    const paused = 'sweeps_open{account="genesys-us",state="paused"}';
    app.later(3_600_000);
    await until(async () => (await anew()).get(paused) === 1);
    const metrics = await anew();
    expect(statusOf(metrics, 'genesys-us')).toEqual(['STALE']);
    expect(metrics.get('sweeps_open{account="genesys-us",state="queued"}')).toBe(0);
  });
});
