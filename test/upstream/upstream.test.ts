// The way of every request to a provider: retries, pauses, credentials, shared reads, places and the circuit breaker.
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ProblemError } from '../../src/domain/problem.ts';
import type { UpstreamResponse } from '../../src/upstream/transport.ts';
import type { Authorizer } from '../../src/upstream/upstream.ts';
import { UNASKED } from '../support/accounts.ts';
import { problemOf } from '../support/assertions.ts';
import {
  READ,
  WRITE,
  answer,
  createGate,
  createScripted,
  createTokens,
  failure,
  openCall,
  type Step,
} from './scripted.ts';

const OK = answer(200, { ok: true });
const pause = (seconds: number): UpstreamResponse => answer(429, {}, { 'retry-after': String(seconds) });

describe('a request', () => {
  it('goes out with its body, its headers and its credentials', async () => {
    const authorizer: Authorizer = {
      headers: () => Promise.resolve({ authorization: 'Bearer t' }),
      renew: () => false,
    };
    const scripted = createScripted({ authorizer });
    scripted.next(OK, OK);
    await scripted.send({ ...WRITE, headers: { 'x-more': '1', authorization: 'forged' } });
    await scripted.send({
      operation: 'logIn',
      method: 'POST',
      url: READ.url,
      form: { a: 'b c', d: '&' },
      effect: 'WRITE',
    });
    expect(scripted.sent).toMatchObject([
      {
        method: 'POST',
        url: WRITE.url,
        body: '{"name":"a"}',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'x-more': '1',
          authorization: 'Bearer t',
        },
      },
      { body: 'a=b+c&d=%26', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ]);
  });

  it('has no body when it says nothing', async () => {
    const scripted = createScripted();
    scripted.next(OK);
    await scripted.send();
    expect(scripted.sent[0]).not.toHaveProperty('body');
    expect(scripted.sent[0]?.headers).not.toHaveProperty('content-type');
  });

  it('may take an answer outside 2xx for an answer', async () => {
    const scripted = createScripted();
    scripted.next(answer(404, { gone: true }));
    const request = { ...READ, accept: ({ status }: UpstreamResponse) => status === 404 };
    expect(await scripted.send(request)).toMatchObject({ status: 404 });
    expect(scripted.upstream.status()).toMatchObject({
      lastSuccessAt: new Date(scripted.clock.now).toISOString(),
      lastProblem: null,
    });
  });
});

describe('a read', () => {
  it.each<[string, Step]>([
    ['a failed connection', failure('UPSTREAM_UNAVAILABLE')],
    ['a 500', answer(500)],
    ['a 503', answer(503)],
    ['a 408', answer(408)],
  ])('is tried again after %s, with a growing pause', async (_, step) => {
    const scripted = createScripted();
    scripted.next(step, step, OK);
    expect(await scripted.send()).toMatchObject(OK);
    expect(scripted.waits).toEqual([100, 300]);
  });

  it('is given up after the tries it has', async () => {
    const scripted = createScripted({ limits: { retries: 3 } });
    scripted.always(answer(503));
    expect(await problemOf(scripted.send())).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      accountKey: 'acme',
    });
    expect(scripted.sent).toHaveLength(4);
    expect(scripted.waits).toEqual([100, 300, 900]);
  });

  it.each<[string, Step, string]>([
    ['a refusal', answer(400), 'UPSTREAM_REJECTED'],
    ['a missing permission', answer(403), 'UPSTREAM_FORBIDDEN'],
    ['a redirect', answer(302), 'UPSTREAM_REJECTED'],
    ['a choice', answer(300), 'UPSTREAM_REJECTED'],
    ['no answer in time', failure('UPSTREAM_TIMEOUT'), 'UPSTREAM_TIMEOUT'],
    ['a web page', { ...OK, content: 'OTHER' }, 'UPSTREAM_BAD_RESPONSE'],
  ])('is not tried again after %s', async (_, step, code) => {
    const scripted = createScripted();
    scripted.next(step);
    expect(await problemOf(scripted.send())).toMatchObject({
      code,
      accountKey: 'acme',
    });
    expect(scripted.sent).toHaveLength(1);
  });

  it('makes INTERNAL of a bug on the way', async () => {
    const scripted = createScripted();
    const bug = new TypeError('x is undefined');
    scripted.next(bug);
    await expect(scripted.send()).rejects.toMatchObject({
      problem: { code: 'INTERNAL', blame: 'PLATFORM', accountKey: null },
      cause: bug,
    });
    expect(scripted.sent).toHaveLength(1);
  });

  it('is not tried again for a call that is over', async () => {
    const scripted = createScripted();
    const call = openCall();
    scripted.next(async () => {
      call.leave();
      await delay(1);
      return answer(503);
    });
    await expect(scripted.send(READ, call)).rejects.toBe(call.reason);
    await delay(1);
    expect(scripted.sent).toHaveLength(1);
    expect(scripted.upstream.status().lastProblem).toBeNull();
  });
});

