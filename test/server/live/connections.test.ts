// How sockets and streams are counted, and taken leave of one after the other; the timers are the test's.
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConnections } from '../../../src/server/live/connections.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** So many connections, with the numbers of those that were told to leave. */
function opened(count: number) {
  const left: number[] = [];
  const connections = createConnections(count, () => undefined);
  const closes = Array.from({ length: count }, (_, place) => connections.open(() => left.push(place)));
  return { connections, closes, left };
}

describe('leaving', () => {
  it.each([
    ['few take a twentieth of a second each', 3, 5_000, [1, 2, 3, 3]],
    ['many take the time there is', 1_000, 5_000, [1, 11, 21, 31]],
    ['with no time, all go at once', 10, 0, [10, 10, 10, 10]],
  ])('%s', (_what, count, withinMs, expected) => {
    const { connections, left } = opened(count);
    connections.leaveAll(withinMs);
    const seen = expected.map((_count, place) => {
      mock.timers.tick(place === 0 ? 1 : 50);
      return left.length;
    });
    expect(seen).toEqual(expected);
    mock.timers.tick(withinMs);
    expect(left).toHaveLength(count);
  });

  it('passes over those that have gone by themselves, and takes no new ones', () => {
    const { connections, closes, left } = opened(3);
    connections.leaveAll(5_000);
    closes[1]?.();
    mock.timers.tick(5_000);
    expect(left).toEqual([0, 2]);
    expect(connections.isFull()).toBe(true);
    expect(connections.open(() => undefined)).toBeNull();
  });
});
