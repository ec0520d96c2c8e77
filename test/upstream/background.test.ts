import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { anonymous, backgroundCall } from '../../src/upstream/background.ts';
import { testRuntime } from '../support/runtime.ts';

describe('a background call', () => {
  it('ends by itself with a timeout of the provider', async () => {
    const { runtime, close } = testRuntime({ now: () => 1000 });
    const call = backgroundCall(runtime, 15);
    expect([call.deadline, call.signal.aborted]).toEqual([1015, false]);
    while (!call.signal.aborted) await delay(2);
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
