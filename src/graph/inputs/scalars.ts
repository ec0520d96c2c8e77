// The scalars: Date and DateTime are texts, checked on the way in and out; Count and MinorUnits are whole numbers.
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCalendarDay } from '../../domain/instant.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** RFC 3339 full-date. */
export const DateScalar = textScalar('Date', 'YYYY-MM-DD', (text) => DAY.test(text) && isCalendarDay(text));

/** RFC 3339 date-time in UTC. */
export const DateTimeScalar = textScalar(
  'DateTime',
  'YYYY-MM-DDThh:mm:ss[.sss]Z',
  (text) => MOMENT.test(text) && isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
);

/** A whole number that a JSON number holds exactly (RFC 8259, 6). */
export const CountScalar = wholeScalar('Count');

/** An amount of money. */
export const MinorUnitsScalar = wholeScalar('MinorUnits');

function wholeScalar(name: string): GraphQLScalarType<number, number> {
  function check(value: unknown): number {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new GraphQLError(`${name} must be a whole number from -(2^53 - 1) to 2^53 - 1.`);
  }
  return new GraphQLScalarType<number, number>({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.INT ? Number(node.value) : null),
  });
}

function textScalar(
  name: string,
  form: string,
  fits: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  function check(value: unknown, node?: ValueNode): string {
    if (typeof value === 'string' && fits(value)) return value;
    const message = `${name} must be a text of the form ${form}, with a day of the calendar.`;
    throw new GraphQLError(message, node && { nodes: node });
  }
  return new GraphQLScalarType<string, string>({
    name,
    serialize: (value) => check(value),
    parseValue: (value) => check(value),
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : null, node),
  });
}
