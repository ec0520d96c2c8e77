// How sockets and streams are counted, and taken leave of one after the other; the timers are the test's.
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConnections } from '../../../src/server/live/connections.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** So many connections, with the numbers of those that were told to leave. */
function opened(count: number) {
  const left: number[] = [];
  const connections = createConnections(
    () => count,
    () => undefined,
  );
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

describe('telling', () => {
  it('reaches those that are open, and leaves room for new ones, which are told at the end', () => {
    const { connections, closes, left } = opened(3);
    connections.tellAll(5_000);
    mock.timers.tick(5_000);
    expect(left).toEqual([0, 1, 2]);
    closes[0]?.();
    expect(connections.open(() => left.push(3))).not.toBeNull();
    mock.timers.tick(5_000);
    expect(left).toEqual([0, 1, 2]);
    connections.leaveAll(0);
    mock.timers.tick(1);
    expect(left).toContain(3);
  });
});

describe('those whose caller is not known', () => {
  function welcomed(most: number) {
    const connections = createConnections(
      () => most,
      () => undefined,
    );
    const gone: string[] = [];
    const come = (name: string, address: string) =>
      connections.welcome({
        address,
        leave: () => gone.push(`${name} left`),
        giveWay: () => gone.push(name),
      });
    return { connections, gone, come };
  }

  it('have a tenth of the places besides; of the address with the most, the oldest gives way', () => {
    const { connections, gone, come } = welcomed(40);
    come('other', 'b');
    for (const name of ['one', 'two', 'three', 'four', 'five']) come(name, 'a');
    come('late', 'b');
    expect(gone).toEqual(['one', 'two', 'three']);
    expect(connections.isFull()).toBe(false);
    for (let place = 0; place < 40; place += 1) expect(connections.open(() => undefined)).not.toBeNull();
    expect(connections.isFull()).toBe(true);
  });

  it('count as all others once they are known, unless there are too many, and are not shown out after', () => {
    const { connections, gone, come } = welcomed(1);
    const [one, two] = [come('one', 'a'), come('two', 'a')];
    expect(gone).toEqual(['one']);
    expect(one?.stay()).toBe(false);
    expect(two?.stay()).toBe(true);
    const three = come('three', 'a');
    expect(three?.stay()).toBe(false);
    two?.end();
    expect(three?.stay()).toBe(true);
    expect(gone).toEqual(['one']);
    connections.leaveAll(0);
    mock.timers.tick(1);
    expect(gone).toEqual(['one', 'three left']);
    expect(come('four', 'a')).toBeNull();
  });
});
