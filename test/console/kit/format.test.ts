// How numbers, days and money are written: by language, and never more exact or more certain than they are.
import { describe, expect, it } from '@jest/globals';
import { createFormat } from '../../../src/console/kit/format.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const of = (...languages: string[]) => createFormat({ languages, now: () => NOW });

describe('format', () => {
  it.each([
    ['en-GB', '1,234,567'],
    ['de-DE', '1.234.567'],
  ])('writes numbers in %s', (language, written) => {
    expect(of(language).number(1_234_567)).toBe(written);
  });

  it.each([
    [0, '0%'],
    [0.0004, '1%'],
    [0.5, '50%'],
    [0.996, '99%'],
    [1, '100%'],
    [1.002, '101%'],
    [1.6, '160%'],
  ])('a share of %d is %s: almost all is not all', (share, written) => {
    expect(of('en-GB').share(share)).toBe(written);
  });

  it.each([
    ['en-US', 1350, 'USD', '$13.50'],
    ['en-US', 1350, 'JPY', '¥1,350'],
    ['en-US', 1350, 'KWD', 'KWD 1.350'],
  ])('writes money in %s: %d of %s', (language, minorUnits, currency, written) => {
    expect(of(language).money({ minorUnits, currency }).replaceAll('\u00A0', ' ')).toBe(written);
  });

  it('a day is no moment: it is the same in every zone', () => {
    expect(of('en-GB').day('2026-11-25')).toBe('25 Nov 2026');
  });

  it.each([
    ['2026-11-25T11:59:50Z', 'just now'],
    ['2026-11-25T12:00:20Z', 'in a moment'],
    ['2026-11-25T11:55:00Z', '5 minutes ago'],
    ['2026-11-25T15:59:00Z', 'in 3 hours'],
    ['2026-11-24T12:00:00Z', 'yesterday'],
    ['2026-08-25T12:00:00Z', '3 months ago'],
    ['2024-11-20T12:00:00Z', '2 years ago'],
  ])('%s is %s', (moment, written) => {
    expect(of('en-GB').distance(moment)).toBe(written);
  });

  it('takes a browser whose language is none: `en-US@posix`, as Chromium hands on', () => {
    expect(of('en-US@posix', 'en-GB').number(1000)).toBe('1,000');
  });
});
