// What is searched: a line for each different text, without what people leave out when they search.
import { describe, expect, it } from '@jest/globals';
import { folded, searchLines } from '../../../src/domain/inventory/folded.ts';

describe('the lines of what is searched', () => {
  it('have each text once, folded, and none for what is missing', () => {
    expect(searchLines(['Zähler 7', '360', null, '360', undefined, '', '0715'])).toBe(
      '\nzahler 7\n360\n0715\n',
    );
  });
});

describe('a folded text', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['ØRSTED Ǿ', 'orsted o'],
    ['Đặng Ðór', 'dang dor'],
    ['Ħal Qormi', 'hal qormi'],
    ['İzmir Işık ışık', 'izmir isik isik'],
    ['Straße STRAẞE', 'strasse strasse'],
    ['Æsir Œuvre Ǽ', 'aesir oeuvre ae'],
    ['Þór', 'thor'],
    ['Ὀδυσσεύς', 'οδυσσευσ'],
  ])('of %s is %s', (text, plain) => {
    expect(folded(text)).toBe(plain);
  });
});
