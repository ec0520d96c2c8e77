// Requests that carry several: each part is answered, refused, paused for and sent again by itself.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { ProblemError } from '../../../src/domain/problem.ts';
import { parseBody } from '../../../src/upstream/parse.ts';
import type { TransportRequest } from '../../../src/upstream/transport.ts';
import {
  createUpstream,
  type Authorizer,
  type PartAnswer,
  type PartOutcome,
  type PartsRequest,
  type UpstreamPolicy,
} from '../../../src/upstream/upstream.ts';
import { problemOf } from '../../support/assertions.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { startStub } from '../../support/stub-server.ts';
import {
  READ,
  answer,
  createGate,
  createScripted,
  createTokens,
  failure,
  openCall,
  type OpenCall,
  type Scripted,
  type ScriptedOptions,
} from '../scripted.ts';

const Batch = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});

/** Asks for a path by each key, as `$batch` of Microsoft Graph. */
function batch(keys: string, changes: Partial<PartsRequest<string>> = {}): PartsRequest<string> {
  return {
    operation: 'readThings',
    effect: 'READ',
    parts: new Map(keys.split('').map((key) => [key, `/things/${key}`])),
    pack: (parts) => ({
      method: 'POST',
      url: 'https://api.example/$batch',
      json: { requests: [...parts].map(([id, url]) => ({ id, url })) },
    }),
    unpack: (response) =>
      parseBody(Batch, response, 'acme').responses.map(({ id, ...part }) => ({ ...part, key: id })),
    ...changes,
  };
}

const ACCEPTS_404 = { accept: ({ status }: { readonly status: number }) => status === 404 };

/** An answer to a batch: `a: 200`, or more of a part. */
function told(parts: Readonly<Record<string, number | Omit<PartAnswer, 'key'>>>) {
  const responses = Object.entries(parts).map(([id, part]) =>
    typeof part === 'number' ? { id, status: part, body: { thing: id } } : { id, ...part },
  );
  return answer(200, { responses });
}

const paused = (seconds: number) => ({ status: 429, headers: { 'Retry-After': String(seconds) } });

function asked({ sent }: Pick<Scripted, 'sent'>): readonly string[] {
  return sent.map(({ body }) => {
    const { requests } = JSON.parse(body ?? '') as { requests: readonly { readonly id: string }[] }; // what `batch` packs
    return requests.map(({ id }) => id).join('');
  });
}

/** The status of each part, or the code of its problem. */
function said(outcomes: ReadonlyMap<string, PartOutcome>): Readonly<Record<string, number | string>> {
  const outcome = (part: PartOutcome) => (part instanceof ProblemError ? part.problem.code : part.status);
  return Object.fromEntries([...outcomes].map(([key, part]) => [key, outcome(part)]));
}

function problemAt(outcomes: ReadonlyMap<string, PartOutcome>, key: string) {
  const outcome = outcomes.get(key);
  if (!(outcome instanceof ProblemError)) throw new Error(`${key} has no problem`);
  return outcome.problem;
}

function scriptedParts(options: ScriptedOptions = {}) {
  const scripted = createScripted(options);
  return {
    ...scripted,
    sendParts: (request: PartsRequest<string>, call: OpenCall = openCall()) =>
      scripted.upstream.sendParts(request, call),
  };
}

