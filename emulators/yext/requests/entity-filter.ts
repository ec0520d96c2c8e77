// The filter language of the entity list, for text fields: matchers, negation, combinators (yext contract 4).
import { z } from 'zod';
import { Refusal } from '../../core/refusal.ts';
import { refusal } from '../errors.ts';
import type { Place } from '../seed/places.ts';

/** A parsed filter. */
interface EntityFilter {
  readonly test: (place: Place) => boolean;
  /** Whether the place has a value in every field the filter asks about. */
  readonly known: (place: Place) => boolean;
  /** The only ids that can match, where the filter names them: spares a scan of all places. */
  readonly ids: readonly string[] | undefined;
}

const FilterObject = z.record(z.string(), z.unknown()).refine((value) => Object.keys(value).length > 0);
const Texts = z.array(z.string());

const FIELDS: Readonly<Record<string, (place: Place) => string | undefined>> = {
  'meta.id': (place) => place.id,
  'meta.uid': (place) => place.uid,
  'meta.entityType': (place) => place.entityType,
  entityType: (place) => place.entityType,
  name: (place) => place.name,
  'address.line1': (place) => place.line1,
  'address.city': (place) => place.city,
  'address.countryCode': () => 'US',
  'meta.countryCode': () => 'US',
};

type Match = (value: string) => boolean;

/** All but `$in` ignore case; `$in` does not say (yext contract 4), so a switch does. */
const MATCHERS: Readonly<Record<string, (argument: unknown, inIgnoresCase: boolean) => Match>> = {
  $eq: (argument) => same(z.string().parse(argument)),
  $startsWith: (argument) => startsWith(z.string().parse(argument)),
  $in(argument, inIgnoresCase) {
    const wanted = new Set(Texts.parse(argument).map((text) => (inIgnoresCase ? text.toLowerCase() : text)));
    return (value) => wanted.has(inIgnoresCase ? value.toLowerCase() : value);
  },
  $contains: (argument) => hasToken(z.string().parse(argument)),
  $containsAny(argument) {
    const matches = Texts.parse(argument).map(hasToken);
    return (value) => matches.some((match) => match(value));
  },
  $containsAll(argument) {
    const matches = Texts.parse(argument).map(hasToken);
    return (value) => matches.every((match) => match(value));
  },
};

/** Throws a refusal naming `filter` when the text is not JSON or not a filter. */
export function parseFilter(text: string, inIgnoresCase: boolean): EntityFilter {
  try {
    return parseObject(JSON.parse(text), inIgnoresCase);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusal('invalidParameter', 'Invalid filter: not a JSON object of the filter language');
  }
}

function parseObject(value: unknown, inIgnoresCase: boolean): EntityFilter {
  const parts = Object.entries(FilterObject.parse(value)).map(([key, part]) =>
    parsePart(key, part, inIgnoresCase),
  );
  return all(parts);
}

function parsePart(key: string, part: unknown, inIgnoresCase: boolean): EntityFilter {
  const inner = (): EntityFilter => parseObject(part, inIgnoresCase);
  const list = (): EntityFilter[] =>
    z
      .array(z.unknown())
      .min(1)
      .parse(part)
      .map((item) => parseObject(item, inIgnoresCase));
  switch (key) {
    case '$and':
      return all(list());
    case '$or':
      return any(list());
    case '$not': {
      // Negation matches only where the fields are set; the complement also where they are not.
      const { test, known } = inner();
      return { test: (place) => known(place) && !test(place), known, ids: undefined };
    }
    case '$complement': {
      const { test } = inner();
      return { test: (place) => !test(place), known: () => true, ids: undefined };
    }
    default:
      return parseField(key, part, inIgnoresCase);
  }
}

function parseField(field: string, matchers: unknown, inIgnoresCase: boolean): EntityFilter {
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (!read) throw refusal('invalidParameter', `Invalid filter: field ${field} cannot be filtered by`);
  return all(
    Object.entries(FilterObject.parse(matchers)).map(([written, argument]) => {
      const negated = written.startsWith('!');
      const name = negated ? written.slice(1) : written;
      const matcher = Object.hasOwn(MATCHERS, name) ? MATCHERS[name] : undefined;
      if (!matcher || (negated && name === '$in')) {
        throw refusal('invalidParameter', `Invalid filter: ${field} does not support ${written}`);
      }
      const match = matcher(argument, inIgnoresCase);
      return {
        test(place: Place): boolean {
          const value = read(place);
          return value !== undefined && match(value) !== negated;
        },
        known: (place: Place): boolean => read(place) !== undefined,
        ids: field === 'meta.id' && !negated ? idsOf(name, argument) : undefined,
      };
    }),
  );
}

function idsOf(matcher: string, argument: unknown): readonly string[] | undefined {
  if (matcher === '$in') return Texts.parse(argument);
  return matcher === '$eq' ? [z.string().parse(argument)] : undefined;
}

function all(parts: readonly EntityFilter[]): EntityFilter {
  return {
    test: (place) => parts.every((part) => part.test(place)),
    known: (place) => parts.every((part) => part.known(place)),
    ids: parts.find((part) => part.ids)?.ids,
  };
}

function any(parts: readonly EntityFilter[]): EntityFilter {
  const ids: string[] = [];
  let named = true;
  for (const part of parts) {
    if (part.ids) ids.push(...part.ids);
    else named = false;
  }
  return {
    test: (place) => parts.some((part) => part.test(place)),
    known: (place) => parts.every((part) => part.known(place)),
    ids: named ? ids : undefined,
  };
}

function same(wanted: string): Match {
  const lower = wanted.toLowerCase();
  return (value) => value.toLowerCase() === lower;
}

function startsWith(start: string): Match {
  const lower = start.toLowerCase();
  return (value) => value.toLowerCase().startsWith(lower);
}

/** Matches at the left edge of a word only. */
function hasToken(start: string): Match {
  const matches = startsWith(start);
  return (value) => value.split(/[^\p{L}\p{N}]+/u).some(matches);
}
