import { describe, expect, it } from '@jest/globals';
import {
  chosenAssignee,
  chosenLicense,
  nameOfAssignee,
} from '../../../src/console/parts/selecting/chosen.ts';
import { counted } from '../../../src/console/parts/lists/options.ts';
import { askedDay } from '../../../src/console/parts/lists/past-day.ts';

const account = { key: 'acme', name: 'Acme' };

describe('what is chosen', () => {
  it('has the name that it is known by', () => {
    const nobody = { displayName: null, externalId: 'x-1' };
    expect(nameOfAssignee({ ...nobody, displayName: 'Ada', email: 'a@b.test' })).toBe('Ada');
    expect(nameOfAssignee({ ...nobody, displayName: ' ', email: 'a@b.test' })).toBe('a@b.test');
    expect(nameOfAssignee({ ...nobody, imei: '359' })).toBe('359');
    expect(nameOfAssignee(nobody)).toBe('x-1');
  });

  it('is what a change begins with', () => {
    expect(chosenLicense({ id: 'l', name: null, externalId: 'x', account })).toEqual({
      id: 'l',
      name: 'x',
      accountKey: 'acme',
      accountName: 'Acme',
    });
    expect(chosenAssignee({ id: 'u', displayName: 'Ada', externalId: 'x', account })).toEqual({
      id: 'u',
      name: 'Ada',
      accountKey: 'acme',
    });
  });
});

describe('choices', () => {
  it('say how many they would leave where it is known, 0 too', () => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, title: value.toUpperCase() }));
    expect(counted(options, { a: 0, b: null }, String).map(({ title }) => title)).toEqual([
      'A (0)',
      'B',
      'C',
    ]);
  });
});

describe('a day of the past', () => {
  it('is its end; today is now', () => {
    expect(askedDay('2026-11-25', '2026-11-26')).toEqual({ asOf: '2026-11-25T23:59:59.999Z', toCome: null });
    expect(askedDay('2026-11-26', '2026-11-26')).toEqual({ asOf: null, toCome: null });
    expect(askedDay('2027-01-01', '2026-11-26')).toEqual({ asOf: null, toCome: '2027-01-01' });
    expect(askedDay(null, '2026-11-26')).toEqual({ asOf: null, toCome: null });
  });
});