describe('parts', () => {
  it('hands on what the whole answer says of itself, but for its pause, where a part says nothing', async () => {
    const scripted = scriptedParts();
    const responses = [
      { id: 'a', status: 200, body: 1 },
      { id: 'b', status: 200, headers: { 'X-Request-Id': 'own' }, body: 2 },
    ];
    const common = { 'x-request-id': 'whole', 'x-left': '7', 'retry-after': '60' };
    scripted.next(answer(200, { responses }, common));
    const outcomes = await scripted.sendParts(batch('ab'));
    const headersOf = (key: string) => {
      const outcome = outcomes.get(key);
      return outcome instanceof ProblemError ? outcome.problem : outcome?.headers;
    };
    expect(headersOf('a')).toEqual({ 'x-request-id': 'whole', 'x-left': '7' });
    expect(headersOf('b')).toEqual({ 'x-request-id': 'own', 'x-left': '7' });
  });

  it('are packed into one request, and answered by key in the order asked', async () => {
    const scripted = scriptedParts();
    scripted.next(told({ c: 200, a: { status: 201, headers: { ETag: 'x' }, body: 1 }, b: { status: 204 } }));
    const outcomes = await scripted.sendParts(batch('abc'));
    expect([...outcomes]).toMatchObject([
      ['a', { status: 201, headers: { etag: 'x' }, body: 1, content: 'JSON' }],
      ['b', { status: 204, headers: {}, body: undefined, content: 'EMPTY' }],
      ['c', { status: 200, body: { thing: 'c' }, content: 'JSON' }],
    ]);
    expect(scripted.sent).toMatchObject([{ method: 'POST', url: 'https://api.example/$batch' }]);
    expect(asked(scripted)).toEqual(['abc']);
  });

  it('that are none are not sent', async () => {
    const scripted = scriptedParts();
    expect([...(await scripted.sendParts(batch('')))]).toEqual([]);
    expect(scripted.sent).toEqual([]);
  });

  it('travel over HTTP with the credentials of the account', async () => {
    const stub = await startStub(() => ({ body: told({ a: 200, b: 404 }).body }));
    const { runtime, close } = testRuntime();
    try {
      const upstream = createUpstream(runtime, {
        accountKey: 'acme',
        policy: { explain: () => ({}), budget: () => null },
        authorizer: { headers: () => Promise.resolve({ authorization: 'Bearer t' }), renew: () => false },
      });
      const { pack } = batch('');
      const request = batch('ab', { pack: (parts) => ({ ...pack(parts), url: `${stub.url}/$batch` }) });
      const call = testCall();
      expect(said(await upstream.sendParts(request, call))).toEqual({ a: 200, b: 'UPSTREAM_REJECTED' });
      expect(stub.requests).toMatchObject([
        { method: 'POST', url: '/$batch', headers: { authorization: 'Bearer t' } },
      ]);
      expect(call.events).toMatchObject([{ accountKey: 'acme', kind: 'SENT' }]);
    } finally {
      close();
      await stub.close();
    }
  });

  it('are judged as whole answers are: by status, policy and what is accepted', async () => {
    const policy: UpstreamPolicy = {
      explain: ({ headers }) => ({ providerCode: headers['code'] ?? null }),
      budget: ({ headers }) =>
        headers['left'] === undefined
          ? null
          : { limit: 9, remaining: Number(headers['left']), resetAt: null },
    };
    const scripted = scriptedParts({ policy });
    scripted.next(told({ a: { status: 403, headers: { Code: 'E1', Left: '7' } }, b: 400, c: 404, d: 200 }));
    const outcomes = await scripted.sendParts(batch('abcd', ACCEPTS_404));
    expect(said(outcomes)).toEqual({ a: 'UPSTREAM_FORBIDDEN', b: 'UPSTREAM_REJECTED', c: 404, d: 200 });
    expect(problemAt(outcomes, 'a')).toMatchObject({ providerCode: 'E1', accountKey: 'acme' });
    expect(scripted.upstream.status()).toMatchObject({
      lastSuccessAt: new Date(scripted.clock.now).toISOString(),
      lastProblem: { code: 'UPSTREAM_REJECTED' },
      budget: { remaining: 7 },
    });
  });

  it('that the answer leaves out, or tells twice, have no answer', async () => {
    const scripted = scriptedParts();
    const [a] = parseBody(Batch, told({ a: 200 }), 'acme').responses;
    scripted.next(answer(200, { responses: [a, a, { id: 'c', status: 200 }] }));
    const outcomes = await scripted.sendParts(batch('abc'));
    expect(said(outcomes)).toEqual({ a: 'UPSTREAM_BAD_RESPONSE', b: 'UPSTREAM_BAD_RESPONSE', c: 200 });
    expect(problemAt(outcomes, 'a')).toMatchObject({
      accountKey: 'acme',
      message: expect.stringMatching(/twice/),
    });
    expect(problemAt(outcomes, 'b')).toMatchObject({
      accountKey: 'acme',
      message: expect.stringMatching(/left this out/),
    });
    expect(scripted.upstream.status().lastProblem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });

  it('nobody asked for are ignored by a read, and make a write’s answer unusable', async () => {
    const scripted = scriptedParts();
    scripted.always(told({ a: 200, z: 200 }));
    expect(said(await scripted.sendParts(batch('a')))).toEqual({ a: 200 });
    expect(await problemOf(scripted.sendParts(batch('a', { effect: 'WRITE' })))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      accountKey: 'acme',
    });
  });

  it.each<['READ' | 'WRITE', number]>([
    ['READ', 3],
    ['WRITE', 1],
  ])('fail together where the whole answer of a %s fails', async (effect, times) => {
    const scripted = scriptedParts({ limits: { retries: 2 } });
    scripted.always(answer(503));
    const request = batch('ab', { effect });
    expect(await problemOf(scripted.sendParts(request))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      accountKey: 'acme',
    });
    expect(scripted.sent).toHaveLength(times);
    expect(scripted.upstream.status()).toMatchObject({ lastSuccessAt: null });
  });

  it.each(['READ', 'WRITE'] as const)(
    'are unusable for a %s in an answer that is no JSON',
    async (effect) => {
      const scripted = scriptedParts();
      scripted.next({ ...answer(200), content: 'OTHER' });
      const problem = await problemOf(scripted.sendParts(batch('a', { effect })));
      expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
    },
  );
});

