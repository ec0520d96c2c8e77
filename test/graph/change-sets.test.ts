// Change sets through HTTP, after the request that made them: under way, listed, stopped, repeated, taken back.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { everyPage, useApp, writesOf, type NodesOfMany } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { assigning, pack } from '../support/inputs.ts';
import { finished, mutate, outcomesOf, planOf, refusalsOf, type Payload } from '../support/mutations.ts';

// What no read has shown is left as it is, for as long as these tests take.
const app = useApp({ changes: { attempts: 1, settleMs: 600_000 } });

describe('a set', () => {
  it('goes on after the request, and is looked up by id', async () => {
    const stores = [27, 28, 31, 32, 34, 35].map((place) => `store-${place}`);
    const started = await mutate(app, 'applyLicenseChanges', { ...assigning(...stores), waitSeconds: 0 });
    expect(started.changeSet).toMatchObject({ status: 'RUNNING', progress: { total: 6 } });
    const done = await finished(app, started.changeSet?.id);
    expect(done).toMatchObject({ status: 'SUCCEEDED', progress: { verified: 6, pending: 0 } });
    const change = done.changes.nodes[3];
    const { nodes } = await app.data<{ nodes: object[] }>(
      `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on LicenseChange { outcome } ... on ChangeSet { status } } }`,
      { variables: { ids: [done.id, change?.id] } },
    );
    expect(nodes).toEqual([
      { __typename: 'ChangeSet', id: done.id, status: 'SUCCEEDED' },
      { __typename: 'LicenseChange', id: change?.id, outcome: 'VERIFIED' },
    ]);
  });

  it('tells what is under way', async () => {
    app.fleet.yext.fault({
      method: 'POST',
      path: 'assigned-entities',
      fault: { kind: 'latency', ms: 1_000 },
    });
    const started = await mutate(app, 'applyLicenseChanges', {
      ...assigning('store-48', 'store-51', 'store-52'),
      waitSeconds: 0,
    });
    const seen: number[] = [];
    await until(async () => {
      const { changeSet } = await app.data<{ changeSet: { progress: { underWay: number } } }>(
        'query($id: ID!) { changeSet(id: $id) { progress { underWay pending } } }',
        { variables: { id: started.changeSet?.id } },
      );
      seen.push(changeSet.progress.underWay);
      return changeSet.progress.underWay > 0;
    });
    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
    const done = await finished(app, started.changeSet?.id);
    expect(done.progress).toMatchObject({ verified: 3, underWay: 0 });
  });

  it('with nothing to repeat or to take back says so', async () => {
    const plan = await mutate(app, 'planLicenseChanges', assigning('store-54'));
    const same = await mutate(app, 'assignLicense', pack('store-17', 'LP-PAGES'));
    for (const [name, id] of [
      ['undoChangeSet', plan.changeSet?.id],
      ['undoChangeSet', same.changeSet?.id],
      ['retryChangeSet', same.changeSet?.id],
    ] as const) {
      const answer = await mutate(app, name, { id });
      expect(answer).toMatchObject({ changeSet: null, problems: [{ code: 'CHANGE_REFUSED', path: ['id'] }] });
    }
  });

  it('is cancelled where nothing was sent yet', async () => {
    const plan = await mutate(app, 'planLicenseChanges', assigning('store-47'));
    const cancelled = await mutate(app, 'cancelChangeSet', { id: plan.changeSet?.id });
    expect([cancelled.changeSet?.status, outcomesOf(cancelled)]).toEqual(['CANCELLED', ['ASSIGN CANCELLED']]);
    const again = await mutate(app, 'cancelChangeSet', { id: plan.changeSet?.id });
    expect(again.changeSet?.status).toBe('CANCELLED');
    const closed = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(closed.problems).toMatchObject([{ code: 'PLAN_CLOSED', message: 'This plan was cancelled.' }]);
    expect(writesOf(app)).toEqual([]);
  });

  it('is in the list, newest first, page by page', async () => {
    for (let made = 0; made < 9; made += 1) await mutate(app, 'planLicenseChanges', assigning('store-54'));
    const list = `query($after: String) { changeSets(first: 2, after: $after, filter: { statuses: [PLANNED] }) {
      nodes { id createdAt } pageInfo { hasNextPage endCursor } } }`;
    type Page = NodesOfMany<{ id: string; createdAt: string }>;
    const pages = await everyPage<Page>(app, list, ['changeSets']);
    const seen = pages.flatMap(({ nodes }) => nodes.map(({ createdAt, id }) => `${createdAt} ${id}`));
    expect(seen.length).toBeGreaterThan(8);
    expect(new Set(seen).size).toBe(seen.length);
    const times = seen.map((row) => row.slice(0, 24));
    expect(times).toEqual(times.toSorted().toReversed());
  });
});

describe('a set that went wrong', () => {
  let failed: Payload;
  let lied: Payload;
  // At once: what a write has done is known after the last look at it only, seconds later.
  beforeAll(async () => {
    const write = { method: 'POST', path: 'assigned-entities/store-37' };
    app.fleet.yext.fault({ ...write, fault: { kind: 'error', status: 500 } });
    app.fleet.yext.fault({ ...write, path: 'assigned-entities/store-42', fault: { kind: 'lie' } });
    const { changes } = assigning('store-37', 'store-38');
    [failed, lied] = await Promise.all([
      mutate(app, 'applyLicenseChanges', {
        changes: [...changes, { action: 'ASSIGN', ...pack('store-41', 'LP-FULL') }],
      }),
      mutate(app, 'assignLicense', pack('store-42')),
    ]);
  });

  it('is retried for what failed and can succeed, and undone for what was verified', async () => {
    expect(outcomesOf(failed)).toEqual(['ASSIGN REJECTED', 'ASSIGN VERIFIED', 'ASSIGN REJECTED']);
    expect(failed.changeSet?.changes.nodes.map(({ problem }) => problem?.code ?? null)).toEqual([
      'UPSTREAM_UNAVAILABLE',
      null,
      'NO_SEATS',
    ]);
    const { id } = failed.changeSet ?? {};
    const retried = await mutate(app, 'retryChangeSet', { id });
    expect([outcomesOf(retried), retried.changeSet?.retryOf]).toEqual([['ASSIGN VERIFIED'], id]);
    const undone = await mutate(app, 'undoChangeSet', { id });
    expect([outcomesOf(undone), undone.changeSet?.undoOf]).toEqual([['REMOVE VERIFIED'], id]);
  });

  it('because the provider lied cannot be undone, and says so', async () => {
    expect(outcomesOf(lied)).toEqual(['ASSIGN ACCEPTED_UNVERIFIED']);
    const undone = await mutate(app, 'undoChangeSet', { id: lied.changeSet?.id });
    expect([undone.changeSet, refusalsOf(undone)]).toEqual([null, [['CANNOT_UNDO', ['changes', '0']]]]);
  });
});
