// Everything that can go wrong on the way, once and for all reads: they share one way to the provider.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { expectLater, problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY, expectDiscreet, someUsers, userOf } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys', { jump: true });
const { account } = bench;

type Fault = FaultRule['fault'];
const ONCE = { times: 1 };
const [SOMEBODY = '', SOMEBODY_ELSE = ''] = someUsers(2).map(({ externalId }) => externalId);

const READS: Readonly<Record<string, () => Promise<unknown>>> = {
  catalogue: () => account.catalogue(testCall()),
  licensesInFull: async () => theOne(await account.licensesInFull(['cloudCX2'], testCall())),
  'users.page': () => account.assignees.USER.page(null, testCall()),
  'users.byIds': async () => theOne(await account.assignees.USER.byIds([SOMEBODY], testCall())),
  'users.byEmails': async () => theOne(await account.assignees.USER.byEmails(['a@acme.example'], testCall())),
  'assignments.page': () => account.assignments.page(null, testCall()),
  'assignments.ofLicense': () => account.assignments.ofLicense('cloudCX2', null, testCall()),
  'assignments.ofAssignees': async () =>
    theOne(await account.assignments.ofAssignees([userOf(SOMEBODY)], testCall())),
  'assignments.ofAssignees, many': async () =>
    theOne(await account.assignments.ofAssignees([userOf(SOMEBODY), userOf(SOMEBODY_ELSE)], testCall())),
  inferLicenses: () => account.inferLicenses([NOBODY], testCall()),
  featureToggle: () => account.featureToggle('anything', testCall()),
};

/** The only slot, thrown when it is a problem. */
function theOne(slots: ReadonlyMap<string, unknown>): unknown {
  const [slot] = slots.values();
  if (slot instanceof Error) throw slot;
  return slot;
}

describe.each(Object.entries(READS))('%s', (_, read) => {
  it.each([500, 502, 503, 504, 408])('is tried again after %i', async (status) => {
    bench.strike({ kind: 'error', status }, ONCE);
    await read();
    expect(bench.calls()).toHaveLength(2);
  });

  it.each<[Fault]>([[{ kind: 'cut' }], [{ kind: 'truncate' }]])('is tried again after %j', async (fault) => {
    bench.strike(fault, ONCE);
    await read();
    expect(bench.calls()).toHaveLength(2);
  });

  it.each<[string, Fault]>([
    ['half-json', { kind: 'half-json' }],
    ['html', { kind: 'html' }],
    ['another form', { kind: 'answer', status: 200, body: 'null' }],
  ])('takes %s for no answer', async (__, fault) => {
    bench.strike(fault);
    const problem = await problemOf(read());
    expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
    expectDiscreet(problem);
    expect(bench.calls()).toHaveLength(1);
  });

  it('says that the provider failed when it keeps failing', async () => {
    bench.strike({ kind: 'error', status: 503 });
    const problem = await problemOf(read());
    expect(problem).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
    expectDiscreet(problem);
    expect(bench.calls()).toHaveLength(3);
  });

  it('does not wait longer, and leaves the provider alone meanwhile', async () => {
    bench.strike({ kind: 'throttle', retryAfter: 42 }, ONCE);
    const asked = Date.now();
    const problem = await problemOf(read());
    expect(problem).toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      providerCode: 'too.many.requests.retry.after',
      retryable: true,
    });
    expectLater(problem.retryAt, asked, 42_000);
    expectDiscreet(problem);
    expect((await problemOf(read())).code).toBe('UPSTREAM_THROTTLED');
    expect(bench.calls()).toHaveLength(1);
  });
});

describe.each(['catalogue', 'assignments.ofAssignees'])('%s, given time', (name) => {
  const read = READS[name] ?? (() => Promise.reject(new Error('no such read')));

  it('waits for a slow answer', async () => {
    bench.strike({ kind: 'latency', ms: 150 });
    const started = Date.now();
    await read();
    expect(Date.now() - started).toBeGreaterThanOrEqual(145);
    expect(bench.calls()).toHaveLength(1);
  });

  it('waits as long as asked, within reason', async () => {
    bench.strike({ kind: 'throttle', retryAfter: 1 }, ONCE);
    const started = bench.runtime.now();
    await read();
    expect(bench.runtime.now() - started).toBeGreaterThanOrEqual(1000);
    expect(bench.calls()).toHaveLength(2);
  });
});

describe('a provider that does not answer', () => {
  it('is not waited for', async () => {
    await bench.warm();
    bench.hurry();
    bench.strike({ kind: 'stall' });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true });
    expectDiscreet(problem);
  });

  it('is let go when the deadline passes', async () => {
    bench.strike({ kind: 'stall' });
    expect((await problemOf(account.catalogue(testCall(50)))).code).toBe('DEADLINE_EXCEEDED');
  });
});

describe('words nobody has heard of', () => {
  it('are kept, and called unknown', async () => {
    bench.strike({ kind: 'unknown-enum' });
    const page = await account.assignees.USER.page(null, testCall());
    const states = new Set(page.items.map((user) => user.state));
    const raw = page.items.map((user) => user.rawState ?? '');
    expect([...states]).toEqual(['UNKNOWN']);
    expect(raw.every((state) => state !== '' && !['active', 'inactive', 'deleted'].includes(state))).toBe(
      true,
    );
  });
});
