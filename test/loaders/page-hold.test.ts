// What is kept of lists: never more than so many pages and rows, never longer than so long, and nothing from before a write.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from '../../src/domain/page.ts';
import { createPageHold, type HeldPages, type PageHold } from '../../src/loaders/page-hold.ts';

const LIMITS = { ms: () => 1_000, pages: 3, rows: 100 };

let now: number;
let hold: PageHold;
let pages: HeldPages;
beforeEach(() => {
  now = 5_000;
  hold = createPageHold(LIMITS, () => now);
  pages = hold.forRights('these');
});

function pageOf(rows: number): Page<number> {
  return { items: Array.from({ length: rows }, (_, index) => index), next: null, total: null };
}

function keep(place: string, rows = 1, accountKey = 'x', since = pages.now(accountKey)): void {
  pages.keep(accountKey, place, { page: pageOf(rows), since });
}

const PLACES = ['a', 'b', 'c', 'd'];
const kept = (of = pages, accountKey = 'x'): string[] =>
  PLACES.filter((place) => of.find(accountKey, place) !== null);

describe('pages are kept', () => {
  it('up to their number, the latest ones', () => {
    for (const place of PLACES) keep(place);
    expect(kept()).toEqual(['b', 'c', 'd']);
  });

  it('up to so many rows, the latest ones', () => {
    keep('a', 60);
    keep('b', 40);
    expect(kept()).toEqual(['a', 'b']);
    keep('c', 1);
    expect(kept()).toEqual(['b', 'c']);
    keep('d', 101);
    expect(kept()).toEqual([]);
    keep('a', 100);
    expect(kept()).toEqual(['a']);
  });

  it('and counted once, however often they are kept and let go', () => {
    for (let round = 0; round < 5; round += 1) {
      keep('a', 60);
      pages.release('x', 'b');
    }
    keep('b', 40);
    expect(kept()).toEqual(['a', 'b']);
    pages.release('x', 'a');
    keep('c', 60);
    expect(kept()).toEqual(['b', 'c']);
  });

  it('for so long after they were read, whenever that was told', () => {
    const since = pages.now('x');
    now += 400;
    keep('a', 1, 'x', since);
    now += 599;
    expect(kept()).toEqual(['a']);
    now += 1;
    expect(kept()).toEqual([]);
  });

  it('for their rights, their account and their place', () => {
    keep('a', 1, 'x');
    keep('b', 1, 'y');
    expect([kept(), kept(pages, 'y'), kept(hold.forRights('others')), kept(hold.forRights('these'))]).toEqual(
      [['a'], ['b'], [], ['a']],
    );
  });
});

describe('a write', () => {
  it('drops what is kept of its account, and of no other', () => {
    keep('a', 60, 'x');
    keep('b', 40, 'y');
    hold.drop('x');
    expect([kept(), kept(pages, 'y')]).toEqual([[], ['b']]);
    keep('c', 60, 'x');
    expect([kept(), kept(pages, 'y')]).toEqual([['c'], ['b']]);
  });

  it('leaves nothing to be kept of what was being read', () => {
    const [x, y] = [pages.now('x'), pages.now('y')];
    hold.drop('x');
    keep('a', 1, 'x', x);
    keep('b', 1, 'y', y);
    expect([kept(), kept(pages, 'y')]).toEqual([[], ['b']]);
  });
});
