// Chunks of a vendor's size, so many at a time, each key answered once whatever fails beside it.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { chunk, chunkByWeight, fanOut, inChunks } from '../../src/batching/chunk.ts';
import type { Slot } from '../../src/domain/page.ts';
import { ProblemError, callerError } from '../../src/domain/problem.ts';
import { createRandom, seeds } from '../support/random.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const keysUpTo = (count: number): string[] => upTo(count).map((index) => `k${index}`);

describe('chunk', () => {
  it('cuts nothing into no pieces', () => {
    expect(chunk([], 3)).toEqual([]);
  });

  it('fills every piece but the last', () => {
    expect(chunk(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(chunk(['a', 'b'], 2)).toEqual([['a', 'b']]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d as a size', (size) => {
    expect(() => chunk(['a'], size)).toThrow(RangeError);
  });

  it.each(seeds(50))('loses, repeats and moves nothing (seed %i)', (seed) => {
    const random = createRandom(seed);
    const items = upTo(random.whole(0, 60));
    const size = random.whole(1, 12);
    const pieces = chunk(items, size);
    expect(pieces.flat()).toEqual(items);
    expect(pieces.slice(0, -1).every((piece) => piece.length === size)).toBe(true);
    expect(pieces.every((piece) => piece.length > 0 && piece.length <= size)).toBe(true);
  });
});

describe('chunkByWeight', () => {
  const sum = (weights: readonly number[]): number => {
    let total = 0;
    for (const weight of weights) total += weight;
    return total;
  };

  it('lets an item that is too heavy for any piece go alone', () => {
    expect(chunkByWeight([1, 50, 2, 3], 10, 10, (weight) => weight)).toEqual([[1], [50], [2, 3]]);
  });

  it.each(seeds(50))('keeps both measures, and wastes no room (seed %i)', (seed) => {
    const random = createRandom(seed);
    const items = upTo(random.whole(0, 60)).map(() => random.whole(0, 15));
    const size = random.whole(1, 12);
    const pieces = chunkByWeight(items, size, 12, (weight) => weight);
    expect(pieces.flat()).toEqual(items);
    for (const [index, piece] of pieces.entries()) {
      expect(piece.length).toBeGreaterThan(0);
      expect(piece.length).toBeLessThanOrEqual(size);
      expect(piece.length === 1 || sum(piece) <= 12).toBe(true);
      const following = pieces[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
      expect(piece.length === size || sum(piece) + following > 12).toBe(true);
    }
  });
});

describe('fanOut', () => {
  it.each(seeds(20))(
    'works on each item once, so many at a time, and keeps the order (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      const items = upTo(random.whole(0, 30));
      const width = random.whole(1, 8);
      const started: number[] = [];
      let underWay = 0;
      let most = 0;
      const results = await fanOut(items, width, async (item) => {
        started.push(item);
        underWay += 1;
        most = Math.max(most, underWay);
        await delay(random.whole(0, 3));
        underWay -= 1;
        return item * 2;
      });
      expect(results).toEqual(items.map((item) => item * 2));
      expect(started.toSorted((one, other) => one - other)).toEqual(items);
      expect(most).toBe(Math.min(width, items.length));
    },
  );

  it('ends with the first failure, and begins nothing after it', async () => {
    const begun: number[] = [];
    const failing = fanOut(upTo(100), 3, async (item) => {
      begun.push(item);
      await delay(1);
      if (item === 4) throw new Error('four');
    });
    await expect(failing).rejects.toThrow('four');
    const atTheEnd = begun.length;
    await delay(20);
    expect(begun.length).toBe(atTheEnd);
    expect(atTheEnd).toBeLessThanOrEqual(8);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d as a width', async (width) => {
    await expect(fanOut(['a'], width, (item) => Promise.resolve(item))).rejects.toThrow(RangeError);
  });
});

describe('inChunks', () => {
  it('asks nothing for no keys', async () => {
    const asked: (readonly string[])[] = [];
    const slots = await inChunks([], { size: 2, width: 2 }, (keys) => {
      asked.push(keys);
      return Promise.resolve(new Map());
    });
    expect([slots.size, asked]).toEqual([0, []]);
  });

  it.each(seeds(30))('answers each key once, by key, whatever fails beside it (seed %i)', async (seed) => {
    const random = createRandom(seed);
    const keys = upTo(random.whole(1, 60)).map(() => `k${random.whole(0, 40)}`);
    const size = random.whole(1, 9);
    const broken = new Set(keysUpTo(41).filter(() => random.chance(0.1)));
    const absent = new Set(keysUpTo(41).filter(() => random.chance(0.3)));
    // Neither there nor said not to exist.
    const leftOut = new Set(keysUpTo(41).filter(() => random.chance(0.2)));
    const asked: (readonly string[])[] = [];

    const slots = await inChunks<string>(keys, { size, width: 3 }, async (piece) => {
      asked.push(piece);
      await delay(random.whole(0, 2));
      if (piece.some((key) => broken.has(key))) throw callerError('BAD_INPUT', 'broken');
      const answers = new Map<string, Slot<string>>([['stranger', 'not asked for']]);
      for (const key of piece.toReversed()) {
        if (!leftOut.has(key)) answers.set(key, absent.has(key) ? null : `value of ${key}`);
      }
      return answers;
    });

    expect(asked.flat().toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(asked.every((piece) => piece.length <= size)).toBe(true);
    expect(new Set(slots.keys())).toEqual(new Set(keys));
    for (const piece of asked) {
      const fails = piece.some((key) => broken.has(key));
      for (const key of piece) {
        const told = absent.has(key) ? null : `value of ${key}`;
        const value = leftOut.has(key) ? 'UPSTREAM_BAD_RESPONSE' : told;
        const slot = slots.get(key);
        expect(slot instanceof ProblemError ? slot.problem.code : slot).toBe(fails ? 'BAD_INPUT' : value);
      }
    }
  });

  it('keeps a problem in the slot of the key that has it', async () => {
    const problem = callerError('BAD_ID', 'no such id');
    const slots = await inChunks(['a', 'b'], { size: 5, width: 1 }, () =>
      Promise.resolve(
        new Map<string, Slot<number>>([
          ['a', problem],
          ['b', 2],
        ]),
      ),
    );
    expect([slots.get('a'), slots.get('b')]).toEqual([problem, 2]);
  });

  it('makes INTERNAL of an error that is no problem, and keeps it as the cause', async () => {
    const bug = new TypeError('x is undefined');
    const slots = await inChunks(['a'], { size: 1, width: 1 }, () => Promise.reject(bug));
    expect(slots.get('a')).toMatchObject({ problem: { code: 'INTERNAL', blame: 'PLATFORM' }, cause: bug });
  });
});
