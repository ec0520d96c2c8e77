// Requests of sweeps: sent for themselves, few at once, within their share, and never in the way of others.
import { describe, expect, it } from '@jest/globals';
import type { RequestBudget } from '../../../src/domain/account.ts';
import type { Call } from '../../../src/domain/call.ts';
import { ProblemError, asProblemError, problem, type Problem } from '../../../src/domain/problem.ts';
import type { UpstreamPolicy, UpstreamRequest, UpstreamResponse } from '../../../src/upstream/upstream.ts';
import { until } from '../../support/assertions.ts';
import {
  READ,
  WRITE,
  answer,
  createGate,
  createScripted,
  openCall,
  type ScriptedOptions,
} from '../scripted.ts';

const PAGE: UpstreamRequest = { ...READ, operation: 'readPage', catalogue: true };

function sweepCall(sweep?: Call['sweep']): Call & { readonly events: readonly { readonly kind: string }[] } {
  return { ...openCall(), purpose: 'SWEEP', ...(sweep && { sweep }) };
}

/** Of answers that name it in two headers. */
const TELLING: UpstreamPolicy = {
  explain: () => ({}),
  budget({ headers }): RequestBudget | null {
    const { remaining, reset } = headers;
    if (remaining === undefined || reset === undefined) return null;
    return { limit: 100, remaining: Number(remaining), resetAt: reset };
  },
};

function rig(options: ScriptedOptions = {}) {
  const scripted = createScripted({ policy: TELLING, ...options });
  const start = scripted.clock.now;
  const at = (ms: number): string => new Date(start + ms).toISOString();
  /** An answer that tells a window of a minute. */
  const left = (remaining: number): UpstreamResponse =>
    answer(200, {}, { remaining: String(remaining), reset: at(60_000) });
  const sweep = (of?: Call['sweep']): Promise<UpstreamResponse> => scripted.send(PAGE, sweepCall(of));
  const putOff = async (of?: Call['sweep']): Promise<Problem> => {
    const failure: unknown = await sweep(of).catch((error: unknown) => error);
    if (!(failure instanceof ProblemError)) throw new Error('the request was not put off');
    return failure.problem;
  };
  return { ...scripted, at, left, sweep, putOff };
}

describe('a read of a sweep', () => {
  it('is sent for itself: it joins no read under way, and none joins it', async () => {
    const { send, next, sent, sweep } = rig({ limits: { catalogueMs: 60_000 } });
    const gates = [createGate(), createGate(), createGate()];
    next(...gates.map(({ step }) => step));
    const others = [send(PAGE)];
    await until(() => sent.length === 1);
    const own = sweep();
    await until(() => sent.length === 2);
    others.push(send(PAGE));
    gates[0]?.open(answer(200, 'read first'));
    expect((await Promise.all(others)).map(({ body }) => body)).toEqual(['read first', 'read first']);
    gates[1]?.open(answer(200, 'for the sweep'));
    expect((await own).body).toBe('for the sweep');
    // Nor is it answered with what was kept.
    const later = sweep();
    await until(() => sent.length === 3);
    gates[2]?.open(answer(200, 'for the sweep again'));
    expect((await later).body).toBe('for the sweep again');
  });

  it('is recorded as sent', async () => {
    const { upstream, always } = rig();
    always(answer(200));
    const call = sweepCall();
    await upstream.send(PAGE, call);
    expect(call.events).toMatchObject([{ kind: 'SENT', accountKey: 'acme' }]);
  });

  it('takes two places at most', async () => {
    const { upstream, next, left, sweep, sent } = rig();
    next(left(100));
    await sweep();
    const gates = [createGate(), createGate(), createGate()];
    next(...gates.map(({ step }) => step));
    const all = [sweep(), sweep(), sweep()];
    await until(() => sent.length === 3);
    await Promise.resolve();
    expect(upstream.status().underWay).toBe(2);
    for (const { open } of gates) open(left(90));
    await Promise.all(all);
    expect(sent).toHaveLength(4);
  });

  it('that waits for a place goes away with its call', async () => {
    const { upstream, next, left, sweep, sent } = rig();
    next(left(100));
    await sweep();
    const gates = [createGate(), createGate()];
    next(...gates.map(({ step }) => step));
    const all = [sweep(), sweep()];
    const gone = openCall();
    const third = upstream.send(PAGE, { ...gone, purpose: 'SWEEP' }).catch((error: unknown) => error);
    gone.leave();
    for (const { open } of gates) open(left(90));
    await Promise.all(all);
    expect(await third).toBe(gone.reason);
    expect(sent).toHaveLength(3);
  });
});

