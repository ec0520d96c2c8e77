// Credentials that a vendor refuses: tried again, but seldom, because vendors lock users after a few wrong tries.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { createTokenSource } from '../../src/upstream/tokens.ts';
import { problemOf } from '../support/assertions.ts';

const MINUTE = 60_000;

/** A login that is refused until it is let in, in a time that passes when it is told to. */
function createLogin() {
  const state = { now: 0, letIn: false, tries: [] as number[] };
  const source = createTokenSource<string>({
    now: () => state.now,
    renewBeforeMs: 0,
    async fetch() {
      state.tries.push(state.now / MINUTE);
      await Promise.resolve();
      if (!state.letIn) throw new ProblemError(problem('UPSTREAM_CREDENTIALS', 'PLATFORM', 'refused'));
      return { value: 'a token', expiresAt: null };
    },
  });
  return { state, source };
}

describe('a refused login', () => {
  it('is tried again after 5, 15 and 60 minutes, and then every hour, however often it is asked for', async () => {
    const { state, source } = createLogin();
    for (; state.now <= 300 * MINUTE; state.now += MINUTE) {
      await problemOf(source.current());
      await problemOf(source.current());
    }
    expect(state.tries).toEqual([0, 5, 20, 80, 140, 200, 260]);
  });

  it('says when the next try is', async () => {
    const { state, source } = createLogin();
    expect(source.nextLoginAt()).toBeNull();
    const told = await problemOf(source.current());
    expect(told).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', retryAt: '1970-01-01T00:05:00.000Z' });
    expect(source.nextLoginAt()).toBe(5 * MINUTE);
    state.now = 5 * MINUTE;
    expect((await problemOf(source.current())).retryAt).toBe('1970-01-01T00:20:00.000Z');
  });

  it('is forgotten once one succeeds', async () => {
    const { state, source } = createLogin();
    await problemOf(source.current());
    state.letIn = true;
    await problemOf(source.current());
    state.now = 5 * MINUTE;
    expect(await source.current()).toBe('a token');
    expect(source.nextLoginAt()).toBeNull();
    state.letIn = false;
    source.refuse('a token');
    await problemOf(source.current());
    // As after the very first refusal.
    expect(source.nextLoginAt()).toBe(10 * MINUTE);
  });

  it('is sent once for all who ask at the same time', async () => {
    const { state, source } = createLogin();
    await Promise.all([1, 2, 3].map(() => problemOf(source.current())));
    state.now = 5 * MINUTE;
    await Promise.all([1, 2, 3].map(() => problemOf(source.current())));
    expect(state.tries).toEqual([0, 5]);
  });
});
