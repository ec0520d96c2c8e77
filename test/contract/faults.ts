// Promises about failures: each ends in the right problem with the account's name on it, never in a wrong value.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../src/domain/problem.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { testCall } from '../support/runtime.ts';
import { failureOf, outcomeOf, readsOf, withoutCursor, type Read } from './reading.ts';
import { RETRIES, RETRY_AFTER_CAP_MS, type Fault, type Rig } from './rig.ts';

/** What a further try mends. */
const PASSING: readonly (readonly [string, Fault])[] = [
  ['error 500', { kind: 'error', status: 500 }],
  ['error 502', { kind: 'error', status: 502 }],
  ['error 503', { kind: 'error', status: 503 }],
  ['error 504', { kind: 'error', status: 504 }],
  ['cut connection', { kind: 'cut' }],
  ['truncated body', { kind: 'truncate' }],
];

/** Fields of all providers, none of them what it should be. */
const WRONG_FIELDS = Object.fromEntries(
  [
    'id',
    'items',
    'entities',
    'results',
    'deviceList',
    'hasMoreData',
    'meta',
    'response',
    'enabled',
    'users',
  ].map((name) => [name, 'nonsense']),
);

/** What stays, what it is called, and how often one request is sent meanwhile: at most so often, or exactly. */
const LASTING: readonly (readonly [string, Fault, string, readonly number[]])[] = [
  ['error 500', { kind: 'error', status: 500 }, 'UPSTREAM_UNAVAILABLE', [1 + RETRIES]],
  ['error 503', { kind: 'error', status: 503 }, 'UPSTREAM_UNAVAILABLE', [1 + RETRIES]],
  ['a cut connection', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE', [1 + RETRIES]],
  ['a truncated body', { kind: 'truncate' }, 'UPSTREAM_UNAVAILABLE', [1 + RETRIES]],
  ['half a body', { kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE', [1]],
  ['a web page', { kind: 'html' }, 'UPSTREAM_BAD_RESPONSE', [1]],
  ['another JSON', { kind: 'answer', status: 200, body: '"nonsense"' }, 'UPSTREAM_BAD_RESPONSE', [1]],
  ['wrong fields', { kind: 'answer', status: 200, body: WRONG_FIELDS }, 'UPSTREAM_BAD_RESPONSE', [1]],
  ['an empty body', { kind: 'answer', status: 200 }, 'UPSTREAM_BAD_RESPONSE', [1]],
  ['a long pause', { kind: 'throttle', retryAfter: 600 }, 'UPSTREAM_THROTTLED', [1]],
  // Once more with other credentials, where there may be others.
  ['a refused credential', { kind: 'error', status: 401 }, 'UPSTREAM_CREDENTIALS', [1, 2]],
  ['a missing permission', { kind: 'error', status: 403 }, 'UPSTREAM_FORBIDDEN', [1, 2]],
];

/** Tries what becomes of each fault of `emulators/core/faults.ts` that strikes a single read. */
export function describeFaults(rig: Rig, idle: ProviderAccount): void {
  describe.each(readsOf(rig.subject, idle))('$name, in trouble', (read) => {
    describePassing(rig, read);
    describeLasting(rig, read);
  });
}

function describePassing(rig: Rig, { run }: Read): void {
  const answer = async (): Promise<unknown> => withoutCursor(await run(rig.account, testCall()));

  it.each(PASSING)('survives one %s', async (_, fault) => {
    const usual = await answer();
    rig.strike(fault, { times: 1 });
    expect(isDeepStrictEqual(await answer(), usual)).toBe(true);
    expect(rig.waits).toHaveLength(1);
  });

  it('waits for a slow answer', async () => {
    const usual = await answer();
    rig.strike({ kind: 'latency', ms: 30 });
    expect(isDeepStrictEqual(await answer(), usual)).toBe(true);
    expect(rig.waits).toEqual([]);
  });

  it('waits as long as asked, when that is not long', async () => {
    const usual = await answer();
    rig.strike({ kind: 'throttle', retryAfter: 1 }, { times: 1 });
    const before = rig.now();
    expect(isDeepStrictEqual(await answer(), usual)).toBe(true);
    // From the answer on that asks for it, of which a busy machine is a while in hearing.
    expect(rig.now() - before).toBeGreaterThanOrEqual(1_000);
    const [wait = 0, ...others] = rig.waits;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThan(RETRY_AFTER_CAP_MS);
    expect(others).toEqual([]);
  });

  it('waits or says why not, when nothing tells the end of a pause', async () => {
    const usual = await answer();
    rig.strike({ kind: 'throttle' }, { times: 1 });
    const outcome = await outcomeOf(answer());
    const code = outcome instanceof ProblemError ? outcome.problem.code : null;
    expect(code === 'UPSTREAM_THROTTLED' || isDeepStrictEqual(outcome, usual)).toBe(true);
  });
}

function describeLasting(rig: Rig, { run }: Read): void {
  it.each(LASTING)('does not survive %s', async (_, fault, code, tries) => {
    rig.strike(fault);
    const error = await failureOf(run(rig.account, testCall()));
    expect(error.problem.code).toBe(code);
    expectDiscreet(rig, error);
    expect(tries).toContain(mostTries(rig));
  });

  it('tells until when a long pause lasts, and sends nothing meanwhile', async () => {
    rig.strike({ kind: 'throttle', retryAfter: 600 }, { times: 1 });
    const { problem } = await failureOf(run(rig.account, testCall()));
    const wait = Date.parse(problem.retryAt ?? '') - rig.now();
    expect(wait).toBeGreaterThan(590_000);
    expect(wait).toBeLessThanOrEqual(601_000);
    const before = rig.sent().length;
    const again = await failureOf(run(rig.account, testCall()));
    expect(again.problem).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAt: problem.retryAt });
    expect(rig.sent()).toHaveLength(before);
  });

  it('does not wait for an answer that never comes', async () => {
    rig.strike({ kind: 'stall' });
    rig.hurry();
    const error = await failureOf(run(rig.account, testCall()));
    expect(error.problem).toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true });
    expectDiscreet(rig, error);
  });
}

/** Fails when a problem lacks the account, or tells what only the wire should know. */
function expectDiscreet(rig: Rig, error: ProblemError): void {
  const { problem, message } = error;
  const blame = problem.code === 'UPSTREAM_CREDENTIALS' ? 'PLATFORM' : 'PROVIDER';
  expect(problem).toMatchObject({ accountKey: rig.account.account.key, blame });
  const text = `${message} ${JSON.stringify(problem)} ${String(error.cause)}`;
  expect(text).not.toMatch(/https?:|127\.0\.0\.1|localhost|bearer|basic |<html|nonsense|\/v\d/i);
  const credentials = rig.requests.flatMap(({ headers }) =>
    ['authorization', 'vz-m2m-token', 'api-key'].map((name) => headers[name]?.split(' ').at(-1) ?? ''),
  );
  const secrets = [...rig.subject.secrets, ...credentials].filter((secret) => secret !== '');
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

/** How often the request that was sent most often was sent. */
function mostTries(rig: Rig): number {
  const requests = rig.sent().map(({ method, url, body = '' }) => `${method} ${url} ${body}`);
  const groups = Map.groupBy(requests, (request) => request);
  return Math.max(...[...groups.values()].map((same) => same.length));
}
