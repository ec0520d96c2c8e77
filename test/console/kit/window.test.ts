// Which rows of a long list stand in the page: always those in sight, and never many more.
import { describe, expect, it } from '@jest/globals';
import { windowOf } from '../../../src/console/kit/table/window.ts';

const view = { height: 1000, rowHeight: 50, count: 100_000 };

describe('windowOf', () => {
  it.each([
    ['at the beginning', -120, 0, 38],
    ['in the middle', 2_500_000, 49_980, 50_040],
    ['at the end', 4_999_000, 99_960, 100_000],
    ['far below the end, as after a filter took rows away', 9_000_000, 100_000, 100_000],
    ['far above the beginning', -900_000, 0, 0],
  ])('%s', (_where, above, from, to) => {
    expect(windowOf({ ...view, above })).toEqual({ from, to });
  });

  it('holds every row in sight, wherever it is, in at most 150', () => {
    for (let above = -2_000; above < 6_000_000; above += 7_919) {
      const { from, to } = windowOf({ ...view, above });
      const firstInSight = Math.max(0, Math.floor(above / 50));
      const lastInSight = Math.min(view.count, Math.ceil((above + 1000) / 50));
      expect(from).toBeLessThanOrEqual(Math.min(firstInSight, view.count));
      expect(to).toBeGreaterThanOrEqual(Math.min(lastInSight, view.count));
      expect(to - from).toBeLessThanOrEqual(150);
    }
  });

  it('is empty for an empty list', () => {
    expect(windowOf({ ...view, count: 0, above: 0 })).toEqual({ from: 0, to: 0 });
  });
});
