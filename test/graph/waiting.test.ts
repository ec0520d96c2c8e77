// Changes that wait for others of their set: a move takes the old license away only when the new one is there.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { useApp, writesOf } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { device, pack } from '../support/inputs.ts';
import { finished, mutate, outcomesOf, planOf, refusalsOf, type Payload } from '../support/mutations.ts';

const app = useApp({ changes: { attempts: 1, settleAfterMs: 500, settleMs: 1_000 } });

const assign = (given: object, ...waitsFor: number[]) => ({ action: 'ASSIGN', ...given, waitsFor });
const remove = (given: object, ...waitsFor: number[]) => ({ action: 'REMOVE', ...given, waitsFor });

async function apply(...changes: object[]): Promise<Payload> {
  return await mutate(app, 'applyLicenseChanges', { changes });
}

describe('a removal that waits for an assignment', () => {
  it('goes from one account to another of another provider', async () => {
    const moved = await apply(assign(device(imei(133))), remove(pack('store-14', 'LP-PAGES'), 0));
    expect([moved.changeSet?.status, moved.changeSet?.progress['verified']]).toEqual(['SUCCEEDED', 2]);
    const back = await mutate(app, 'undoChangeSet', { id: moved.changeSet?.id });
    expect(outcomesOf(back)).toEqual(['REMOVE VERIFIED', 'ASSIGN VERIFIED']);
    const [removal, assignment] = back.changeSet?.changes.nodes ?? [];
    expect([removal?.waitsFor, assignment?.waitsFor]).toEqual([[assignment?.id], []]);
  });

  it('is SKIPPED when the assignment is refused beforehand, and what waits for it as well', async () => {
    const moved = await apply(
      assign(pack('store-19', 'LP-FULL')),
      remove(pack('store-19', 'LP-LISTINGS'), 0),
      assign(pack('store-19'), 1),
      assign(pack('store-22')),
    );
    expect(moved.changeSet).toMatchObject({
      status: 'PARTIAL',
      progress: { rejected: 1, skipped: 2, verified: 1 },
    });
    expect(refusalsOf(moved)).toEqual([
      ['NO_SEATS', ['changes', '0']],
      ['DEPENDENCY_FAILED', ['changes', '1']],
      ['DEPENDENCY_FAILED', ['changes', '2']],
    ]);
    // Each names the one that failed first.
    expect(moved.problems.slice(1).map(({ hint }) => hint)).toEqual([
      'See change 0: NO_SEATS.',
      'See change 0: NO_SEATS.',
    ]);
    expect(writesOf(app)).toHaveLength(1);
  });

  it('is a refusal of the input when it is left out beforehand, and not when it is left out on the way', async () => {
    const write = { method: 'POST', path: 'assigned-entities/store-112' };
    app.fleet.yext.fault({ ...write, fault: { kind: 'error', status: 500 } });
    const input = {
      changes: [
        assign(pack('store-112')),
        remove(pack('store-112', 'LP-LISTINGS'), 0),
        assign(pack('store-19', 'LP-FULL')),
        remove(pack('store-19', 'LP-LISTINGS'), 2),
      ],
      idempotencyKey: 'left-out',
    };
    const first = await mutate(app, 'applyLicenseChanges', input);
    expect(first.changeSet?.changes.nodes.map(({ problem }) => [problem?.code, problem?.path])).toEqual([
      ['UPSTREAM_UNAVAILABLE', null],
      ['DEPENDENCY_FAILED', null],
      ['NO_SEATS', ['changes', '2']],
      ['DEPENDENCY_FAILED', ['changes', '3']],
    ]);
    const told = [
      ['NO_SEATS', ['changes', '2']],
      ['DEPENDENCY_FAILED', ['changes', '3']],
    ];
    expect(refusalsOf(first)).toEqual(told);
    const again = await mutate(app, 'applyLicenseChanges', input);
    expect([again.replayed, refusalsOf(again)]).toEqual([true, told]);
  });

  it('is tried again with the assignment that the provider refused', async () => {
    const write = { method: 'POST', path: 'assigned-entities/store-104' };
    app.fleet.yext.fault({ ...write, fault: { kind: 'error', status: 500 } });
    const moved = await apply(assign(pack('store-104')), remove(pack('store-104', 'LP-LISTINGS'), 0));
    app.clearFaults();
    const again = await mutate(app, 'retryChangeSet', { id: moved.changeSet?.id });
    expect([again.changeSet?.status, outcomesOf(again)]).toEqual([
      'SUCCEEDED',
      ['ASSIGN VERIFIED', 'REMOVE VERIFIED'],
    ]);
  });

  it('waits while nobody can tell, and is left out when the provider said yes and did nothing', async () => {
    const write = { method: 'POST', path: 'assigned-entities/store-107' };
    app.fleet.yext.fault({ ...write, fault: { kind: 'lie' } });
    const changes = [assign(pack('store-107')), remove(pack('store-107', 'LP-LISTINGS'), 0)];
    const begun = await mutate(app, 'applyLicenseChanges', { changes, waitSeconds: 0 });
    const id = begun.changeSet?.id;
    const look = async () =>
      (
        await app.data<{
          changeSet: { status: string; progress: { acceptedUnverified: number; pending: number } };
        }>('query($id: ID!) { changeSet(id: $id) { status progress { acceptedUnverified pending } } }', {
          variables: { id },
        })
      ).changeSet;
    await until(async () => (await look()).progress.acceptedUnverified === 1);
    expect(await look()).toMatchObject({ status: 'RUNNING', progress: { pending: 1 } });
    await until(async () => {
      app.later(1_000);
      return (await look()).status !== 'RUNNING';
    });
    const done = await finished(app, id);
    expect(done.status).toBe('FAILED');
    expect(done.changes.nodes.map(({ outcome }) => outcome)).toEqual(['REJECTED', 'SKIPPED']);
    expect(writesOf(app).filter((one) => one.startsWith('DELETE'))).toEqual([]);
  });

  it('frees no seat for what it waits for', async () => {
    const moved = await apply(assign(pack('store-21', 'LP-FULL')), remove(pack('store-101', 'LP-FULL'), 0));
    expect(refusalsOf(moved)).toEqual([
      ['NO_SEATS', ['changes', '0']],
      ['DEPENDENCY_FAILED', ['changes', '1']],
    ]);
    expect(moved.changeSet?.status ?? 'FAILED').toBe('FAILED');
  });

  it('is planned as it will be carried out', async () => {
    const changes = [assign(pack('store-115')), remove(pack('store-115', 'LP-LISTINGS'), 0)];
    const plan = await mutate(app, 'planLicenseChanges', { changes });
    expect(plan.changeSet?.upstreamCalls.planned).toBe(2);
    const applied = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect([applied.changeSet?.status, applied.changeSet?.upstreamCalls.made]).toEqual(['SUCCEEDED', 2]);
  });
});