describe('parts of a read', () => {
  it('that may pass are sent again together, without those answered, after the longest pause asked for', async () => {
    const scripted = scriptedParts();
    scripted.next(
      told({ a: paused(1), b: 200, c: 503, d: 404, e: paused(2) }),
      told({ a: 200, c: 200, e: 200 }),
    );
    const outcomes = await scripted.sendParts(batch('abcdef'));
    const never = { d: 'UPSTREAM_REJECTED', f: 'UPSTREAM_BAD_RESPONSE' };
    expect(said(outcomes)).toEqual({ a: 200, b: 200, c: 200, e: 200, ...never });
    expect(asked(scripted)).toEqual(['abcdef', 'ace']);
    expect(scripted.waits).toEqual([2025]);
  });

  it('are sent again as often as a read is, and keep the last problem each', async () => {
    const scripted = scriptedParts({ limits: { retries: 2 } });
    scripted.next(told({ a: 503, b: 503, c: 200 }), told({ a: 503, b: 429 }), told({ a: 200, b: 503 }));
    expect(said(await scripted.sendParts(batch('abc')))).toEqual({
      a: 200,
      b: 'UPSTREAM_UNAVAILABLE',
      c: 200,
    });
    expect(asked(scripted)).toEqual(['abc', 'ab', 'ab']);
    expect(scripted.waits).toEqual([100, 900]);
  });

  it('pause the account, and are not waited for beyond the cap', async () => {
    const scripted = scriptedParts();
    scripted.next(told({ a: paused(60), b: 503, c: 200 }));
    const outcomes = await scripted.sendParts(batch('abc'));
    expect(said(outcomes)).toEqual({ a: 'UPSTREAM_THROTTLED', b: 'UPSTREAM_UNAVAILABLE', c: 200 });
    expect(scripted.upstream.status().pausedUntil).toBe(problemAt(outcomes, 'a').retryAt);
    expect((await problemOf(scripted.send())).code).toBe('UPSTREAM_THROTTLED');
    expect((await problemOf(scripted.sendParts(batch('d')))).code).toBe('UPSTREAM_THROTTLED');
    expect(asked(scripted)).toEqual(['abc']);
  });

  it('that were answered stay so when the others fail with a whole answer', async () => {
    const scripted = scriptedParts({ limits: { retries: 2 } });
    scripted.next(told({ a: 200, b: 503 }), answer(503), answer(403));
    const outcomes = await scripted.sendParts(batch('ab'));
    expect(said(outcomes)).toEqual({ a: 200, b: 'UPSTREAM_FORBIDDEN' });
    expect(problemAt(outcomes, 'b').accountKey).toBe('acme');
    expect(asked(scripted)).toEqual(['ab', 'b', 'b']);
  });

  it('are shared with those who ask for the same meanwhile; each HTTP request is recorded once', async () => {
    const scripted = scriptedParts();
    const gate = createGate();
    scripted.next(gate.step, told({ b: 503 }), told({ b: 200 }), told({ a: 200 }));
    const calls = [openCall(), openCall(), openCall()] as const;
    const one = scripted.sendParts(batch('ab'), calls[0]);
    const same = scripted.sendParts(batch('ab'), calls[1]);
    await delay(1);
    gate.open(told({ a: 200, b: 503 }));
    expect([said(await one), said(await same)]).toEqual([
      { a: 200, b: 200 },
      { a: 200, b: 200 },
    ]);
    await scripted.sendParts(batch('a'), calls[2]);
    expect(asked(scripted)).toEqual(['ab', 'b', 'b', 'a']);
    expect(calls.map(({ events }) => events.map(({ kind, waitedMs }) => `${kind} ${waitedMs}`))).toEqual([
      ['SENT 0', 'SENT 100', 'SENT 300'],
      ['SHARED 400'],
      ['SENT 0'],
    ]);
  });

  it('are not shared with those who know them by other keys', async () => {
    const scripted = scriptedParts();
    scripted.always(told({ a: 200, b: 200 }));
    const { pack } = batch('a');
    const packed = { pack: () => pack(new Map()) };
    const both = await Promise.all(['a', 'b'].map((key) => scripted.sendParts(batch(key, packed))));
    expect(both.map(said)).toEqual([{ a: 200 }, { b: 200 }]);
  });

  it('after a write are read anew', async () => {
    const scripted = scriptedParts();
    const gate = createGate();
    scripted.next(gate.step, told({ a: 200 }), told({ a: 201 }));
    const early = scripted.sendParts(batch('a'));
    await delay(1);
    await scripted.sendParts(batch('a', { effect: 'WRITE' }));
    const late = scripted.sendParts(batch('a'));
    gate.open(told({ a: 200 }));
    expect([said(await early), said(await late)]).toEqual([{ a: 200 }, { a: 201 }]);
  });

  it('end with the call', async () => {
    const scripted = scriptedParts();
    scripted.next(createGate().step);
    const call = openCall();
    const gone = problemOf(scripted.sendParts(batch('a'), call));
    await delay(1);
    call.leave();
    expect((await gone).code).toBe('CLIENT_GONE');
    expect(scripted.sent[0]?.signal.aborted).toBe(true);
  });
});

