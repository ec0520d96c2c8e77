import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Trace } from '../../../src/domain/telemetry/trace.ts';
import type {
  FailedCall,
  UpstreamExchange,
  UpstreamObserver,
} from '../../../src/domain/telemetry/upstream-events.ts';
import { parseBody } from '../../../src/upstream/parse.ts';
import { problemOf, until } from '../../support/assertions.ts';
import {
  answer,
  createGate,
  createScripted,
  createTokens,
  failure,
  openCall,
  READ,
  WRITE,
  type ScriptedOptions,
  type Step,
} from '../scripted.ts';

const OK = answer(200, { ok: true });

function createRig(options: ScriptedOptions = {}) {
  const exchanges: UpstreamExchange[] = [];
  const failures: FailedCall[] = [];
  const retried: string[] = [];
  const unusable: unknown[] = [];
  const observer: UpstreamObserver = {
    exchanged: (exchange) => exchanges.push(exchange),
    failed: (call) => failures.push(call),
    retried: (accountKey) => retried.push(accountKey),
    unusable: (exchange) => unusable.push(exchange),
  };
  return { ...createScripted({ ...options, observer }), exchanges, failures, retried, unusable };
}

const TRACE: Trace = {
  requestId: 'ours-1',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  isSampled: true,
  state: 'other=1',
};

describe('an HTTP request', () => {
  it.each<[string, Step]>([
    ['ok', OK],
    ['ok', answer(204)],
    ['not_found', answer(404)],
    ['refused', answer(400)],
    ['refused', answer(403)],
    ['refused', answer(301)],
    ['unauthorized', answer(401)],
    ['throttled', answer(429)],
    ['server_error', answer(500)],
    ['server_error', answer(408)],
    ['timeout', failure('UPSTREAM_TIMEOUT')],
    ['unreachable', failure('UPSTREAM_UNAVAILABLE')],
    ['bad_answer', { ...OK, content: 'OTHER' }],
  ])('comes to %s', async (outcome, step) => {
    const rig = createRig({ limits: { retries: 0 } });
    rig.next(step);
    await rig.send().catch(() => undefined);
    expect(rig.exchanges).toMatchObject([
      { accountKey: 'acme', operation: 'readThings', isLogin: false, outcome },
    ]);
  });

  it('comes to what the provider means with it, where its status misleads', async () => {
    const policy = { explain: () => ({ code: 'UPSTREAM_THROTTLED' as const }), budget: () => null };
    const rig = createRig({ policy, limits: { retries: 0 } });
    rig.next(answer(400));
    await problemOf(rig.send());
    expect(rig.exchanges).toMatchObject([{ outcome: 'throttled' }]);
  });

  it('is aborted when nobody waits for it any more', async () => {
    const rig = createRig();
    rig.next(createGate().step);
    const call = openCall();
    const sent = problemOf(rig.send(READ, call));
    await until(() => rig.sent.length === 1);
    call.leave();
    await sent;
    await until(() => rig.exchanges.length === 1);
    expect(rig.exchanges).toMatchObject([{ outcome: 'aborted' }]);
    expect(rig.failures).toEqual([]);
  });

  it('is told for each try, and each time credentials are renewed', async () => {
    const rig = createRig({ authorizer: createTokens() });
    rig.next(answer(401), answer(503), OK);
    await rig.send();
    expect(rig.exchanges.map(({ outcome }) => outcome)).toEqual(['unauthorized', 'server_error', 'ok']);
    expect(rig.retried).toEqual(['acme']);
    expect(rig.failures).toEqual([]);
  });

  it('that fetches credentials says so', async () => {
    const rig = createRig();
    rig.next(OK);
    await rig.send({ ...WRITE, isLogin: true });
    expect(rig.exchanges).toMatchObject([{ isLogin: true, operation: 'addThing' }]);
  });
});

describe('a call that fails', () => {
  it('is told once, after its last try, with its last status', async () => {
    const rig = createRig({ limits: { retries: 2 } });
    rig.next(failure('UPSTREAM_UNAVAILABLE'), answer(500), answer(503));
    await problemOf(rig.send(READ, { ...openCall(), trace: TRACE }));
    expect(rig.failures).toMatchObject([
      {
        accountKey: 'acme',
        operation: 'readThings',
        status: 503,
        attempts: 3,
        ms: 400,
        problem: { code: 'UPSTREAM_UNAVAILABLE' },
        trace: TRACE,
      },
    ]);
  });

  it('has no status without an answer', async () => {
    const rig = createRig();
    rig.always(failure('UPSTREAM_TIMEOUT'));
    await problemOf(rig.send(WRITE));
    expect(rig.failures).toMatchObject([{ status: null, attempts: 1, operation: 'addThing' }]);
  });

  it('is told once when many wait for it', async () => {
    const rig = createRig({ limits: { retries: 0 } });
    rig.next(answer(400));
    await Promise.all([problemOf(rig.send()), problemOf(rig.send())]);
    expect(rig.failures).toHaveLength(1);
  });

  it('is not told when it was held back here, or taken back', async () => {
    const rig = createRig({ limits: { retries: 0 } });
    rig.next(answer(429, {}, { 'retry-after': '60' }));
    await problemOf(rig.send());
    await problemOf(rig.send());
    const call = openCall();
    call.leave();
    await problemOf(rig.send({ ...READ, url: 'https://api.example/other' }, call));
    expect(rig.failures).toHaveLength(1);
  });

  it('is told when its answer turns out unusable, and stands in the health of the account', async () => {
    const rig = createRig();
    rig.next(OK);
    const response = await rig.send();
    expect(() => parseBody(z.object({ things: z.array(z.string()) }), response, 'acme')).toThrow(
      'documented form',
    );
    expect(rig.unusable).toEqual([{ accountKey: 'acme', operation: 'readThings' }]);
    expect(rig.failures).toMatchObject([{ status: 200, problem: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
    expect(rig.upstream.status().lastProblem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });
});

describe('the ids of a request', () => {
  it('go to the provider', async () => {
    const rig = createRig();
    rig.next(OK);
    await rig.send(READ, { ...openCall(), trace: TRACE });
    expect(rig.sent[0]?.headers).toMatchObject({
      'x-request-id': 'ours-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'other=1',
    });
  });

  it('stay here when the operator says so, and when there are none', async () => {
    const rig = createRig({ limits: { idsToProviders: false } });
    rig.next(OK);
    await rig.send(READ, { ...openCall(), trace: TRACE });
    const other = createRig();
    other.next(OK);
    await other.send();
    for (const { headers } of [...rig.sent, ...other.sent]) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-request-id']));
      expect(headers).not.toHaveProperty('traceparent');
    }
  });

  it('are those of the first where many share one request', async () => {
    const rig = createRig();
    rig.next(OK);
    const second = { ...TRACE, requestId: 'ours-2' };
    await Promise.all([TRACE, second].map((trace) => rig.send(READ, { ...openCall(), trace })));
    expect(rig.sent.map(({ headers }) => headers['x-request-id'])).toEqual(['ours-1']);
  });
});
