// How many rows a walked list has in all, where some of its rows come from the inventory.
import { describe, expect, it } from '@jest/globals';
import type { Instead } from '../../src/loaders/instead.ts';
import { startAt, type Source } from '../../src/loaders/position.ts';
import { totalOf } from '../../src/loaders/walk-total.ts';

const OBSERVED = '2026-01-01T00:00:00.000Z';
const SO_FAR = { failed: [], gaps: {}, instead: [] };

/** A source that the inventory has so many rows of. */
function sourceOf(key: string, count: number, instead: Partial<Instead<string>> = {}): Source<string> {
  return {
    key,
    accountKey: key,
    read: () => Promise.reject(new Error('is not read')),
    keyOf: (row) => row,
    instead: {
      comesFirst: true,
      age: () => Promise.resolve({ observedAt: OBSERVED, isYoung: true }),
      explained: (failure) => Promise.resolve(failure),
      takes: () => false,
      read: () => Promise.reject(new Error('is not read')),
      count: () => Promise.resolve(count),
      ...instead,
    },
  };
}

const taken = { observedAt: OBSERVED, isYoung: true, problem: null };
const inA = { ...startAt('a', SO_FAR), offset: 10 };

/** The total behind the first page of two sources, of which the walk is in the first one. */
async function totalWith(
  sources: readonly Source<string>[],
  page: Partial<Parameters<typeof totalOf<string>>[0]> = {},
): Promise<number | null> {
  const total = totalOf({
    sources,
    after: null,
    next: inA,
    rows: 10,
    lacksRows: false,
    totals: new Map(),
    instead: new Map([['a', taken]]),
    ...page,
  });
  return typeof total === 'function' ? total() : total;
}

describe('the total of a list, some of which is in the inventory', () => {
  it('is that of what is there, and of what will be taken from there', async () => {
    expect(await totalWith([sourceOf('a', 30), sourceOf('b', 4)])).toBe(34);
  });

  it('has what a provider counted, and what the inventory counts', async () => {
    const totals = new Map([['a', 30]]);
    const sources = [sourceOf('a', 99, { comesFirst: false }), sourceOf('b', 4)];
    expect(await totalWith(sources, { totals, instead: new Map() })).toBe(34);
  });

  it.each([
    ['may be asked of its provider', { comesFirst: false }],
    ['is too old there', { age: () => Promise.resolve({ observedAt: OBSERVED, isYoung: false }) }],
    ['is not whole there', { age: () => Promise.resolve(null) }],
    ['cannot be told the age of', { age: () => Promise.reject(new Error('no store')) }],
  ])('is not known while a source that is to come %s', async (_what, instead) => {
    expect(await totalWith([sourceOf('a', 30), sourceOf('b', 4, instead)])).toBeNull();
  });

  it('is not known where rows that were given have grown too old, or are missing', async () => {
    const sources = [sourceOf('a', 30), sourceOf('b', 4)];
    const instead = new Map([['a', { ...taken, observedAt: null }]]);
    expect(await totalWith(sources, { instead })).toBeNull();
    expect(await totalWith(sources, { lacksRows: true })).toBeNull();
  });

  it('is not known where a provider gave rows on an earlier page, though the inventory is young now', async () => {
    const sources = [sourceOf('a', 30), sourceOf('b', 4)];
    const inB = { ...startAt('b', SO_FAR), offset: 1 };
    expect(await totalWith(sources, { after: inA, next: inB, instead: new Map([['b', taken]]) })).toBeNull();
    expect(await totalWith(sources, { after: inA, next: null, instead: new Map() })).toBeNull();
  });

  it('is counted once, and not where the page has all there is', async () => {
    let counted = 0;
    const source = sourceOf('a', 0, { count: () => Promise.resolve((counted += 30)) });
    const page = { sources: [source], after: null, lacksRows: false, totals: new Map<string, number>() };
    const total = totalOf({ ...page, next: inA, rows: 10, instead: new Map([['a', taken]]) });
    const read = (): unknown => (typeof total === 'function' ? total() : total);
    expect([await read(), await read()]).toEqual([30, 30]);
    expect(totalOf({ ...page, next: null, rows: 7, instead: new Map([['a', taken]]) })).toBe(7);
    expect(counted).toBe(30);
  });
});
