// The pace at which a set is followed, and what ends it; the clock is the test's.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { followSet, type FollowDeps, type Followed } from '../../src/changes/follow-set.ts';
import type { ChangeSet, ChangeSetStatus } from '../../src/domain/change-set.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import type { Store } from '../../src/store/api.ts';

/** What a look finds, and the moment of it. */
interface Look {
  readonly at: number;
  readonly seen: unknown;
}

/** Follows a set whose looks find these, with news at these moments. Times are in milliseconds since its start. */
async function looksAt(
  found: readonly (ChangeSetStatus | null | ProblemError)[],
  news: readonly number[] = [],
): Promise<Look[]> {
  let now = 0;
  let closed = 0;
  const left = [...found];
  const coming = [...news];
  let tell: (() => void) | null = null;
  const deps: FollowDeps = {
    signal: new AbortController().signal,
    now: () => now,
    async sleep(milliseconds, signal) {
      const until = now + milliseconds;
      const next = coming[0];
      // News comes while it sleeps: whoever waits for either goes on at that moment.
      if (tell !== null && next !== undefined && next <= until) {
        coming.shift();
        now = Math.max(now, next);
        tell();
        tell = null;
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        return;
      }
      now = until;
      await Promise.resolve();
    },
    opened: () =>
      // The one method that following needs.
      Promise.resolve({
        watchSet: () => ({
          news: () => new Promise<void>((resolve) => (tell = resolve)),
          close: () => (closed += 1),
        }),
      } as unknown as Store),
    read() {
      const next = left.shift();
      if (next instanceof ProblemError) return Promise.reject(next);
      // Following looks at nothing but the status.
      return Promise.resolve(next === null ? null : ({ status: next } as ChangeSet));
    },
  };
  const looks: Look[] = [];
  for await (const seen of followSet('a set', deps)) looks.push({ at: now, seen: nameOf(seen) });
  expect({ left, closed }).toEqual({ left: [], closed: 1 });
  return looks;
}

function nameOf(seen: Followed): unknown {
  return seen instanceof ProblemError ? seen.problem.code : (seen?.status ?? null);
}

const AWAY = new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', 'Away.', { retryable: true }));
const BROKEN = new ProblemError(problem('INTERNAL', 'PLATFORM', 'Broken.'));

describe('following a set', () => {
  it('looks when there is news, and at most four times a second', async () => {
    expect(await looksAt(['RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'], [1, 900, 910])).toEqual([
      { at: 0, seen: 'RUNNING' },
      { at: 250, seen: 'RUNNING' },
      { at: 900, seen: 'RUNNING' },
      { at: 1_150, seen: 'SUCCEEDED' },
    ]);
  });

  it('looks every five seconds when there is none', async () => {
    expect(await looksAt(['PLANNED', 'PLANNED', 'EXPIRED'])).toEqual([
      { at: 0, seen: 'PLANNED' },
      { at: 5_000, seen: 'PLANNED' },
      { at: 10_000, seen: 'EXPIRED' },
    ]);
  });

  it.each(['SUCCEEDED', 'PARTIAL', 'FAILED', 'CANCELLED', 'EXPIRED', null] as const)(
    'ends with %s',
    async (last) => {
      expect(await looksAt([last])).toEqual([{ at: 0, seen: last }]);
    },
  );

  it('does not end with what is not settled', async () => {
    const seen = (await looksAt(['RUNNING', 'UNSETTLED', 'PARTIAL'])).map((look) => look.seen);
    expect(seen).toEqual(['RUNNING', 'UNSETTLED', 'PARTIAL']);
  });

  it('says that the store is away, and looks again; what does not mend ends it', async () => {
    expect(await looksAt(['RUNNING', AWAY, 'RUNNING', BROKEN])).toEqual([
      { at: 0, seen: 'RUNNING' },
      { at: 5_000, seen: 'STORE_UNAVAILABLE' },
      { at: 10_000, seen: 'RUNNING' },
      { at: 15_000, seen: 'INTERNAL' },
    ]);
  });

  it('stops at once when it is ended while it waits', async () => {
    const ending = new AbortController();
    const deps = {
      signal: ending.signal,
      now: () => 0,
      sleep: async (_milliseconds: number, signal: AbortSignal) => {
        queueMicrotask(() => ending.abort());
        await delay(600_000, undefined, { signal });
      },
      opened: () => Promise.reject(AWAY),
      read: () => Promise.reject(new Error('nothing is read without a store')),
    };
    const seen: unknown[] = [];
    for await (const one of followSet('a set', deps)) seen.push(nameOf(one));
    expect(seen).toEqual(['STORE_UNAVAILABLE']);
  });
});