describe('parts of a write', () => {
  it('are sent once, whatever comes of them; a pause holds for the account', async () => {
    const scripted = scriptedParts();
    scripted.next(told({ a: 200, b: 503, c: paused(1) }));
    const outcomes = await scripted.sendParts(batch('abc', { effect: 'WRITE' }));
    expect(said(outcomes)).toEqual({ a: 200, b: 'UPSTREAM_UNAVAILABLE', c: 'UPSTREAM_THROTTLED' });
    expect([asked(scripted), scripted.waits]).toEqual([['abc'], []]);
    expect(scripted.upstream.status().pausedUntil).toBe(problemAt(outcomes, 'c').retryAt);
  });

  it('are never shared, and the process is told before and after them', async () => {
    const onWrite = jest.fn();
    const { runtime, close } = testRuntime({
      onWrite,
      transport: () => Promise.resolve(told({ a: 200 })),
    });
    const upstream = createUpstream(runtime, {
      accountKey: 'acme',
      policy: { explain: () => ({}), budget: () => null },
      authorizer: { headers: () => Promise.resolve({}), renew: () => false },
    });
    const calls = [openCall(), openCall()];
    await Promise.all(calls.map((call) => upstream.sendParts(batch('a', { effect: 'WRITE' }), call)));
    expect(onWrite.mock.calls).toEqual([['acme'], ['acme'], ['acme'], ['acme']]);
    expect(calls.flatMap(({ events }) => events.map(({ kind }) => kind))).toEqual(['SENT', 'SENT']);
    close();
  });
});

