// Slots out of the parts of batches.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, problem } from '../../../src/domain/problem.ts';
import { slotsOf } from '../../../src/upstream/send/part-slots.ts';
import type { PartOutcome } from '../../../src/upstream/upstream.ts';
import { answer } from '../scripted.ts';

describe('slotsOf', () => {
  it('gives what is read of a part, null for an accepted 404, and problems in their own slots', () => {
    const refused = new ProblemError(problem('UPSTREAM_FORBIDDEN', 'PROVIDER', 'No.'));
    const unreadable = new ProblemError(problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', 'What?'));
    const parts = new Map<string, PartOutcome>([
      ['a', answer(200, { name: 'A' })],
      ['b', answer(404)],
      ['c', refused],
      ['d', answer(200)],
    ]);
    const slots = slotsOf(parts, ({ body }, key) => {
      if (key === 'd') throw unreadable;
      return [key, body];
    });
    expect([...slots]).toEqual([
      ['a', ['a', { name: 'A' }]],
      ['b', null],
      ['c', refused],
      ['d', unreadable],
    ]);
  });
});