describe('a write', () => {
  it.each<[string, Step, string]>([
    ['a failed connection', failure('UPSTREAM_UNAVAILABLE'), 'UPSTREAM_UNAVAILABLE'],
    ['a 503', answer(503), 'UPSTREAM_UNAVAILABLE'],
    ['a pause', pause(1), 'UPSTREAM_THROTTLED'],
    ['no answer in time', failure('UPSTREAM_TIMEOUT'), 'UPSTREAM_TIMEOUT'],
  ])('is sent once, whatever comes of it: %s', async (_, step, code) => {
    const scripted = createScripted();
    scripted.next(step);
    expect((await problemOf(scripted.send(WRITE))).code).toBe(code);
    expect(scripted.sent).toHaveLength(1);
    expect(scripted.waits).toEqual([]);
  });

  it('is never shared', async () => {
    const scripted = createScripted();
    scripted.next(answer(200, 1), answer(200, 2));
    const calls = [openCall(), openCall()];
    const both = await Promise.all(calls.map((call) => scripted.send(WRITE, call)));
    expect(both.map(({ body }) => body)).toEqual([1, 2]);
    expect(calls.flatMap(({ events }) => events)).toMatchObject([{ kind: 'SENT' }, { kind: 'SENT' }]);
  });

  it('is noted although it failed: it was sent', async () => {
    const scripted = createScripted();
    scripted.next(answer(400));
    const call = openCall();
    await problemOf(scripted.send(WRITE, call));
    expect(call.events).toEqual([{ accountKey: 'acme', kind: 'SENT', waitedMs: 0 }]);
  });

  it('may answer with something that is no JSON', async () => {
    const scripted = createScripted();
    scripted.next({ ...OK, content: 'OTHER' });
    expect(await scripted.send(WRITE)).toMatchObject({ status: 200 });
  });
});

describe('a pause the provider asks for', () => {
  it('is waited for when it is short', async () => {
    const scripted = createScripted();
    scripted.next(pause(2), OK);
    await scripted.send();
    expect(scripted.waits).toEqual([2025]);
  });

  it('is not waited for when it is longer than the cap', async () => {
    const scripted = createScripted();
    scripted.next(pause(3));
    const { code, retryAt } = await problemOf(scripted.send());
    expect([code, Date.parse(retryAt ?? '') - scripted.clock.now]).toEqual(['UPSTREAM_THROTTLED', 3000]);
    expect(scripted.waits).toEqual([]);
  });

  it('without an end is waited for as long as it seems polite, and never beyond the cap', async () => {
    const scripted = createScripted({ limits: { retryAfterCapMs: 500 } });
    scripted.next(answer(429), answer(429), OK);
    await scripted.send();
    expect(scripted.waits).toEqual([300, 500]);
  });

  it('leaves the account alone until it is over: nothing is sent, neither reads nor writes', async () => {
    const scripted = createScripted();
    scripted.next(pause(60));
    const { retryAt } = await problemOf(scripted.send());
    scripted.clock.now += 57_000;
    for (const request of [READ, WRITE, { ...READ, url: 'https://api.example/other' }]) {
      expect(await problemOf(scripted.send(request))).toMatchObject({
        code: 'UPSTREAM_THROTTLED',
        retryAt,
        accountKey: 'acme',
      });
    }
    expect(scripted.sent).toHaveLength(1);
    scripted.clock.now += 3000;
    scripted.next(OK);
    expect(await scripted.send()).toMatchObject(OK);
    expect(scripted.waits).toEqual([]);
  });

  it('that is nearly over is waited for by a read that comes meanwhile', async () => {
    const scripted = createScripted();
    scripted.next(pause(60));
    await problemOf(scripted.send());
    scripted.clock.now += 59_000;
    scripted.next(OK);
    expect(await scripted.send()).toMatchObject(OK);
    expect(scripted.waits).toEqual([1025]);
  });
});

