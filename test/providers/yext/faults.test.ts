// Each fault of the emulator on each read, and what of it a caller sees.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { Call } from '../../../src/domain/call.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { problemOf, until } from '../../support/assertions.ts';
import { heard } from '../../support/emulator.ts';
import { idsOf, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity, refused } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext', { jump: true });
const { account, emulator } = bench;

type Account = typeof account;
type Fault = FaultRule['fault'];

/** A request that was given up is in the journal only when the emulator has noticed. */
async function callsNoticed(count: number): Promise<number> {
  await until(() => bench.calls().length >= count);
  return bench.calls().length;
}

/** Tokens are new each time. */
function withoutCursor(answer: unknown): unknown {
  return { ...Object(answer), next: undefined };
}

const READS: [string, (of: Account, call: Call) => Promise<unknown>][] = [
  ['catalogue', (of, call) => of.catalogue(call)],
  ['assignments', (of, call) => of.assignments.page(null, call)],
  ['assignments of a pack', (of, call) => of.assignments.ofLicense('LP-PAGES', null, call)],
  ['entities', (of, call) => of.assignees.ENTITY.page(null, call)],
];

describe.each(READS)('%s', (_, read) => {
  it.each<[string, Fault, number]>([
    ['latency', { kind: 'latency', ms: 30 }, 1],
    ['throttle with Retry-After', { kind: 'throttle', retryAfter: 0 }, 2],
    ['error 500', { kind: 'error', status: 500 }, 2],
    ['error 503', { kind: 'error', status: 503 }, 2],
    ['error 504', { kind: 'error', status: 504 }, 2],
    ['cut', { kind: 'cut' }, 2],
    ['truncate', { kind: 'truncate' }, 2],
  ])('survives %s', async (_name, fault, count) => {
    const usual = withoutCursor(await read(account, testCall()));
    bench.forget();
    bench.strike(fault, { times: 1 });
    expect(withoutCursor(await read(account, testCall()))).toEqual(usual);
    expect(bench.calls()).toHaveLength(count);
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
    bench.strike(fault);
    bench.hurry(fault.kind === 'stall');
    expect(await problemOf(read(account, testCall()))).toMatchObject({ code, accountKey: 'yext-acme' });
    expect(await callsNoticed(count)).toBe(count);
    emulator.clearFaults();
    bench.hurry(false);
    if (code !== 'UPSTREAM_THROTTLED') await read(account, testCall());
  });

  it.each(['FATAL_ERROR', 'NON_FATAL_ERROR'])('fails with a %s on a 200', async (type) => {
    const body = { meta: { uuid: 'u-7', errors: [{ code: 2106, type, message: 'x' }] }, response: {} };
    bench.strike({ kind: 'answer', status: 200, body });
    expect(await problemOf(read(account, testCall()))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      accountKey: 'yext-acme',
      providerCode: '2106',
      upstreamRequestId: 'u-7',
    });
    expect(bench.calls()).toHaveLength(1);
  });

  it('fails with a 207', async () => {
    bench.strike({ kind: 'answer', status: 207, body: { meta: { uuid: 'u-8' }, response: {} } });
    expect(await problemOf(read(account, testCall()))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      upstreamRequestId: 'u-8',
    });
  });

  it('ends with its call', async () => {
    bench.strike({ kind: 'stall' });
    const call = testCall();
    const reading = problemOf(read(account, call));
    await heard(emulator);
    call.abort();
    expect((await reading).code).toBe('DEADLINE_EXCEEDED');
    expect(await callsNoticed(1)).toBe(1);
    expect(emulator.journal.entries()[0]?.status).toBe(0);
  });
});

it('not found is a failure where nothing can be missing', async () => {
  bench.strike({ kind: 'answer', ...refused(2000, 'Account not found') });
  for (const read of [
    account.catalogue(testCall()),
    account.assignments.page(null, testCall()),
    account.assignees.ENTITY.page(null, testCall()),
  ]) {
    expect(await problemOf(read)).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode: '2000' });
  }
});

describe('what nobody has heard of', () => {
  it('is handed on as it is', async () => {
    bench.strike({ kind: 'unknown-enum' });
    const { items } = await account.assignees.ENTITY.page(null, testCall());
    expect(items[0]).toMatchObject({ externalId: 'store-1', entityType: expect.stringMatching(/location/) });
    expect(items[0]?.entityType).not.toBe('location');
    expect((await account.catalogue(testCall())).items).toHaveLength(16);
    expect((await account.assignments.page(null, testCall())).items).toHaveLength(50);
  });

  it('does not hide a refusal', async () => {
    bench.strike({ kind: 'unknown-enum' });
    expect((await account.assignments.ofLicense('no-such-pack', null, testCall())).items).toEqual([]);
    const wrong = bench.open({ apiKey: 'wrong-key' });
    expect((await problemOf(wrong.catalogue(testCall()))).code).toBe('UPSTREAM_CREDENTIALS');
  });
});

describe('a failing chunk fails its own keys only', () => {
  function failed(slots: ReadonlyMap<string, unknown>): string[] {
    return [...slots].filter(([, slot]) => slot instanceof ProblemError).map(([key]) => key);
  }

  it('one of four entities', async () => {
    bench.strike({ kind: 'html' }, { after: 1, times: 1 });
    const ids = ['store-1', 'store-2', 'store-4', 'store-5'];
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect([slots.size, failed(slots).length, bench.calls().length]).toEqual([4, 1, 4]);
  });

  it('the walk for many entities', async () => {
    bench.strike({ kind: 'html' }, { after: 1, times: 1 });
    const ids = Array.from({ length: 30 }, (_, index) => `store-${index}`);
    const known = { ...entity('known'), assignments: [] };
    const slots = await account.assignments.ofAssignees([...ids.map(entity), known], testCall());
    expect(failed(slots).sort()).toEqual([...ids].sort());
    expect(slots.get('known')).toEqual([]);
    expect(bench.calls()).toHaveLength(2);
  });

  it('one batch of names', async () => {
    const pages = await pagesOf((cursor) => account.assignees.ENTITY.page(cursor, testCall()));
    const ids = idsOf(pages.flatMap(({ items }) => items)).slice(0, 60);
    bench.forget();
    bench.strike({ kind: 'html' }, { times: 1 });
    const slots = await account.assignees.ENTITY.byIds(ids, testCall());
    expect(slots.size).toBe(60);
    expect([10, 50]).toContain(failed(slots).length);
    expect(bench.calls()).toHaveLength(2);
  });
});
