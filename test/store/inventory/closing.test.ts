// What the end of a section closes, and whether its rows add up.
import { describe, expect, it } from '@jest/globals';
import { addsUp, decide, type Evidence } from '../../../src/store/inventory/sweeping/closing.ts';

function ids(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function missing(count: number, missedBefore: boolean) {
  return ids(count).map((id) => ({ id, missedBefore }));
}

/** Of a list that was read whole, unless something else is said. */
function decided(evidence: Partial<Evidence>) {
  const released = new Set<number>();
  return decide({ open: 0, gone: [], unseen: [], isComplete: true, released, ...evidence });
}

describe('a section that ends', () => {
  it('closes what was shown to be gone, and what was missed twice, and marks what was missed once', () => {
    const unseen = [...missing(2, true), { id: 7, missedBefore: false }];
    expect(decided({ open: 100, gone: [9], unseen })).toEqual({
      close: [9, 1, 2],
      miss: [7],
      isTooMany: false,
    });
  });

  it('of a list that broke off takes as evidence only what was shown to be gone', () => {
    const unseen = [...missing(50, true), { id: 70, missedBefore: false }];
    expect(decided({ open: 60, gone: [90], unseen, isComplete: false })).toEqual({
      close: [90],
      miss: [],
      isTooMany: false,
    });
  });

  it.each([
    [20, 20, false],
    [21, 21, true],
    [2, 15, false],
    [40, 40, true],
    [21, 210, false],
    [21, 209, true],
    [100, 1_000, false],
    [110, 1_000, true],
  ])('closes %d of %d rows, or holds them: %p', (gone, open, isTooMany) => {
    expect(decided({ open, gone: ids(gone) }).isTooMany).toBe(isTooMany);
    expect(decided({ open, unseen: missing(gone, true) }).isTooMany).toBe(isTooMany);
    expect(decided({ open, unseen: missing(gone, false) }).isTooMany).toBe(false);
  });

  it('holds all where some of what it lacks are gone and too few were looked up to tell of the others', () => {
    const unseen = missing(60, false);
    expect(decided({ open: 500, gone: [900], unseen })).toEqual({
      close: [900],
      miss: ids(60),
      isTooMany: true,
    });
    expect(decided({ open: 700, gone: [900], unseen }).isTooMany).toBe(false);
    expect(decided({ open: 500, gone: [900], unseen, isComplete: false }).isTooMany).toBe(false);
    expect(decided({ open: 500, gone: [900], unseen, released: new Set(ids(60)) }).isTooMany).toBe(false);
  });

  it('closes as many as somebody has decided are gone', () => {
    const unseen = missing(60, true);
    const released = new Set(ids(40));
    expect(decided({ open: 200, unseen }).isTooMany).toBe(true);
    expect(decided({ open: 200, unseen, released })).toMatchObject({ close: ids(60), isTooMany: false });
  });
});

describe('the rows of a list', () => {
  it.each([
    [0, null, true],
    [0, 20, true],
    [0, 21, false],
    [99_000, 100_000, true],
    [98_999, 100_000, false],
    [101_000, 100_000, true],
    [101_001, 100_000, false],
  ])('seen %d of %p: add up %p', (seen, expected, whole) => {
    expect(addsUp({ seen, expected })).toBe(whole);
  });
});
