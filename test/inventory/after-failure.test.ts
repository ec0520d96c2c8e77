// What a sweep does when a page could not be read.
import { describe, expect, it } from '@jest/globals';
import { problem, type ProblemCode } from '../../src/domain/problem.ts';
import { afterFailure, isTooOld, type FailingPage } from '../../src/inventory/after-failure.ts';

const NOW = Date.parse('2031-05-01T10:00:00.000Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

function ago(milliseconds: number): string {
  return new Date(NOW - milliseconds).toISOString();
}

function after(code: ProblemCode, page: Partial<FailingPage> = {}, retryAt: string | null = null) {
  const failed = { ...problem(code, 'PROVIDER', 'It failed.'), retryAt };
  return afterFailure(
    failed,
    { tries: 0, failingSince: null, attempt: 1, startedAt: ago(SECOND), ...page },
    NOW,
  );
}

describe('a sweep after a failure', () => {
  const pause = (seconds: number) => ({ next: 'WAIT', until: NOW + seconds * SECOND, isPause: true });
  it.each([
    ['as long as the provider says', ago(-90 * SECOND), pause(90)],
    ['an hour, if it says so', ago(-HOUR), pause(3_600)],
    ['a minute, if it says nothing', null, pause(60)],
    ['not at all, if that is over', ago(HOUR), pause(0)],
  ])('pauses %s', (_how, retryAt, expected) => {
    expect(after('UPSTREAM_THROTTLED', {}, retryAt)).toEqual(expected);
  });

  it('pauses as often as it is asked to', () => {
    expect(after('UPSTREAM_THROTTLED', { tries: 99, failingSince: ago(7 * HOUR) })).toEqual(pause(60));
  });

  it.each([
    [0, 30],
    [1, 60],
    [3, 240],
    [5, 900],
    [500, 900],
  ])('waits for a provider that is away: after %d failures %d seconds', (tries, seconds) => {
    const expected = { next: 'WAIT', until: NOW + seconds * SECOND, isPause: false };
    for (const code of AWAY) expect(after(code, { tries, failingSince: ago(5 * HOUR) })).toEqual(expected);
  });

  it('gives up on one that is away for six hours', () => {
    for (const code of AWAY) expect(after(code, { tries: 30, failingSince: ago(6 * HOUR) })).toEqual(GIVE_UP);
  });

  it.each([
    [1, 'RESTART'],
    [2, 'RESTART'],
    [3, 'GIVE_UP'],
  ])('starts the section again when its place is gone, attempt %d: %s', (attempt, next) => {
    expect(after('CURSOR_EXPIRED', { attempt })).toEqual({ next });
    expect(after('BAD_CURSOR', { attempt })).toEqual({ next });
  });

  it.each([
    [0, 'AGAIN'],
    [1, 'AGAIN'],
    [2, 'GIVE_UP'],
  ])('reads a page that is of no use three times: after %d, %s', (tries, next) => {
    expect(after('UPSTREAM_BAD_RESPONSE', { tries })).toEqual({ next });
  });

  it.each<ProblemCode>(['UPSTREAM_FORBIDDEN', 'UPSTREAM_CREDENTIALS', 'NOT_SUPPORTED', 'INTERNAL'])(
    'gives up at once: %s',
    (code) => {
      expect(after(code)).toEqual(GIVE_UP);
    },
  );

  it('gives up a sweep of a day, whatever it is asked for', () => {
    const page = { startedAt: ago(24 * HOUR) };
    expect(after('UPSTREAM_THROTTLED', page)).toEqual(GIVE_UP);
    expect(after('UPSTREAM_TIMEOUT', page)).toEqual(GIVE_UP);
    expect(isTooOld(page, NOW)).toBe(true);
    expect(isTooOld(page, NOW - 1)).toBe(false);
  });
});

const GIVE_UP = { next: 'GIVE_UP' };
const AWAY: readonly ProblemCode[] = [
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_OVERLOADED',
];
