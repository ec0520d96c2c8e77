// Comma-separated values: what goes out cannot be taken for a formula, what comes in may be pasted from anywhere.
import { describe, expect, it } from '@jest/globals';
import { firstFields, toCsv, withoutRepeats } from '../../../src/console/kit/csv.ts';

describe('toCsv', () => {
  it('quotes commas, quotes and line breaks, and leaves null empty', () => {
    expect(toCsv([['a,b', 'say "no"', 'two\nlines', null, 4]])).toBe(
      '"a,b","say ""no""","two\nlines",,4\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('puts an apostrophe before %j', (text) => {
    expect(toCsv([[text]]).startsWith(`'${text}`)).toBe(true);
  });

  it('leaves a number below zero a number', () => {
    expect(toCsv([[-4]])).toBe('-4\r\n');
  });
});

describe('firstFields', () => {
  it.each([
    ['lines', 'a@b.c\nd@e.f', ['a@b.c', 'd@e.f']],
    ['lines of Windows, with empty ones', 'a@b.c\r\n\r\n  d@e.f  \r\n', ['a@b.c', 'd@e.f']],
    ['a file of a spreadsheet', '\uFEFF"a@b.c","Ada, Nakamura"\n"d@e.f",x', ['a@b.c', 'd@e.f']],
    ['quotes within quotes', '"say ""no""",x', ['say "no"']],
    ['tabs and semicolons', 'a@b.c\tAda\nd@e.f;Dan', ['a@b.c', 'd@e.f']],
    ['nothing', ' \n\n', []],
  ])('%s', (_what, text, fields) => {
    expect(firstFields(text)).toEqual(fields);
  });
});

it('what is pasted twice counts once: addresses in any letter case, ids as they are', () => {
  expect(withoutRepeats(['Y2lzY29', 'y2lzY29', 'Y2lzY29'])).toEqual(['Y2lzY29', 'y2lzY29']);
  expect(withoutRepeats(['Ada@acme.example', 'bo@acme.example', 'ada@ACME.example'])).toEqual([
    'Ada@acme.example',
    'bo@acme.example',
  ]);
});
