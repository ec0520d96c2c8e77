// The arithmetic of the bench, and what it prints: ratios that one slow round does not change.
import { describe, expect, it } from '@jest/globals';
import { orderOf, spread } from '../../bench/figures.ts';
import { report } from '../../bench/report.ts';

describe('spread', () => {
  it('has the middle figure of an odd number, and the mean of the middle two of an even one', () => {
    expect(spread([5, 1, 3])).toEqual({ median: 3, least: 1, most: 5 });
    expect(spread([4, 1, 3, 10])).toEqual({ median: 3.5, least: 1, most: 10 });
  });

  it('has nothing to say about no figures', () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});

describe('the order of rounds', () => {
  it('lets each come first equally often, and each behind each other', () => {
    const orders = Array.from({ length: 6 }, (_, round) => orderOf(['a', 'b', 'c'], round).join(''));

    expect(orders).toEqual(['abc', 'bca', 'cab', 'cba', 'acb', 'bac']);
  });
});

describe('the report', () => {
  it('divides round by round, so that a slow round of both changes no ratio', () => {
    const turns = (...rates: readonly number[]) =>
      rates.map((answersPerSecond) => ({ answersPerSecond, cpuMsPerAnswer: 2, callsPerAnswer: 3 }));

    const text = report(
      new Map([
        ['graph', turns(300, 30, 600)],
        ['graph unshared', turns(200, 20, 400)],
        ['afternoon', turns(100, 10, 100)],
        ['raw', turns(400, 40, 800)],
      ]),
    );

    expect(text.split('\n').slice(1)).toEqual([
      'graph           300 (30..600)             2.00 (2.00..2.00)         3.00 (3.00..3.00)',
      'graph unshared  200 (20..400)             2.00 (2.00..2.00)         3.00 (3.00..3.00)',
      'afternoon       100 (10..100)             2.00 (2.00..2.00)         3.00 (3.00..3.00)',
      'raw             400 (40..800)             2.00 (2.00..2.00)         3.00 (3.00..3.00)',
      '',
      'graph / afternoon           3.00 (3.00..6.00)     aim 2.5',
      'graph / raw                 0.75 (0.75..0.75)     aim 0.6',
      'graph unshared / afternoon  2.00 (2.00..4.00)',
      'graph unshared / raw        0.50 (0.50..0.50)',
      '',
    ]);
  });
});
