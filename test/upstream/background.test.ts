// Requests that nobody waits for, and those that need no credentials.
import { describe, expect, it } from '@jest/globals';
import { anonymous, backgroundCall } from '../../src/upstream/background.ts';
import { until } from '../support/assertions.ts';
import { testRuntime } from '../support/runtime.ts';

describe('a background call', () => {
  it('ends by itself with a timeout of the provider', async () => {
    const { runtime, close } = testRuntime({ now: () => 1000 });
    const call = backgroundCall(runtime, 15);
    expect([call.deadline, call.signal.aborted]).toEqual([1015, false]);
    await until(() => call.signal.aborted);
    expect(call.signal.reason).toMatchObject({ problem: { code: 'UPSTREAM_TIMEOUT', retryable: true } });
    close();
  });
});

describe('anonymous', () => {
  it('sends nothing along and has nothing to renew', async () => {
    expect(await anonymous.headers()).toEqual({});
    const refused = { status: 401, headers: {}, body: {}, content: 'JSON' } as const;
    expect(anonymous.renew(refused, {})).toBe(false);
  });
});