describe('credentials', () => {
  it.each([
    ['read', READ],
    ['write', WRITE],
  ])('that are refused are renewed once, for a %s', async (_, request) => {
    const scripted = createScripted({ authorizer: createTokens() });
    scripted.next(answer(401), OK);
    expect(await scripted.send(request)).toMatchObject(OK);
    expect(scripted.sent.map(({ headers }) => headers['authorization'])).toEqual(['t1', 't2']);
    expect(scripted.upstream.status().lastProblem).toBeNull();
  });

  it('that are refused again are refused', async () => {
    const scripted = createScripted({ authorizer: createTokens() });
    scripted.next(answer(401), answer(401));
    expect((await problemOf(scripted.send())).code).toBe('UPSTREAM_CREDENTIALS');
    expect(scripted.sent).toHaveLength(2);
  });

  it('that are refused to many at once are renewed once', async () => {
    const authorizer = createTokens();
    const scripted = createScripted({ authorizer });
    scripted.always((request) =>
      Promise.resolve(request.headers['authorization'] === 't1' ? answer(401) : OK),
    );
    const reads = ['a', 'b', 'c'].map((name) =>
      scripted.send({ ...READ, url: `https://api.example/${name}` }),
    );
    expect(await Promise.all(reads)).toMatchObject([OK, OK, OK]);
    expect(authorizer.renewals()).toBe(1);
  });

  it('that cannot be had end the request before it is sent', async () => {
    const authorizer: Authorizer = {
      headers: () => Promise.reject(failure('UPSTREAM_UNAVAILABLE')),
      renew: () => false,
    };
    const scripted = createScripted({ authorizer });
    expect((await problemOf(scripted.send(WRITE))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(scripted.sent).toEqual([]);
  });
});

describe('identical reads', () => {
  it('under way at the same time are sent once', async () => {
    const scripted = createScripted();
    const gate = createGate();
    scripted.next(gate.step);
    const calls = [openCall(), openCall(), openCall()];
    const reads = calls.map((call) => scripted.send(READ, call));
    gate.open(OK);
    expect(await Promise.all(reads)).toMatchObject([OK, OK, OK]);
    expect(scripted.sent).toHaveLength(1);
    expect(calls.map(({ events }) => events.map(({ kind }) => kind))).toEqual([
      ['SENT'],
      ['SHARED'],
      ['SHARED'],
    ]);
  });

  it('differ by method, address and body', async () => {
    const scripted = createScripted();
    scripted.always(OK);
    const requests = [
      READ,
      { ...READ, method: 'POST' as const },
      { ...READ, url: `${READ.url}?page=2` },
      { ...READ, method: 'POST' as const, json: ['a'] },
      { ...READ, method: 'POST' as const, json: ['b'] },
    ];
    await Promise.all(requests.map((request) => scripted.send(request)));
    expect(scripted.sent).toHaveLength(5);
  });

  it('go on for those who stay', async () => {
    const scripted = createScripted();
    const gate = createGate();
    scripted.next(gate.step);
    const leaver = openCall();
    const gone = problemOf(scripted.send(READ, leaver));
    const stayed = scripted.send();
    leaver.leave();
    expect((await gone).code).toBe('CLIENT_GONE');
    gate.open(OK);
    expect(await stayed).toMatchObject(OK);
  });

  it('are taken back when nobody waits any more', async () => {
    const scripted = createScripted();
    scripted.next(createGate().step);
    const calls = [openCall(), openCall()];
    const reads = calls.map((call) => problemOf(scripted.send(READ, call)));
    await delay(1);
    for (const call of calls) call.leave();
    expect((await Promise.all(reads)).map(({ code }) => code)).toEqual(['CLIENT_GONE', 'CLIENT_GONE']);
    expect(scripted.sent[0]?.signal.aborted).toBe(true);
    expect(scripted.upstream.status().lastProblem).toBeNull();
  });

  it('of a catalogue are handed on for a while, its failures are not', async () => {
    const scripted = createScripted({ limits: { catalogueMs: 60_000, retries: 0 } });
    const catalogue = { ...READ, catalogue: true };
    scripted.next(answer(503), OK);
    await problemOf(scripted.send(catalogue));
    const call = openCall();
    expect(await scripted.send(catalogue)).toMatchObject(OK);
    expect(await scripted.send(catalogue, call)).toMatchObject(OK);
    expect(scripted.sent).toHaveLength(2);
    expect(call.events).toMatchObject([{ accountKey: 'acme', kind: 'SHARED' }]);
    scripted.next(OK);
    await scripted.send();
    expect(scripted.sent).toHaveLength(3);
  });

  it('tell how long they took, retries included', async () => {
    const scripted = createScripted();
    scripted.next(answer(503), answer(503), OK);
    const call = openCall();
    await scripted.send(READ, call);
    expect(call.events).toEqual([{ accountKey: 'acme', kind: 'SENT', waitedMs: 400 }]);
  });
});

describe('places', () => {
  const things = (name: string) => ({ ...READ, url: `https://api.example/${name}` });

  it('are taken by so many requests at once; others wait', async () => {
    const scripted = createScripted({ limits: { concurrency: 2 } });
    const gates = [createGate(), createGate(), createGate()];
    scripted.next(...gates.map((gate) => gate.step));
    const reads = ['a', 'b', 'c'].map((name) => scripted.send(things(name)));
    await delay(1);
    expect(scripted.sent).toHaveLength(2);
    gates[0]?.open(OK);
    await reads[0];
    await delay(1);
    expect(scripted.sent.map(({ url }) => url.slice(-1))).toEqual(['a', 'b', 'c']);
    gates[1]?.open(OK);
    gates[2]?.open(OK);
    await Promise.all(reads);
  });

  it('are refused when too many wait for one', async () => {
    const scripted = createScripted({ limits: { concurrency: 1, queue: 1 } });
    const gate = createGate();
    scripted.always(gate.step);
    const first = scripted.send(things('a'));
    const second = scripted.send(things('b'));
    expect(await problemOf(scripted.send(things('c')))).toMatchObject({
      code: 'UPSTREAM_OVERLOADED',
      blame: 'PLATFORM',
      accountKey: 'acme',
      retryable: true,
    });
    gate.open(OK);
    expect(await Promise.all([first, second])).toMatchObject([OK, OK]);
    expect(scripted.sent).toHaveLength(2);
  });

  it('are left by those who wait no longer', async () => {
    const scripted = createScripted({ limits: { concurrency: 1 } });
    const gate = createGate();
    scripted.next(gate.step, OK);
    const first = scripted.send(things('a'));
    const leaver = openCall();
    const gone = problemOf(scripted.send(things('b'), leaver));
    const last = scripted.send(things('c'));
    leaver.leave();
    expect((await gone).code).toBe('CLIENT_GONE');
    gate.open(OK);
    expect(await Promise.all([first, last])).toMatchObject([OK, OK]);
    expect(scripted.sent.map(({ url }) => url.slice(-1))).toEqual(['a', 'c']);
  });

  it('are free while a read waits for its next try', async () => {
    const scripted = createScripted({ limits: { concurrency: 1 } });
    scripted.next(answer(503), OK, OK);
    const reads = [scripted.send(things('a')), scripted.send(things('b'))];
    expect(await Promise.all(reads)).toMatchObject([OK, OK]);
  });
});

describe('the circuit', () => {
  const limits = { retries: 0, breakerFailures: 3, breakerResetMs: 30 };
  const down = failure('UPSTREAM_UNAVAILABLE');
  // The circuit breaker is a package that looks at the time itself.
  const time = { now: 0 };
  beforeEach(() => void jest.spyOn(Date, 'now').mockImplementation(() => time.now));
  afterEach(() => void jest.restoreAllMocks());

  async function broken(step: Step = down) {
    const scripted = createScripted({ limits });
    scripted.always(step);
    for (let failures = 0; failures < 3; failures += 1) {
      await problemOf(scripted.send());
    }
    return scripted;
  }

  it.each<[string, Step, string]>([
    ['failed connections', down, 'UPSTREAM_UNAVAILABLE'],
    ['answers that never came', failure('UPSTREAM_TIMEOUT'), 'UPSTREAM_TIMEOUT'],
    ['server faults', answer(500), 'UPSTREAM_UNAVAILABLE'],
  ])('opens after %s in a row, and nothing is sent', async (_, step, code) => {
    const scripted = await broken(step);
    expect(scripted.upstream.status().circuit).toBe('OPEN');
    for (const request of [READ, WRITE]) {
      expect(await problemOf(scripted.send(request))).toMatchObject({
        code: 'UPSTREAM_CIRCUIT_OPEN',
        accountKey: 'acme',
        retryable: true,
        retryAt: new Date(scripted.clock.now + 30).toISOString(),
      });
    }
    expect(scripted.sent).toHaveLength(3);
    expect(scripted.warnings).toEqual([`circuit opened {"account":"acme","code":"${code}"}`]);
  });

  it.each<[string, Step]>([
    ['refusals', answer(400)],
    ['pauses', answer(429)],
    ['refused credentials', answer(401)],
    ['unusable answers', { ...OK, content: 'OTHER' }],
    ['bugs', new TypeError('bug')],
  ])('does not open after %s: the provider is up', async (_, step) => {
    const scripted = await broken(step);
    expect(scripted.upstream.status().circuit).toBe('CLOSED');
  });

  it('does not open after failures with a success between them', async () => {
    const scripted = createScripted({ limits });
    scripted.next(down, down, OK, down, down);
    for (let sends = 0; sends < 5; sends += 1) {
      await scripted.send().catch(() => undefined);
    }
    expect(scripted.upstream.status().circuit).toBe('CLOSED');
  });

  it('does not open because clients leave', async () => {
    const scripted = createScripted({ limits });
    scripted.always(createGate().step);
    for (let leavers = 0; leavers < 5; leavers += 1) {
      const call = openCall();
      const read = problemOf(scripted.send(READ, call));
      await delay(1);
      call.leave();
      await read;
    }
    expect(scripted.upstream.status()).toMatchObject({ circuit: 'CLOSED', lastProblem: null });
  });

  it('lets one request through after a while, and closes when that succeeds', async () => {
    const scripted = await broken();
    time.now += 30;
    const gate = createGate();
    scripted.always(OK);
    scripted.next(gate.step);
    const probe = scripted.send();
    const other = scripted.send({ ...READ, url: 'https://api.example/other' });
    await delay(1);
    expect(scripted.upstream.status().circuit).toBe('HALF_OPEN');
    expect(scripted.sent).toHaveLength(4);
    gate.open(OK);
    expect(scripted.noted).toEqual([]);
    expect(await Promise.all([probe, other])).toMatchObject([OK, OK]);
    expect(scripted.upstream.status().circuit).toBe('CLOSED');
    expect(scripted.noted).toEqual(['circuit closed {"account":"acme"}']);
  });

  it('stays open when the request let through fails', async () => {
    const scripted = await broken();
    time.now += 29;
    expect((await problemOf(scripted.send())).code).toBe('UPSTREAM_CIRCUIT_OPEN');
    time.now += 1;
    expect((await problemOf(scripted.send())).code).toBe('UPSTREAM_UNAVAILABLE');
    expect((await problemOf(scripted.send())).code).toBe('UPSTREAM_CIRCUIT_OPEN');
    expect(scripted.upstream.status().circuit).toBe('OPEN');
    expect(scripted.sent).toHaveLength(4);
  });

  it('of one account is not that of another', async () => {
    await broken();
    const other = createScripted({ limits });
    other.next(OK);
    expect(await other.send()).toMatchObject(OK);
  });
});

describe('the status', () => {
  it('tells the last success, the last problem, and the budget last reported', async () => {
    const scripted = createScripted({
      policy: {
        explain: () => ({ providerCode: 'E1', upstreamRequestId: 'r-9' }),
        budget: ({ headers }) =>
          headers['left'] === undefined
            ? null
            : { limit: 10, remaining: Number(headers['left']), resetAt: null },
      },
    });
    expect(scripted.upstream.status()).toEqual(UNASKED);
    scripted.next(answer(200, {}, { left: '9' }), answer(400, {}, { left: '8' }), OK);
    await scripted.send();
    const succeeded = new Date(scripted.clock.now).toISOString();
    scripted.clock.now += 1000;
    const problem = await problemOf(scripted.send());
    expect(problem).toMatchObject({ providerCode: 'E1', upstreamRequestId: 'r-9' });
    expect(scripted.upstream.status()).toEqual({
      ...UNASKED,
      shares: expect.anything(),
      lastSuccessAt: succeeded,
      lastProblem: problem,
      budget: { limit: 10, remaining: 8, resetAt: null },
    });
    await scripted.send();
    expect(scripted.upstream.status().budget?.remaining).toBe(8);
  });
});

it.each([
  [null, 'acme'],
  ['another', 'another'],
])('a problem of a login that names the account %j ends up with %j', async (named, accountKey) => {
  const login = new ProblemError({ ...failure('UPSTREAM_TIMEOUT').problem, accountKey: named });
  const scripted = createScripted({
    authorizer: { headers: () => Promise.reject(login), renew: () => false },
  });
  expect((await problemOf(scripted.send())).accountKey).toBe(accountKey);
});
