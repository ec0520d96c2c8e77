// The pieces that providers' schemas share: what is missing, empty or odd in a body, and what is counted of it.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createDriftCounter } from '../../src/upstream/drift.ts';
import {
  Count,
  listOf,
  Moment,
  orDrift,
  orUndefined,
  Text,
  ToldCount,
  ToldText,
} from '../../src/upstream/fields.ts';

const drift = createDriftCounter(() => 0);
const seen = () => drift.seen().map(({ field, kind, times }) => `${field} ${kind} (${times})`);

describe('what is missing', () => {
  const Body = z.object({
    text: Text,
    told: ToldText,
    count: Count,
    toldCount: ToldCount,
    moment: Moment,
    part: orUndefined(Count),
  });

  it('is null, or undefined where a schema says so', () => {
    expect(Body.parse({})).toEqual({
      text: null,
      told: undefined,
      count: null,
      toldCount: undefined,
      moment: null,
      part: undefined,
    });
  });

  it('is the same as what is empty', () => {
    expect(Body.parse({ text: '', told: '', moment: '' })).toMatchObject({
      text: null,
      told: null,
      moment: null,
    });
  });
});

describe('what is there', () => {
  it.each([
    ['a time in another zone', Moment, '2026-03-01T02:00:00+02:00', '2026-03-01T00:00:00.000Z'],
    ['a count', Count, 3, 3],
    ['a text', Text, 'x', 'x'],
  ] as const)('is %s in its form', (_what, form, given, expected) => {
    expect(form.parse(given)).toBe(expected);
  });

  it.each([
    ['a time that is none', Moment, 'soon'],
    ['a part of a count', Count, 1.5],
    ['a count that has lost digits', Count, 2 ** 60],
    ['a number for a text', Text, 7],
  ] as const)('is refused when it is %s', (_what, form, given) => {
    expect(form.safeParse(given).success).toBe(false);
  });
});

describe('a field that may be lost alone', () => {
  it('is counted under what it should have been', () => {
    const Row = z.object({
      name: orDrift(Text, 'rows.name', drift, null),
      at: orDrift(Moment, 'rows.at', drift, undefined),
    });
    expect(Row.parse({ name: 7, at: 'soon' })).toEqual({ name: null, at: undefined });
    expect(Row.parse({ name: 'x' })).toEqual({ name: 'x', at: null });
    expect(seen()).toEqual(['rows.name not a string (1)', 'rows.at not a moment (1)']);
  });
});

describe('a list', () => {
  const reader = { accountKey: 'a', drift: createDriftCounter(() => 0) };
  const Rows = listOf(z.object({ id: z.string() }), 'rows', reader);

  it('keeps the rows that can be read, and says how many could not', () => {
    expect(Rows.parse([{ id: 'a' }, {}, null])).toEqual({ rows: [{ id: 'a' }], leftOut: 2 });
    expect(reader.drift.seen().map(({ field }) => field)).toEqual(['rows.id', 'rows']);
  });

  it('is not empty where it is missing', () => {
    expect(Rows.safeParse(undefined).success).toBe(false);
  });
});