describe('waiting for what cannot be', () => {
  it('stays refused in a set that is tried again and taken back', async () => {
    const write = { method: 'POST', path: 'assigned-entities/store-118' };
    app.fleet.yext.fault({ ...write, fault: { kind: 'error', status: 500 } });
    const first = await apply(
      assign(pack('store-22'), 1),
      assign(pack('store-24'), 0),
      assign(pack('store-118')),
      assign(pack('store-121')),
    );
    expect(outcomesOf(first)).toEqual([
      'ASSIGN REJECTED',
      'ASSIGN REJECTED',
      'ASSIGN REJECTED',
      'ASSIGN VERIFIED',
    ]);
    app.clearFaults();
    const again = await mutate(app, 'retryChangeSet', { id: first.changeSet?.id });
    expect(outcomesOf(again)).toEqual(['ASSIGN VERIFIED']);
    const back = await mutate(app, 'undoChangeSet', { id: first.changeSet?.id });
    expect(outcomesOf(back)).toEqual(['REMOVE VERIFIED']);
  });

  it.each([
    ['itself', [assign(pack('store-22'), 0)], [0]],
    ['a circle', [assign(pack('store-22'), 1), assign(pack('store-23'), 0)], [0, 1]],
    ['none there is', [assign(pack('store-22'), 7)], [0]],
    ['what is before the first', [assign(pack('store-22'), -1)], [0]],
  ])('is refused: %s', async (_what, changes, places) => {
    const applied = await apply(...changes);
    expect(refusalsOf(applied)).toEqual(
      places.map((place) => ['BAD_INPUT', ['changes', String(place), 'waitsFor']]),
    );
    expect(writesOf(app)).toEqual([]);
  });
});
