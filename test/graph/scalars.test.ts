// Days and moments of inputs: what is none is told with its place in the document.
import { describe, expect, it } from '@jest/globals';
import { GraphQLError, parseValue } from 'graphql';
import { DateScalar, DateTimeScalar } from '../../src/graph/inputs/scalars.ts';

function refusalOf(read: () => unknown): GraphQLError {
  try {
    read();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
  }
  throw new Error('it was taken');
}

describe.each([
  [DateScalar, '2028-02-29', ['2027-02-29', '2026-2-3', 'soon']],
  [
    DateTimeScalar,
    '2028-02-29T23:59:59.999Z',
    ['2027-02-29T00:00:00Z', '2028-02-29', '2028-02-29T25:00:00Z'],
  ],
] as const)('%s', (scalar, good, bad) => {
  it('takes a day that there is', () => {
    expect([scalar.parseValue(good), scalar.parseLiteral(parseValue(`"${good}"`))]).toEqual([good, good]);
  });

  it.each(bad)('says what is wrong with %s, and where', (text) => {
    const message = expect.stringMatching(
      /^Date(Time)? must be a text of the form YYYY-MM-DD.*, with a day of the calendar\.$/,
    );
    expect(refusalOf(() => scalar.parseValue(text))).toMatchObject({ message });
    const literal = parseValue(`"${text}"`);
    expect(refusalOf(() => scalar.parseLiteral(literal))).toMatchObject({
      message,
      locations: [{ line: 1, column: 1 }],
    });
  });
});
