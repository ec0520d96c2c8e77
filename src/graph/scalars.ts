// Date and DateTime: texts all the way, checked where they enter and leave.
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

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

/** False for 2026-02-30, which `Date` would move to March. */
function isCalendarDay(text: string): boolean {
  // There is no year 0 (and databases refuse it).
  if (text.startsWith('0000')) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function textScalar(
  name: string,
  form: string,
  fits: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  function check(value: unknown): string {
    if (typeof value === 'string' && fits(value)) return value;
    throw new GraphQLError(`${name} must be a text of the form ${form}.`);
  }
  return new GraphQLScalarType<string, string>({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : null),
  });
}
