// The table of `npm run bench -- --forecast`: it computes the same everywhere, and takes no time.
import { describe, expect, it } from '@jest/globals';
import { forecastFigures, forecastTable } from '../../bench/forecast/table.ts';

describe('forecasts of made-up licenses', () => {
  const figures = forecastFigures();
  const at = (distance: number) => figures.filter((one) => one.distance === distance);

  it.each([
    [30, 0.022, 0.85],
    [90, 0.054, 0.6],
  ])(
    '%i days ahead are off by less than "as many as today", and mostly within their interval',
    (distance, error, coverage) => {
      expect(at(distance)).toHaveLength(5);
      for (const one of at(distance)) {
        expect(one).toMatchObject({ notShown: 0 });
        expect(one.error).toBeLessThanOrEqual(error);
        expect(one.error).toBeLessThan(one.lastValueError);
        expect(one.coverage).toBeGreaterThanOrEqual(coverage);
      }
    },
  );

  it('are within it nine times of ten where nothing unforeseen happens', () => {
    const calm = figures.filter(({ series }) => series === 'steady' || series === 'weekly');
    for (const { coverage } of calm) expect(coverage).toBeGreaterThan(0.88);
  });

  it('are printed with a line each', () => {
    expect(
      forecastTable(figures)
        .split('\n')
        .map((line) => line.replaceAll(/ {2,}/g, '|').split('|').length),
    ).toEqual(Array.from({ length: 11 }, () => 6));
  });
});
