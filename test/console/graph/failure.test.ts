// What a page does about an answer that failed.
import { describe, expect, it } from '@jest/globals';
import { holdsNothing, noAnswer, waitBeforeAsking } from '../../../src/console/graph/failure.ts';

const failure = (code: string) => ({ ...noAnswer(true), code });

describe('asking again without being told to', () => {
  it('is for what passes by itself, later each time, and half a minute later at most', () => {
    const starting = [failure('STORE_UNAVAILABLE'), failure('STORE_UNAVAILABLE')];
    expect([1, 2, 3, 9].map((failed) => waitBeforeAsking(starting, failed))).toEqual([
      2_000, 4_000, 8_000, 30_000,
    ]);
    expect(waitBeforeAsking([noAnswer(true)], 1)).toBe(2_000);
  });

  it('is not for what a vendor says, and not for an answer', () => {
    expect(waitBeforeAsking([failure('STORE_UNAVAILABLE'), failure('UPSTREAM_THROTTLED')], 1)).toBeNull();
    expect(waitBeforeAsking([noAnswer(false)], 1)).toBeNull();
    expect(waitBeforeAsking([], 0)).toBeNull();
  });
});

it('an answer holds nothing when each of its parts failed', () => {
  expect(holdsNothing({ findings: null, inventory: { licenses: null, people: null } })).toBe(true);
  expect(holdsNothing(undefined)).toBe(true);
  expect(holdsNothing({ findings: null, accounts: [] })).toBe(false);
  expect(holdsNothing({ inventory: { licenses: { totalCount: 0 } } })).toBe(false);
});
