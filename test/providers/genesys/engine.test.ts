// What changes come to when the provider is busy, or answers without what was asked for.
import { describe, expect, it } from '@jest/globals';
import { useEngine } from '../../support/engine.ts';
import { changeRequest } from '../../support/change-requests.ts';
import { PATHS, genesysUser } from '../../support/license-targets.ts';
import { BARE, HELD } from '../../support/provider-state.ts';

const rig = useEngine({ jump: true });
const target = genesysUser(5);
const { read, write } = PATHS.genesys;

describe('another change under way', () => {
  it('is read, and the write is tried again', async () => {
    await rig.providers.put(target, BARE);
    rig.fleet.genesys.fault({ path: write, times: 1, fault: { kind: 'error', status: 409 } });
    const answer = await rig.engine.apply([changeRequest('ASSIGN', target)], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'VERIFIED', problem: null });
    await rig.expectTruth(answer);
  });

  it('that does not end is a refusal that may pass', async () => {
    await rig.providers.put(target, BARE);
    rig.calm();
    rig.fleet.genesys.fault({ path: write, fault: { kind: 'error', status: 409 } });
    const answer = await rig.engine.apply([changeRequest('ASSIGN', target)], rig.request());
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'REJECTED',
      problem: { retryable: true, providerCode: 'conflict' },
    });
    expect(rig.writes()).toHaveLength(2);
    await rig.expectTruth(answer);
  });
});

describe('a removal that had no effect', () => {
  it.each([
    ['nothing', {}],
    ['null', { id: target.externalId, licenses: null }],
    ['a failure', { code: 'internal.server.error', status: 500 }],
  ])('is not taken for made because a read answers %s', async (_, body) => {
    await rig.providers.put(target, HELD);
    rig.fleet.genesys.fault({ path: write, fault: { kind: 'lie' } });
    // Planning reads once; from then on nothing is told.
    rig.fleet.genesys.fault({ path: read, after: 1, fault: { kind: 'answer', status: 200, body } });
    const answer = await rig.engine.apply([changeRequest('REMOVE', target)], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'ACCEPTED_UNVERIFIED' });
    await rig.expectTruth(answer);
  });

  it.each([
    ['nothing', {}],
    ['a failure', { code: 'internal.server.error', status: 500 }],
  ])('is not planned as one that changes nothing because a read answers %s', async (_, body) => {
    await rig.providers.put(target, HELD);
    rig.fleet.genesys.fault({ path: read, fault: { kind: 'answer', status: 200, body } });
    const plan = await rig.engine.plan([changeRequest('REMOVE', target)], rig.request());
    expect(plan.set).toBeNull();
    expect(plan.problems).toMatchObject([{ code: 'UPSTREAM_BAD_RESPONSE', retryable: true }]);
  });
});