describe('credentials refused to a part', () => {
  it.each(['READ', 'WRITE'] as const)(
    'are renewed once, and those parts of a %s sent again',
    async (effect) => {
      const authorizer = createTokens();
      const scripted = scriptedParts({ authorizer });
      scripted.next(told({ a: 401, b: 200, c: 401 }), told({ a: 200, c: 401 }));
      const outcomes = await scripted.sendParts(batch('abc', { effect }));
      expect(said(outcomes)).toEqual({ a: 200, b: 200, c: 'UPSTREAM_CREDENTIALS' });
      expect(asked(scripted)).toEqual(['abc', 'ac']);
      expect(scripted.sent.map(({ headers }) => headers['authorization'])).toEqual(['t1', 't2']);
      expect(authorizer.renewals()).toBe(1);
    },
  );

  it('are not renewed again after those of the whole request were', async () => {
    const authorizer = createTokens();
    const scripted = scriptedParts({ authorizer });
    scripted.next(answer(401), told({ a: 401, b: 200 }));
    expect(said(await scripted.sendParts(batch('ab')))).toEqual({ a: 'UPSTREAM_CREDENTIALS', b: 200 });
    expect(authorizer.renewals()).toBe(1);
  });

  it('are not renewed again where the second request is refused as a whole', async () => {
    const authorizer = createTokens();
    const scripted = scriptedParts({ authorizer });
    scripted.next(told({ a: 401, b: 200 }), answer(401));
    expect(said(await scripted.sendParts(batch('ab')))).toEqual({ a: 'UPSTREAM_CREDENTIALS', b: 200 });
    expect(authorizer.renewals()).toBe(1);
  });

  it('are looked for in failures alone', async () => {
    const suspicious: Authorizer = { headers: () => Promise.resolve({}), renew: () => true };
    const scripted = scriptedParts({ authorizer: suspicious });
    scripted.next(told({ a: 200, b: 204 }));
    expect(said(await scripted.sendParts(batch('ab')))).toEqual({ a: 200, b: 204 });
  });

  it('do not hide what became of the others when the second request fails', async () => {
    const scripted = scriptedParts({ authorizer: createTokens() });
    scripted.next(told({ a: 401, b: 200 }), failure('UPSTREAM_TIMEOUT'));
    const outcomes = await scripted.sendParts(batch('ab', { effect: 'WRITE' }));
    expect(said(outcomes)).toEqual({ a: 'UPSTREAM_TIMEOUT', b: 200 });
    expect(problemAt(outcomes, 'a').accountKey).toBe('acme');
    expect(scripted.upstream.status().lastProblem?.code).toBe('UPSTREAM_TIMEOUT');
  });

  it('do not hide what became of the others when the caller leaves', async () => {
    const scripted = scriptedParts({ authorizer: createTokens() });
    const call = openCall();
    const leave = ({ signal }: TransportRequest) => {
      call.leave();
      return Promise.reject(new Error('aborted', { cause: signal.reason }));
    };
    scripted.next(told({ a: 401, b: 200 }), leave);
    const outcomes = await scripted.sendParts(batch('ab', { effect: 'WRITE' }), call);
    expect(said(outcomes)).toEqual({ a: 'CLIENT_GONE', b: 200 });
  });

  it('are not sent again into a pause that another part asked for', async () => {
    const scripted = scriptedParts({ authorizer: createTokens() });
    scripted.next(told({ a: 401, b: paused(60), c: 200 }));
    const outcomes = await scripted.sendParts(batch('abc', { effect: 'WRITE' }));
    expect(said(outcomes)).toEqual({ a: 'UPSTREAM_THROTTLED', b: 'UPSTREAM_THROTTLED', c: 200 });
    expect(asked(scripted)).toEqual(['abc']);
  });
});

describe('the circuit', () => {
  const limits = { retries: 0, breakerFailures: 3 };

  it.each(['READ', 'WRITE'] as const)('opens when all parts of a %s fail, several times', async (effect) => {
    const scripted = scriptedParts({ limits });
    scripted.always(told({ a: 503, b: 500 }));
    for (let sends = 0; sends < 3; sends += 1) {
      const outcomes = await scripted.sendParts(batch('ab', { effect }));
      expect(said(outcomes)).toEqual({ a: 'UPSTREAM_UNAVAILABLE', b: 'UPSTREAM_UNAVAILABLE' });
    }
    expect(scripted.upstream.status()).toMatchObject({ circuit: 'OPEN', lastSuccessAt: null });
    expect((await problemOf(scripted.send(READ))).code).toBe('UPSTREAM_CIRCUIT_OPEN');
  });

  it('does not open when some of them fail, however often they are sent again alone', async () => {
    const scripted = scriptedParts({ limits: { ...limits, retries: 5 } });
    scripted.next(told({ a: 503, b: 200 }));
    scripted.always(told({ a: 503 }));
    expect(said(await scripted.sendParts(batch('ab')))).toEqual({ a: 'UPSTREAM_UNAVAILABLE', b: 200 });
    expect(scripted.sent).toHaveLength(6);
    expect(scripted.upstream.status().circuit).toBe('CLOSED');
  });
});
