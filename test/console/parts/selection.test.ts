import { describe, expect, it } from '@jest/globals';
import {
  addedByAll,
  areAllChosen,
  toggled,
  toggledAll,
  unseenOf,
  withRows,
  type Selection,
} from '../../../src/console/parts/selecting/selection.ts';

const NOTHING: Selection<string> = new Map();
const listOf = (...rows: string[]) => ({ rows, keyOf: (row: string) => row });
const keys = (chosen: Selection<string>): string[] => [...chosen.keys()];

describe('a selection', () => {
  it('takes a row and gives it back, and knows nothing of rows that are not there', () => {
    const one = toggled(NOTHING, 'a', listOf('a', 'b'));
    expect(keys(one)).toEqual(['a']);
    expect(keys(toggled(one, 'a', listOf('a', 'b')))).toEqual([]);
    expect(keys(toggled(one, 'x', listOf('a', 'b')))).toEqual(['a']);
    expect(keys(NOTHING)).toEqual([]);
  });

  it('gives back a row that the list shows no more', () => {
    const one = toggled(NOTHING, 'a', listOf('a'));
    expect(keys(toggled(one, 'a', listOf('b')))).toEqual([]);
  });

  it('takes the rows that were read, and those only back', () => {
    const before = withRows(NOTHING, listOf('elsewhere', 'a'));
    const all = toggledAll(before, listOf('a', 'b'));
    expect(keys(all)).toEqual(['elsewhere', 'a', 'b']);
    expect(areAllChosen(all, listOf('a', 'b'))).toBe(true);
    expect(keys(toggledAll(all, listOf('a', 'b')))).toEqual(['elsewhere']);
  });

  it('is not all of nothing', () => {
    expect(areAllChosen(NOTHING, listOf())).toBe(false);
    expect(areAllChosen(withRows(NOTHING, listOf('a')), listOf('a', 'b'))).toBe(false);
  });

  it('tells how many are not in sight', () => {
    const chosen = withRows(NOTHING, listOf('a', 'b', 'c'));
    expect(unseenOf(chosen, listOf('b', 'd'))).toBe(2);
    expect(unseenOf(chosen, listOf('a', 'b', 'c'))).toBe(0);
  });

  it('tells how many all that match would add', () => {
    const chosen = withRows(NOTHING, listOf('a', 'elsewhere'));
    expect(addedByAll(chosen, listOf('a', 'b'), 10)).toBe(9);
    expect(addedByAll(withRows(NOTHING, listOf('a', 'b')), listOf('a', 'b'), 2)).toBe(0);
    expect(addedByAll(chosen, listOf('a', 'b'), null)).toBeNull();
  });
});
