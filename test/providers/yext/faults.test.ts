// Each fault of the emulator on each read, and what of it a caller sees.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { Call } from '../../../src/domain/call.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { ACCOUNT, accountAt, entitiesOf, entity, problemOf, startYext } from './fixtures.ts';

const logged: string[] = [];
const log = pino({}, { write: (line: string) => logged.push(line) });
// Without luck: the shortest waits between tries.
const { runtime, close } = testRuntime({ log, random: () => 0 });
let emulator: Awaited<ReturnType<typeof startYext>>['emulator'];
let baseUrl: string;
let account: ProviderAccount;

beforeAll(async () => {
  ({ emulator, baseUrl } = await startYext());
});
beforeEach(() => {
  emulator.reset();
  logged.length = 0;
  account = accountAt(baseUrl, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

const calls = (): number => emulator.journal.entries().length;
/** A request that was given up is in the journal only when the emulator has noticed. */
async function callsNoticed(count: number): Promise<number> {
  for (let tries = 0; tries < 50 && calls() < count; tries += 1) await sleep(10);
  return calls();
}
/** Tokens are new each time. */
const withoutCursor = (answer: unknown): unknown => ({ ...Object(answer), next: undefined });
type Fault = FaultRule['fault'];

const READS: [string, (of: ProviderAccount, call: Call) => Promise<unknown>][] = [
  ['catalogue', (of, call) => of.catalogue(call)],
  ['assignments', (of, call) => of.assignments.page(null, call)],
  ['assignments of a pack', (of, call) => of.assignments.ofLicense('LP-PAGES', null, call)],
  ['entities', (of, call) => entitiesOf(of).page(null, call)],
];

describe.each(READS)('%s', (_, read) => {
  it.each<[string, Fault, number]>([
    ['latency', { kind: 'latency', ms: 100 }, 1],
    ['throttle with Retry-After', { kind: 'throttle', retryAfter: 0 }, 2],
    ['error 500', { kind: 'error', status: 500 }, 2],
    ['error 503', { kind: 'error', status: 503 }, 2],
    ['error 504', { kind: 'error', status: 504 }, 2],
    ['cut', { kind: 'cut' }, 2],
    ['truncate', { kind: 'truncate' }, 2],
  ])('survives %s', async (_name, fault, count) => {
    const usual = withoutCursor(await read(account, testCall()));
    emulator.journal.clear();
    emulator.fault({ times: 1, fault });
    expect(withoutCursor(await read(account, testCall()))).toEqual(usual);
    expect(calls()).toBe(count);
  });

  it.each<[string, Fault, string, number]>([
    ['throttle without Retry-After', { kind: 'throttle' }, 'UPSTREAM_THROTTLED', 1],
    ['throttle for long', { kind: 'throttle', retryAfter: 600 }, 'UPSTREAM_THROTTLED', 1],
    ['error 500', { kind: 'error', status: 500 }, 'UPSTREAM_UNAVAILABLE', 3],
    ['error 503', { kind: 'error', status: 503 }, 'UPSTREAM_UNAVAILABLE', 3],
    ['error 403', { kind: 'error', status: 403 }, 'UPSTREAM_FORBIDDEN', 1],
    ['error 409', { kind: 'error', status: 409 }, 'UPSTREAM_REJECTED', 1],
    ['stall', { kind: 'stall' }, 'UPSTREAM_TIMEOUT', 1],
    ['cut', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE', 3],
    ['truncate', { kind: 'truncate' }, 'UPSTREAM_UNAVAILABLE', 3],
    ['half-json', { kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['html', { kind: 'html' }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['a body of nobody’s', { kind: 'answer', status: 200, body: {} }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['an empty body', { kind: 'answer', status: 200 }, 'UPSTREAM_BAD_RESPONSE', 1],
    ['a redirect', { kind: 'answer', status: 302, headers: { location: '/' } }, 'UPSTREAM_REJECTED', 1],
  ])('fails with %s', async (_name, fault, code, count) => {
    emulator.fault({ fault });
    expect(await problemOf(read(account, testCall()))).toMatchObject({ code, accountKey: 'yext-acme' });
    expect(await callsNoticed(count)).toBe(count);
    emulator.clearFaults();
    if (code !== 'UPSTREAM_THROTTLED') await read(account, testCall());
  });

  it.each(['FATAL_ERROR', 'NON_FATAL_ERROR'])('fails with a %s on a 200', async (type) => {
    const body = { meta: { uuid: 'u-7', errors: [{ code: 2106, type, message: 'x' }] }, response: {} };
    emulator.fault({ fault: { kind: 'answer', status: 200, body } });
    expect(await problemOf(read(account, testCall()))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      accountKey: 'yext-acme',
      providerCode: '2106',
      upstreamRequestId: 'u-7',
    });
    expect(calls()).toBe(1);
  });

  it('fails with a 207', async () => {
    emulator.fault({ fault: { kind: 'answer', status: 207, body: { meta: { uuid: 'u-8' }, response: {} } } });
    expect(await problemOf(read(account, testCall()))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      upstreamRequestId: 'u-8',
    });
  });

  it('ends with its call', async () => {
    emulator.fault({ fault: { kind: 'stall' } });
    const call = testCall(100);
    expect((await problemOf(read(account, call))).code).toBe('DEADLINE_EXCEEDED');
    expect(await callsNoticed(1)).toBe(1);
    expect(emulator.journal.entries()[0]?.status).toBe(0);
  });
});

describe('what nobody has heard of', () => {
  it('is handed on as it is', async () => {
    emulator.fault({ fault: { kind: 'unknown-enum' } });
    const { items } = await entitiesOf(account).page(null, testCall());
    expect(items[0]).toMatchObject({ externalId: 'store-1', entityType: expect.stringMatching(/location/) });
    expect(items[0]?.entityType).not.toBe('location');
    expect(await account.catalogue(testCall())).toHaveLength(16);
    expect((await account.assignments.page(null, testCall())).items).toHaveLength(50);
  });

  it('does not hide a refusal', async () => {
    emulator.fault({ fault: { kind: 'unknown-enum' } });
    expect((await account.assignments.ofLicense('no-such-pack', null, testCall())).items).toEqual([]);
    const wrong = accountAt(baseUrl, runtime, { apiKey: 'wrong-key' });
    expect((await problemOf(wrong.catalogue(testCall()))).code).toBe('UPSTREAM_CREDENTIALS');
  });
});

describe('the key', () => {
  it.each(['header', 'query'])('sent in the %s is in no error and no log', async (apiKeyIn) => {
    const faults: Fault[] = [
      { kind: 'cut' },
      { kind: 'stall' },
      { kind: 'html' },
      { kind: 'error', status: 401 },
      { kind: 'error', status: 500 },
    ];
    for (const fault of faults) {
      const fresh = accountAt(baseUrl, runtime, { apiKeyIn });
      emulator.clearFaults();
      emulator.fault({ fault });
      const error: unknown = await fresh.catalogue(testCall()).catch((thrown: unknown) => thrown);
      if (!(error instanceof ProblemError)) throw new Error('expected a problem', { cause: error });
      log.error({ err: error, problem: error.problem, status: fresh.status() }, 'a read failed');
      const seen = [error.message, error.stack, JSON.stringify(error.problem), ...logged].join('\n');
      expect(seen).toContain('a read failed');
      expect(seen).not.toContain(ACCOUNT.keys.reader);
      expect(seen).not.toContain('/accounts/');
    }
  });
});

describe('a repeated page', () => {
  it.each<[string, (next: string | null) => Promise<unknown>, () => Promise<{ next: string | null }>]>([
    [
      'of assignments',
      (next) => account.assignments.page(next, testCall()),
      () => account.assignments.page(null, testCall()),
    ],
    [
      'of entities',
      (next) => entitiesOf(account).page(next, testCall()),
      () => entitiesOf(account).page(null, testCall()),
    ],
  ])('%s is no next page', async (_, second, first) => {
    const { next } = await first();
    emulator.fault({ fault: { kind: 'repeat-page' } });
    expect((await problemOf(second(next))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(calls()).toBe(2);
  });

  it('of packs ends the catalogue', async () => {
    emulator.setSwitch('pageSizeMax', 5);
    emulator.setSwitch('badPageSize', 'clamp');
    emulator.fault({ after: 1, fault: { kind: 'repeat-page' } });
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(calls()).toBe(2);
  });

  it('of another question is no answer to this one', async () => {
    await account.assignments.ofAssignees([entity('store-12')], testCall());
    await entitiesOf(account).byIds(['store-12'], testCall());
    emulator.fault({ fault: { kind: 'repeat-page' } });
    const held = await account.assignments.ofAssignees([entity('store-17')], testCall());
    const named = await entitiesOf(account).byIds(['store-17'], testCall());
    expect(held.get('store-17')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(named.get('store-17')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });
});

describe('a failing chunk fails its own keys only', () => {
  const failed = (slots: ReadonlyMap<string, unknown>): string[] =>
    [...slots].filter(([, slot]) => slot instanceof ProblemError).map(([key]) => key);

  it('one of four entities', async () => {
    emulator.fault({ after: 1, times: 1, fault: { kind: 'html' } });
    const ids = ['store-1', 'store-2', 'store-4', 'store-5'];
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect([slots.size, failed(slots).length, calls()]).toEqual([4, 1, 4]);
  });

  it('the walk for many entities', async () => {
    emulator.fault({ after: 1, times: 1, fault: { kind: 'html' } });
    const ids = Array.from({ length: 30 }, (_, index) => `store-${index}`);
    const known = { ...entity('known'), assignments: [] };
    const slots = await account.assignments.ofAssignees([...ids.map(entity), known], testCall());
    expect(failed(slots).sort()).toEqual([...ids].sort());
    expect(slots.get('known')).toEqual([]);
    expect(calls()).toBe(2);
  });

  it('one batch of names', async () => {
    emulator.fault({ times: 1, fault: { kind: 'html' } });
    const ids = Array.from({ length: 60 }, (_, index) => `store-${index}`);
    const slots = await entitiesOf(account).byIds(ids, testCall());
    expect(slots.size).toBe(60);
    expect([10, 50]).toContain(failed(slots).length);
    expect(calls()).toBe(2);
  });
});
