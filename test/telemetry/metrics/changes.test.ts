// Metrics of changes: what they came to, how long until a read showed them, and what is open in the database.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { metricsOf, movedBy, sumOf, useApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { assigning, device, pack } from '../../support/inputs.ts';
import { mutate } from '../../support/mutations.ts';

const KEPT_MS = 15_000;

describe('changes that are carried out', () => {
  const app = useApp({ changes: { settleMs: 600_000, settleAfterMs: 600_000 } });
  const outcome = (action: string, came: string) =>
    `changes_total{account="listings",action="${action}",outcome="${came}"}`;
  const verified = 'change_verification_seconds_count{account="listings"}';

  it('are counted by action and outcome, and timed until a read shows them', async () => {
    const moved = await movedBy(app, async () => {
      await mutate(app, 'applyLicenseChanges', assigning('store-27', 'store-28'));
      await mutate(app, 'removeLicense', pack('store-27'));
    });
    expect(moved(outcome('ASSIGN', 'VERIFIED'))).toBe(2);
    expect(moved(outcome('REMOVE', 'VERIFIED'))).toBe(1);
    expect(moved(verified)).toBe(3);
  });

  it('are not timed when they were refused', async () => {
    app.fleet.yext.fault({ method: 'POST', fault: { kind: 'error', status: 400 } });
    const moved = await movedBy(app, () => mutate(app, 'assignLicense', pack('store-31')));
    expect([moved(outcome('ASSIGN', 'REJECTED')), moved(verified)]).toEqual([1, 0]);
  });

  it('that no read has shown are unsettled, as old as the oldest; later reads time them, too', async () => {
    app.fleet.yext.fault({ method: 'POST', fault: { kind: 'lie' } });
    const moved = await movedBy(app, () => mutate(app, 'assignLicense', pack('store-32')));
    expect(moved(outcome('ASSIGN', 'ACCEPTED_UNVERIFIED'))).toBe(1);
    app.later(KEPT_MS);
    const metrics = await metricsOf(app);
    expect(metrics.get('changes_unsettled{account="listings"}')).toBe(1);
    expect(metrics.get('changes_unsettled{account="webex"}')).toBe(0);
    expect(metrics.get('changes_oldest_unsettled_seconds{account="listings"}')).toBeGreaterThanOrEqual(15);
    expect(metrics.get('changes_oldest_unsettled_seconds{account="webex"}')).toBe(0);
  });
});

describe('what a later read settles', () => {
  const app = useApp({ changes: { settleMs: 1_000, settleAfterMs: 500 } });

  it('is timed, and is not counted again', async () => {
    app.fleet.yext.fault({
      method: 'GET',
      path: '/licenses/assignments',
      after: 1,
      times: 6,
      fault: { kind: 'error', status: 503 },
    });
    const before = await metricsOf(app);
    await mutate(app, 'assignLicense', pack('store-34'));
    app.clearFaults();
    const name = 'change_verification_seconds_count{account="listings"}';
    await until(async () => ((await metricsOf(app)).get(name) ?? 0) > (before.get(name) ?? 0));
    const after = await metricsOf(app);
    expect(sumOf(after, 'changes_total')).toBe(1);
  });
});

describe('what is open in the database', () => {
  const app = useApp({ changes: { settleMs: 600_000, schedulesMs: 3_600_000, inlineChanges: 500 } });

  it('is absent in a database in memory that nobody has used, and the store is up', async () => {
    const metrics = await metricsOf(app);
    expect(metrics.get('store_up')).toBe(1);
    for (const name of ['change_sets_open', 'changes_unsettled', 'jobs', 'store_connections'])
      expect([name, [...metrics.keys()].filter((series) => series.startsWith(name))]).toEqual([name, []]);
  });

  it('counts sets that are carried out, and jobs', async () => {
    app.fleet.yext.fault({ method: 'POST', fault: { kind: 'stall' } });
    await mutate(app, 'applyLicenseChanges', { ...assigning('store-27'), waitSeconds: 0 });
    app.later(KEPT_MS);
    const metrics = await metricsOf(app);
    expect(metrics.get('change_sets_open')).toBe(1);
    expect(metrics.get('store_up')).toBe(1);
    const queues = ['run-part', 'resume', 'settle', 'fire-schedules', 'retention'];
    expect(queues.filter((queue) => !metrics.has(`jobs{queue="${queue}",state="waiting"}`))).toEqual([]);
    expect(queues.filter((queue) => !metrics.has(`job_oldest_seconds{queue="${queue}"}`))).toEqual([]);
    // Within the process: there is no pool of connections.
    expect([...metrics.keys()].filter((series) => series.startsWith('store_connections'))).toEqual([]);
  });

  it('counts removals that are overdue, and tells what was read for fifteen seconds', async () => {
    app.clearFaults();
    const removalOn = new Date(Date.now() + 172_800_000).toISOString().slice(0, 10);
    const held = device(imei(122));
    await mutate(app, 'assignLicense', held);
    await mutate(app, 'scheduleLicenseRemoval', { ...held, removalOn });
    const overdue = async () => (await metricsOf(app)).get('scheduled_removals_overdue{account="fleet"}');
    app.later(KEPT_MS);
    expect(await overdue()).toBe(0);
    // The clock of the app alone decides that the day has come.
    app.later(259_200_000);
    expect(await overdue()).toBe(1);
    app.later(-KEPT_MS + 1);
    expect(await overdue()).toBe(1);
  });
});
