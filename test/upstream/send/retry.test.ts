// Which failures are worth another try, and after how long.
import { describe, expect, it } from '@jest/globals';
import { PROBLEM_CODES, problem, type ProblemCode } from '../../../src/domain/problem.ts';
import { waitBeforeRetry } from '../../../src/upstream/send/retry.ts';

const NOW = Date.UTC(2026, 0, 31);

function wait(code: ProblemCode, failures = 0, random = 0.5, inMs: number | null = null): number | null {
  const retryAt = inMs === null ? null : new Date(NOW + inMs).toISOString();
  const failed = problem(code, 'PROVIDER', 'failed', { retryAt });
  return waitBeforeRetry(failed, failures, { retryAfterCapMs: 2000, now: NOW, random });
}

describe('the wait before another try', () => {
  it('grows with every failure, and differs between those who failed together', () => {
    expect([0, 1, 2].map((failures) => wait('UPSTREAM_UNAVAILABLE', failures))).toEqual([100, 300, 900]);
    expect([0, 0.5, 0.999].map((random) => wait('UPSTREAM_UNAVAILABLE', 0, random))).toEqual([
      50,
      100,
      expect.closeTo(149.9),
    ]);
  });

  it.each([
    [1500, 1525],
    [2000, 2025],
    [0, 25],
    [-60_000, 25],
    [2001, null],
    [3_600_000, null],
  ])('is what a provider asks for, up to the cap: %d ms', (asked, expected) => {
    expect(wait('UPSTREAM_THROTTLED', 0, 0.5, asked)).toBe(expected);
  });

  it('is a polite guess where it does not say, and never beyond the cap', () => {
    expect([0, 1, 2].map((failures) => wait('UPSTREAM_THROTTLED', failures))).toEqual([300, 900, 2000]);
  });

  const others = PROBLEM_CODES.filter(
    (code) => code !== 'UPSTREAM_UNAVAILABLE' && code !== 'UPSTREAM_THROTTLED',
  );
  it.each(others)('is none after %s: it would not help, or come too late', (code) => {
    expect(wait(code)).toBeNull();
  });
});
