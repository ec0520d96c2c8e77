// One token for everybody who waits; a refused login is never sent again.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { createTokenSource, type Token } from '../../src/upstream/tokens.ts';
import { createTestClock } from '../support/clock.ts';

const refused = new ProblemError(problem('UPSTREAM_CREDENTIALS', 'PROVIDER', 'refused'));
const down = new ProblemError(problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'down'));

/** A source at time zero whose fetches are answered in turn. */
function createSource(...answers: readonly (Token<string> | ProblemError)[]) {
  const clock = createTestClock(0);
  const asked: (string | null)[] = [];
  const source = createTokenSource<string>({
    async fetch(previous) {
      const answer = answers[asked.length];
      asked.push(previous);
      await Promise.resolve();
      if (answer === undefined) throw new Error('one fetch too many');
      if (answer instanceof ProblemError) throw answer;
      return answer;
    },
    now: () => clock.now,
    renewBeforeMs: 100,
  });
  return { source, clock, asked };
}

const token = (value: string, expiresAt: number | null = null): Token<string> => ({ value, expiresAt });

describe('a token source', () => {
  it('fetches nothing before somebody asks', () => {
    expect(createSource(token('one')).asked).toEqual([]);
  });

  it('fetches once for everybody who waits', async () => {
    const { source, asked } = createSource(token('one'));
    const all = await Promise.all([source.current(), source.current(), source.current()]);
    expect(all).toEqual(['one', 'one', 'one']);
    expect(await source.current()).toBe('one');
    expect(asked).toEqual([null]);
  });

  it('renews a token before it expires, and hands the old one to the fetch', async () => {
    const { source, clock, asked } = createSource(token('one', 1000), token('two', 2000));
    await source.current();
    clock.now = 899;
    expect(await source.current()).toBe('one');
    clock.now = 900;
    expect(await Promise.all([source.current(), source.current()])).toEqual(['two', 'two']);
    expect(asked).toEqual([null, 'one']);
  });

  it('keeps a token that does not say when it expires', async () => {
    const { source, clock, asked } = createSource(token('one'));
    await source.current();
    clock.now = Number.MAX_SAFE_INTEGER;
    expect(await source.current()).toBe('one');
    expect(asked).toHaveLength(1);
  });

  it('fetches another token when the one in force was refused', async () => {
    const { source, asked } = createSource(token('one'), token('two'));
    source.refuse(await source.current());
    expect(await source.current()).toBe('two');
    expect(asked).toEqual([null, 'one']);
  });

  it('does not give up a newer token for an older one that was refused', async () => {
    const { source, asked } = createSource(token('one'), token('two'));
    const old = await source.current();
    source.refuse(old);
    await source.current();
    source.refuse(old);
    source.refuse('somebody else’s');
    expect(await source.current()).toBe('two');
    expect(asked).toHaveLength(2);
  });

  it('gives up the old token while the new one is on its way', async () => {
    const { source, clock, asked } = createSource(token('one', 1000), token('two', 5000));
    const old = await source.current();
    clock.now = 950;
    const renewed = source.current();
    source.refuse(old);
    expect(await renewed).toBe('two');
    expect(await source.current()).toBe('two');
    expect(asked).toHaveLength(2);
  });

  it('tells everybody who waits that a fetch failed, and tries again for the next one', async () => {
    const { source, asked } = createSource(down, token('two'));
    const outcomes = await Promise.allSettled([source.current(), source.current()]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: down },
      { status: 'rejected', reason: down },
    ]);
    expect(await source.current()).toBe('two');
    expect(asked).toEqual([null, null]);
  });

  it('does not send a refused login again at once', async () => {
    const { source, asked } = createSource(refused, token('never'));
    await expect(source.current()).rejects.toThrow(refused.message);
    await expect(source.current()).rejects.toThrow(refused.message);
    source.refuse('anything');
    await expect(Promise.all([source.current(), source.current()])).rejects.toThrow(refused.message);
    expect(asked).toHaveLength(1);
  });

  it('treats a refused renewal likewise', async () => {
    const { source, clock, asked } = createSource(token('one', 1000), refused);
    await source.current();
    clock.now = 1000;
    await expect(source.current()).rejects.toThrow(refused.message);
    await expect(source.current()).rejects.toThrow(refused.message);
    expect(asked).toEqual([null, 'one']);
  });
});
