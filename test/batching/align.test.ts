// Answers find their questions by key, never by position.
import { describe, expect, it } from '@jest/globals';
import { align } from '../../src/batching/align.ts';
import type { Slot } from '../../src/domain/page.ts';
import { callerError } from '../../src/domain/problem.ts';

describe('align', () => {
  it('puts answers where their keys are, twice where a key is there twice', () => {
    const failure = callerError('BAD_ID', 'no');
    const slots = new Map<string, Slot<number>>([
      ['c', 3],
      ['a', 1],
      ['x', failure],
      ['gone', null],
    ]);
    const [one, problem, leftOut, three, gone, oneAgain] = align(
      ['a', 'x', 'missing', 'c', 'gone', 'a'],
      slots,
    );
    expect([one, problem, three, gone, oneAgain]).toEqual([1, failure, 3, null, 1]);
    // Nobody said that it does not exist.
    expect(leftOut).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE', retryable: true } });
  });

  it('keeps values that look like nothing', () => {
    const slots = new Map<string, Slot<unknown>>([
      ['zero', 0],
      ['empty', ''],
      ['no', false],
    ]);
    expect(align(['zero', 'empty', 'no'], slots)).toEqual([0, '', false]);
  });
});
