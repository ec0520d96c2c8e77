// The log tells when a change set begins to be carried out and what came of it, and joins its id to that of the request.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createChangeEngine } from '../../src/changes/engine.ts';
import { useApp } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { changeRequest } from '../support/change-requests.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { PATHS, genesysUser, place } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';

const BEGUN = 'a change set is carried out';
const ENDED = 'a change set has ended';

describe('the lines of a change set', () => {
  const rig = useEngine({ jump: true, settleAfterMs: 60_000 });
  const lines: [level: string, details: object, message: string][] = [];
  beforeEach(() => {
    lines.length = 0;
    for (const level of ['info', 'warn'] as const) {
      const keep = (details: object, message: string): void => void lines.push([level, details, message]);
      jest.spyOn(rig.deps.log, level).mockImplementation(keep);
    }
  });
  afterEach(() => void jest.restoreAllMocks());

  const write = { method: 'POST', path: PATHS.yext.write };
  const assign = (...stores: number[]) =>
    stores.map((store) => changeRequest('ASSIGN', place(`store-${store}`)));

  it('are two, of whoever works on it: its beginning, and its end with what it came to', async () => {
    const { call, ...request } = rig.request();
    const trace = {
      requestId: 'mine',
      traceId: '1'.repeat(32),
      spanId: '2'.repeat(16),
      isSampled: false,
      state: null,
    };
    const set = setOf(await rig.engine.apply(assign(1, 2), { ...request, call: { ...call, trace } }));
    // Its jobs find nothing left to do.
    await rig.work(set.id);
    const about = { set: `set ${set.id}`, principal: 'tester' };
    expect(lines).toEqual([
      ['info', { ...about, changes: 2, requestId: 'mine', traceId: trace.traceId }, BEGUN],
      [
        'info',
        {
          ...about,
          status: 'SUCCEEDED',
          ms: expect.any(Number),
          upstreamSent: set.madeCalls,
          changes: 2,
          outcomes: { VERIFIED: 2 },
        },
        ENDED,
      ],
    ]);
    expect(JSON.stringify(lines)).not.toContain('store-');
  });

  it('are there as well when nothing is left to send', async () => {
    await rig.engine.apply(assign(1), rig.request());
    expect(lines).toMatchObject([
      ['info', { changes: 1 }, BEGUN],
      ['info', { status: 'SUCCEEDED', outcomes: { NO_CHANGE: 1 } }, ENDED],
    ]);
  });

  it('warn of what was refused', async () => {
    rig.fleet.yext.fault({ ...write, fault: { kind: 'error', status: 403 } });
    await rig.engine.apply(assign(4), rig.request());
    expect(lines).toMatchObject([
      ['info', { changes: 1 }, BEGUN],
      ['warn', { status: 'FAILED', outcomes: { REJECTED: 1 } }, ENDED],
    ]);
  });

  it('tell of the end once more when later reads have shown another one', async () => {
    const user = genesysUser(1);
    await rig.providers.put(user, BARE);
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    await rig.engine.apply([changeRequest('ASSIGN', user)], rig.request());
    rig.calm();
    rig.advance(30 * 60_000);
    await rig.settle();
    expect(lines).toMatchObject([
      ['info', { changes: 1 }, BEGUN],
      ['info', { status: 'UNSETTLED', outcomes: { ACCEPTED_UNVERIFIED: 1 } }, ENDED],
      ['warn', { status: 'FAILED', outcomes: { REJECTED: 1 } }, ENDED],
    ]);
  });

  it('tell of a set that is cancelled before anybody works on it', async () => {
    // Shared by all processes through jobs, which nobody takes here.
    const engine = createChangeEngine({ ...rig.deps, inlineChanges: 0 });
    const set = setOf(await engine.apply(assign(5), rig.request({ waitMs: 0 })));
    await engine.cancel(set.id, 'tester');
    await engine.cancel(set.id, 'tester');
    await engine.stop();
    expect(lines).toMatchObject([
      ['info', { changes: 1 }, BEGUN],
      ['info', { status: 'CANCELLED', outcomes: { CANCELLED: 1 } }, ENDED],
    ]);
  });

  it('tell of neither for a plan until it is applied', async () => {
    await rig.providers.put(genesysUser(2), HELD);
    const requests = [changeRequest('REMOVE', genesysUser(2))];
    const plan = setOf(await rig.engine.plan(requests, rig.request()));
    expect(lines).toEqual([]);
    await rig.engine.applyPlan(plan, plan.hash, rig.request({ principal: 'another' }));
    expect(lines).toMatchObject([
      ['info', { principal: 'another' }, BEGUN],
      ['info', { principal: 'another', status: 'SUCCEEDED' }, ENDED],
    ]);
  });
});

describe('the id of a set', () => {
  const app = useApp();

  it('is joined to that of its request, as the graph and the provider have it', async () => {
    const { data } = await app.ask<{ assignLicense: { changeSet: { id: string } } }>(
      `mutation { assignLicense(input: {
        license: { key: { accountKey: "listings", externalId: "LP-EMPTY" } }
        assignee: { key: { kind: ENTITY, externalId: "store-1" } }
        waitSeconds: 60
      }) { changeSet { id } } }`,
      { headers: { 'x-request-id': 'the-request' } },
    );
    const { id } = present(data.assignLicense.changeSet);
    const begun = present(app.noted.find((line) => line.startsWith(BEGUN)));
    expect(begun).toContain('"requestId":"the-request"');
    expect(begun).toContain(`"set":"${id}"`);
    await until(() => app.noted.some((line) => line.startsWith(ENDED) && line.includes(id)));
  });
});
