import { describe, expect, it } from '@jest/globals';
import { readFilters, type Reading } from '../../../src/console/parts/lists/list-filters.ts';

const reading = (text: string): Reading => readFilters(new URLSearchParams(text));
const KNOWN = ['NAME', 'HELD'] as const;
const BY_NAME = { field: 'NAME', direction: 'ASC' } as const;

describe('the filters of an address', () => {
  it('are those that are known', () => {
    const read = reading(
      'state=NAME&state=HELD&account=a&account=b&countable=no&idleDays=90&from=2026-02-28',
    );
    expect(read.words('state', KNOWN)).toEqual(['NAME', 'HELD']);
    expect(read.texts('account')).toEqual(['a', 'b']);
    expect(read.text('account')).toBe('a');
    expect(read.flag('countable')).toBe(false);
    expect(read.whole('idleDays')).toBe(90);
    expect(read.day('from')).toBe('2026-02-28');
    expect(read.strange).toEqual([]);
  });

  it('are null where there are none', () => {
    const read = reading('state=&idleDays=&from=');
    expect([
      read.words('state', KNOWN),
      read.word('other', KNOWN),
      read.texts('state'),
      read.whole('idleDays'),
      read.day('from'),
      read.flag('countable'),
    ]).toEqual([null, null, null, null, null, null]);
    expect(read.strange).toEqual([]);
  });

  it('leave out what nobody knows, and say so', () => {
    const read = reading(
      'state=NAME&state=nonsense&idleDays=-1&from=2026-02-31&to=yesterday&countable=maybe',
    );
    expect(read.words('state', KNOWN)).toEqual(['NAME']);
    expect(read.whole('idleDays')).toBeNull();
    expect(read.day('from')).toBeNull();
    expect(read.day('to')).toBeNull();
    expect(read.flag('countable')).toBeNull();
    expect(read.strange).toEqual([
      { name: 'state', value: 'nonsense' },
      { name: 'idleDays', value: '-1' },
      { name: 'from', value: '2026-02-31' },
      { name: 'to', value: 'yesterday' },
      { name: 'countable', value: 'maybe' },
    ]);
  });

  it('are null when none of the words is known', () => {
    expect(reading('state=nonsense').words('state', KNOWN)).toBeNull();
  });

  it.each(['constructor', '__proto__', 'toString'])('take %s for no word', (word) => {
    const read = reading(`countable=${word}&state=${word}`);
    expect(read.flag('countable')).toBeNull();
    expect(read.words('state', KNOWN)).toBeNull();
    expect(read.strange).toHaveLength(2);
  });

  it('have an order', () => {
    expect(reading('sort=HELD.DESC').order(KNOWN, BY_NAME)).toEqual({ field: 'HELD', direction: 'DESC' });
    expect(reading('').order(KNOWN, BY_NAME)).toEqual(BY_NAME);
  });

  it.each(['HELD', 'HELD.down', 'HELD.ASC.x', 'SIZE.ASC', '.ASC'])('do not sort by %s', (sort) => {
    const read = reading(`sort=${sort}`);
    expect(read.order(KNOWN, BY_NAME)).toEqual(BY_NAME);
    expect(read.strange).toEqual([{ name: 'sort', value: sort }]);
  });
});
