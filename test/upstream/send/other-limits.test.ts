// Limits that a reload exchanges while requests are sent.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, problem } from '../../../src/domain/problem.ts';
import { createConnection } from '../../../src/upstream/send/connection.ts';
import { createGuard } from '../../../src/upstream/send/guard.ts';
import { problemOf } from '../../support/assertions.ts';
import { testRuntime } from '../../support/runtime.ts';

const { signal } = new AbortController();
const { runtime } = testRuntime();
const FIRST = { ...runtime.limits(), concurrency: 1, queue: 0, breakerFailures: 2, breakerResetMs: 60_000 };

function rig() {
  let limits = FIRST;
  const connection = createConnection(
    { ...runtime, limits: () => limits },
    {
      accountKey: 'a',
      policy: { explain: () => ({}), budget: () => null },
      authorizer: { headers: () => Promise.resolve({}), renew: () => false },
    },
  );
  const guard = createGuard(connection);
  const fail = () =>
    guard.execute(
      () => Promise.reject(new ProblemError(problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'away'))),
      signal,
    );
  return { guard, fail, exchange: (more: Partial<typeof FIRST>) => (limits = { ...FIRST, ...more }) };
}

describe('other limits', () => {
  it('hold for the next request', async () => {
    const { guard, exchange } = rig();
    const held = Promise.withResolvers<string>();
    const first = guard.execute(() => held.promise, signal);
    expect(await problemOf(guard.execute(() => Promise.resolve(''), signal))).toMatchObject({
      code: 'UPSTREAM_OVERLOADED',
    });
    exchange({ concurrency: 2 });
    expect(await guard.execute(() => Promise.resolve('second'), signal)).toBe('second');
    held.resolve('first');
    expect(await first).toBe('first');
  });

  it('leave the circuit as it is: closed with its failures, or open', async () => {
    const { guard, fail, exchange } = rig();
    await problemOf(fail());
    exchange({ queue: 5 });
    await problemOf(fail());
    expect(guard.circuit()).toBe('OPEN');
    const until = guard.openUntil();
    exchange({ queue: 6 });
    expect(await problemOf(guard.execute(() => Promise.resolve(''), signal))).toMatchObject({
      code: 'UPSTREAM_CIRCUIT_OPEN',
    });
    expect(guard.openUntil()).toBe(until);
  });
});
