// What is searched: a line for each different text.
import { describe, expect, it } from '@jest/globals';
import { searchLines } from '../../../src/domain/inventory/folded.ts';

describe('the lines of what is searched', () => {
  it('have each text once, folded, and none for what is missing', () => {
    expect(searchLines(['Zähler 7', '360', null, '360', undefined, '', '0715'])).toBe(
      '\nzahler 7\n360\n0715\n',
    );
  });
});