describe('a read of a sweep that may send so many requests', () => {
  const within = (left: number) => ({ ...sweepCall(), allowance: { left } });

  it('sends no more, tries of one that failed included, and tells of the others that they were not sent', async () => {
    const { send, sent, next, always, waits } = rig({
      sweepSettings: () => ({ share: 0.5, callsPerMinute: 6_000 }),
    });
    next(answer(503), answer(200), answer(503));
    always(answer(200));
    const call = within(3);
    await send(PAGE, call);
    const code = async (of: Call) =>
      asProblemError(await send(PAGE, of).catch((error: unknown) => error)).problem.code;
    expect([await code(call), await code(call)]).toEqual([
      'UPSTREAM_TOO_MANY_PAGES',
      'UPSTREAM_TOO_MANY_PAGES',
    ]);
    const before = waits.length;
    await code(call);
    expect([sent.length, call.allowance.left, waits.length]).toEqual([3, 0, before]);
    // What another one may send is not touched.
    expect((await send(PAGE, within(1))).status).toBe(200);
  });

  it('has those left that were put off, or given up, before they were sent', async () => {
    const { send, next, left, sent } = rig();
    next(left(10));
    const call = within(3);
    await send(PAGE, call);
    await send(PAGE, call).catch(() => null);
    const gone = { ...openCall(), purpose: 'SWEEP', allowance: call.allowance } as const;
    gone.leave();
    await send(PAGE, gone).catch(() => null);
    expect([sent.length, call.allowance.left]).toEqual([1, 2]);
  });
});

describe('where the provider tells its budget, a sweep', () => {
  it('goes while more than the share of others is left, and is put off to the end of the window', async () => {
    const { next, left, sweep, putOff, at, sent, upstream } = rig();
    next(left(51), left(50));
    await sweep();
    await sweep();
    // It has had one of the five that it gets in any case; the first was sent before there was a window.
    next(left(49), left(48), left(47), left(46));
    for (let count = 0; count < 4; count += 1) await sweep();
    expect(await putOff()).toEqual(
      problem('UPSTREAM_THROTTLED', 'PLATFORM', 'The share of sweeps is used up for the moment.', {
        accountKey: 'acme',
        retryable: true,
        retryAt: at(61_000),
        hint: 'This is no failure: the rest is kept for people. The sweep goes on then.',
      }),
    );
    expect(sent).toHaveLength(6);
    expect(upstream.status().sweepsPutOff).toBe(1);
  });

  it('goes further when somebody asked for it', async () => {
    const { next, left, sweep, putOff } = rig();
    const asked = { id: 's1', isAskedFor: true };
    next(left(40));
    for (let count = 0; count < 6; count += 1) {
      await sweep(asked);
      next(left(40));
    }
    expect((await putOff({ id: 's1', isAskedFor: false })).code).toBe('UPSTREAM_THROTTLED');
    await sweep(asked);
    next(left(20));
    await sweep(asked);
    expect((await putOff(asked)).code).toBe('UPSTREAM_THROTTLED');
  });

  it('goes on in the next window, whose budget nobody has told yet', async () => {
    const { next, left, sweep, putOff, clock } = rig();
    next(left(5));
    await sweep();
    await putOff();
    clock.now += 58_999;
    await putOff();
    clock.now += 1;
    next(left(99));
    // Two seconds are waited for within the call.
    await sweep();
    expect(clock.waits).toEqual([2_000]);
  });

  it('is put off between its tries as well', async () => {
    const { next, left, send, sweep, sent, clock } = rig();
    next(left(60), answer(503, {}, { remaining: '5', reset: new Date(clock.now + 60_000).toISOString() }));
    await send();
    const failure: unknown = await sweep().catch((error: unknown) => error);
    expect(asProblemError(failure).problem).toMatchObject({ blame: 'PLATFORM', code: 'UPSTREAM_THROTTLED' });
    expect(sent).toHaveLength(2);
  });

  it('counts what it has under way, which the provider has not counted yet', async () => {
    const { next, left, sweep, putOff, sent } = rig();
    next(left(60));
    for (let count = 0; count < 5; count += 1) {
      await sweep();
      next(left(51));
    }
    await sweep();
    const gate = createGate();
    next(gate.step);
    const last = sweep();
    await until(() => sent.length === 7);
    expect((await putOff()).blame).toBe('PLATFORM');
    gate.open(left(50));
    await last;
  });
});

