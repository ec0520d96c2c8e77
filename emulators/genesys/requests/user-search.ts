// The criteria of a user search and what they match (genesys contract 3.3). Texts are compared without case; users who are not
// active are found only by a criterion on `state`.
import { z } from 'zod';
import { person } from '../../seed/organisation.ts';
import { badRequest } from '../errors.ts';
import { isGone } from '../rules/visibility.ts';
import type { Org } from '../state/state.ts';
import type { Settings } from '../switches.ts';
import { addressOf, lastLogin } from '../wire/users.ts';

const CriterionType = z.enum([
  'EXACT',
  'STARTS_WITH',
  'CONTAINS',
  'REGEX',
  'TERM',
  'TERMS',
  'REQUIRED_FIELDS',
  'MATCH_ALL',
  'QUERY_STRING',
]);

/** One criterion; groups hold criteria of their own. */
export const Criterion = z.object({
  type: CriterionType,
  fields: z.array(z.string()).default([]),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
  operator: z.enum(['AND', 'OR', 'NOT']).default('AND'),
  startValue: z.string().optional(),
  endValue: z.string().optional(),
  dateFormat: z.string().optional(),
  get group() {
    return z.array(Criterion).optional();
  },
});
/** A criterion after parsing. */
export type Criterion = z.output<typeof Criterion>;

/** A field to sort by. */
export const Sort = z.object({ sortBy: z.string(), sortOrder: z.string().optional() });
/** A sort after parsing. */
export type Sort = z.output<typeof Sort>;

type FieldOf = (where: Searched, index: number) => string | undefined;

/** The org that is searched, and the switches. */
interface Searched {
  readonly org: Org;
  readonly settings: Settings;
}

const FIELDS: ReadonlyMap<string, FieldOf> = new Map<string, FieldOf>([
  ['id', ({ org }, index) => org.directory.idOf(index)],
  ['name', (_where, index) => person(index).name],
  ['email', ({ settings }, index) => addressOf(index, settings)],
  ['username', ({ settings }, index) => addressOf(index, settings)],
  ['department', (_where, index) => person(index).department],
  ['title', (_where, index) => person(index).title],
  ['state', ({ org }, index) => org.directory.stateOf(index)],
  ['dateLastLogin', ({ org }, index) => lastLogin(org, index)],
]);

/** The users who meet the criteria, in the order they joined. */
export function findUsers(where: Searched, criteria: readonly Criterion[]): readonly number[] {
  const asksState = criteria.some(mentionsState);
  const tests = compileAll(where, criteria);
  const { directory } = where.org;
  return directory
    .inState(asksState ? 'any' : 'active')
    .filter((index) => !isGone(where, index) && tests(index));
}

function mentionsState({ fields, group }: Criterion): boolean {
  return fields.includes('state') || (group?.some(mentionsState) ?? false);
}

type Test = (index: number) => boolean;

/** AND and NOT must all hold; of those joined by OR, one. */
function compileAll(where: Searched, criteria: readonly Criterion[]): Test {
  const compiled = criteria.map((criterion) => ({
    operator: criterion.operator,
    test: compile(where, criterion),
  }));
  const of = (operator: Criterion['operator']): Test[] =>
    compiled.filter((entry) => entry.operator === operator).map(({ test }) => test);
  const [all, some, none] = [of('AND'), of('OR'), of('NOT')];
  return (index) =>
    all.every((test) => test(index)) &&
    (some.length === 0 || some.some((test) => test(index))) &&
    !none.some((test) => test(index));
}

function compile(where: Searched, criterion: Criterion): Test {
  const { type, fields, value, values, group, startValue, endValue } = criterion;
  if (group !== undefined) return compileAll(where, group);
  if (type === 'MATCH_ALL') return () => true;
  const readers = fields.map(readerOf);
  const texts = [...(values ?? []), ...(value === undefined ? [] : [value])];
  const ranged = startValue !== undefined || endValue !== undefined;
  if (readers.length === 0 && type !== 'QUERY_STRING') throw badRequest('fields are needed', 'query.fields');
  if (texts.length === 0 && !ranged && type !== 'REQUIRED_FIELDS')
    throw badRequest('a value is needed', 'query.value');
  const fits = ranged ? inRange(startValue, endValue) : matcher(type, texts);
  const asked = readers.length > 0 ? readers : ['name', 'email'].map(readerOf);
  return (index) => {
    const found = asked.map((read) => read(where, index));
    return type === 'REQUIRED_FIELDS'
      ? found.every((text) => text !== undefined)
      : found.some((text) => text !== undefined && fits(text));
  };
}

function readerOf(field: string): FieldOf {
  const reader = FIELDS.get(field);
  if (!reader) throw badRequest(`${field} is not a field to search in`, 'query.fields', 'invalid.value');
  return reader;
}

function inRange(start: string | undefined, end: string | undefined): (text: string) => boolean {
  return (text) => (start === undefined || text >= start) && (end === undefined || text <= end);
}

function matcher(type: Criterion['type'], texts: readonly string[]): (text: string) => boolean {
  const wanted = texts.map((text) => text.toLowerCase());
  const any = (test: (text: string, want: string) => boolean) => (text: string) =>
    wanted.some((want) => test(text.toLowerCase(), want));
  switch (type) {
    case 'STARTS_WITH':
      return any((text, want) => text.startsWith(want));
    case 'CONTAINS':
      return any((text, want) => text.includes(want));
    case 'REGEX':
      return patterns(texts);
    case 'TERM':
    case 'TERMS':
      return any((text, want) => text.split(/[\s@.]+/).includes(want) || text === want);
    case 'QUERY_STRING':
      return any((text, want) => want.split(/\s+/).every((term) => text.includes(term)));
    default:
      return any((text, want) => text === want);
  }
}

function patterns(texts: readonly string[]): (text: string) => boolean {
  try {
    const compiled = texts.map((text) => new RegExp(`^(?:${text})$`, 'i'));
    return (text) => compiled.some((pattern) => pattern.test(text));
  } catch {
    throw badRequest('The regular expression is not valid', 'query.value', 'invalid.value');
  }
}

/** By each sort in turn; without any, as found. */
export function sortUsers(
  found: readonly number[],
  where: Searched,
  sorts: readonly Sort[],
): readonly number[] {
  if (sorts.length === 0) return found;
  const keys = sorts.map(({ sortBy, sortOrder }) => ({
    read: readerOf(sortBy),
    sign: /^desc/i.test(sortOrder ?? 'ASC') ? -1 : 1,
  }));
  return found.toSorted((a, b) => {
    for (const { read, sign } of keys) {
      const order = (read(where, a) ?? '').localeCompare(read(where, b) ?? '', 'en') * sign;
      if (order !== 0) return order;
    }
    return a - b;
  });
}
