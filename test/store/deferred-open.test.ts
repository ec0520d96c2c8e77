// Opening a store that may not be reachable yet.
import { describe, expect, it } from '@jest/globals';
import { deferOpen } from '../../src/store/deferred-open.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';

const AWAY = new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', 'not there'));

/** An opening that fails until it is told otherwise, and whose pauses end when the test says. */
function rig(fails: boolean) {
  const logged: string[] = [];
  let wake = (): void => undefined;
  const state = { fails, opened: 0 };
  const opening = deferOpen(
    (signal) => {
      signal.throwIfAborted();
      state.opened += 1;
      return state.fails ? Promise.reject(AWAY) : Promise.resolve(`store ${state.opened}`);
    },
    {
      retryMs: 5,
      sleep: (_milliseconds, signal) =>
        new Promise((resolve, reject) => {
          wake = resolve;
          signal.addEventListener('abort', () => reject(new Error('told to stop')));
        }),
      outage: {
        failed: (error) => logged.push(error.message),
        over: () => logged.push('over'),
      },
    },
  );
  return { opening, state, logged, wake: () => wake() };
}

describe('opening', () => {
  it('tells each who asks why it failed, and tries again until it is there', async () => {
    const { opening, state, logged, wake } = rig(true);
    await expect(opening.ready()).rejects.toBe(AWAY);
    await expect(opening.ready()).rejects.toBe(AWAY);
    expect(state.opened).toBe(1);
    state.fails = false;
    wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await opening.ready()).toBe('store 2');
    expect(await opening.ready()).toBe('store 2');
    expect(logged).toEqual(['not there', 'over']);
  });

  it('waits until it is asked for', async () => {
    const { opening, state } = rig(false);
    expect([opening.begun(), state.opened]).toEqual([false, 0]);
    await Promise.all([opening.ready(), opening.ready()]);
    expect([opening.begun(), state.opened]).toEqual([true, 1]);
    const unasked = rig(false);
    expect([await unasked.opening.stop(), unasked.state.opened]).toEqual([null, 0]);
  });

  it('ends with what was opened, or with nothing and no further try', async () => {
    const good = rig(false);
    await good.opening.ready();
    expect(await good.opening.stop()).toBe('store 1');
    const bad = rig(true);
    await expect(bad.opening.ready()).rejects.toBe(AWAY);
    expect(await bad.opening.stop()).toBeNull();
    expect(bad.state.opened).toBe(1);
  });
});