describe('a sweep that is put off', () => {
  it('is no failure: no line, no problem of the account, no try again, no circuit that opens', async () => {
    const failed: unknown[] = [];
    const retried: unknown[] = [];
    const { next, left, sweep, putOff, upstream, warnings } = rig({
      limits: { breakerFailures: 1, retryAfterCapMs: 3_600_000 },
      observer: {
        exchanged: () => undefined,
        retried: (account) => retried.push(account),
        failed: (call) => failed.push(call),
        unusable: () => undefined,
      },
    });
    next(left(0));
    await sweep();
    await putOff();
    await putOff();
    expect([failed, retried, warnings]).toEqual([[], [], []]);
    expect(upstream.status()).toMatchObject({ circuit: 'CLOSED', lastProblem: null, pausedUntil: null });
  });

  it('holds up nobody else: reads and changes are sent', async () => {
    const { next, left, send, sweep, putOff, sent } = rig();
    next(left(0));
    await sweep();
    await putOff();
    next(left(0), left(0), left(0));
    await send();
    await send(WRITE);
    await send(WRITE, { ...openCall(), purpose: 'BULK' });
    expect(sent).toHaveLength(4);
  });
});

describe('where the provider tells no budget, a sweep', () => {
  const SILENT = { explain: () => ({}), budget: () => null };

  it('keeps to a call a second, and others do not', async () => {
    const { always, sweep, send, clock } = rig({ policy: SILENT });
    always(answer(200));
    for (let count = 0; count < 4; count += 1) await sweep();
    expect(clock.waits).toEqual([1_000, 1_000, 1_000]);
    await send();
    await send();
    expect(clock.waits).toHaveLength(3);
  });

  it('keeps to the pace of its provider, and to that of the operator', async () => {
    const own = rig({ policy: { ...SILENT, sweepCallsPerMinute: 120 } });
    own.always(answer(200));
    for (let count = 0; count < 3; count += 1) await own.sweep();
    expect(own.clock.waits).toEqual([500, 500]);
    let callsPerMinute = 600;
    const set = rig({ policy: SILENT, sweepSettings: () => ({ share: 0.5, callsPerMinute }) });
    set.always(answer(200));
    for (let count = 0; count < 2; count += 1) await set.sweep();
    callsPerMinute = 300;
    for (let count = 0; count < 2; count += 1) await set.sweep();
    expect(set.clock.waits).toEqual([100, 100, 200]);
  });

  it('is slowed down by half at each 429, to its end', async () => {
    const { next, always, sweep, putOff, clock, at } = rig({ policy: SILENT, limits: { retries: 0 } });
    const first = { id: 'first', isAskedFor: false };
    always(answer(200));
    next(answer(429, {}, { 'retry-after': '0' }));
    await sweep(first).catch(() => undefined);
    await sweep(first);
    await sweep(first);
    // What was taken before it was throttled was at the whole pace.
    expect(clock.waits).toEqual([1_000, 2_000]);
    next(answer(429, {}, { 'retry-after': '0' }));
    await sweep(first).catch(() => undefined);
    expect(clock.waits.slice(2)).toEqual([2_000]);
    await sweep(first);
    expect((await putOff(first)).retryAt).toBe(at(11_000));
    clock.now += 4_000;
    await sweep(first);
    clock.now += 4_000;
    for (let count = 0; count < 3; count += 1) await sweep({ id: 'second', isAskedFor: false });
    expect(clock.waits.slice(-2)).toEqual([1_000, 1_000]);
  });

  it('goes on when the clock was put back by an hour', async () => {
    const { always, sweep, putOff, clock, sent } = rig({ policy: SILENT });
    always(answer(200));
    await sweep();
    clock.now -= 3_600_000;
    const { retryAt } = await putOff();
    clock.now = Date.parse(String(retryAt));
    await sweep();
    expect(sent).toHaveLength(2);
  });
});

describe('large change sets', () => {
  it('take half of the places, and the others go to those who wait', async () => {
    const { upstream, send, next, sent } = rig({ limits: { concurrency: 4 } });
    const gates = Array.from({ length: 5 }, () => createGate());
    next(...gates.map(({ step }) => step));
    const bulk = { ...openCall(), purpose: 'BULK' as const };
    const all = [1, 2, 3].map((index) =>
      upstream.send({ ...WRITE, url: `https://api.example/${index}` }, bulk),
    );
    await until(() => sent.length === 2);
    all.push(
      send({ ...READ, url: 'https://api.example/4' }),
      send({ ...READ, url: 'https://api.example/5' }),
    );
    await until(() => sent.length === 4);
    for (const { open } of gates) open(answer(200));
    await Promise.all(all);
    expect(sent.map(({ url }) => url.at(-1))).toEqual(['1', '2', '4', '5', '3']);
  });
});
