// What the address of a list says, checked: words that nobody knows are not sent to the graph, and not passed over in silence either. Pure.

/** Where a list is asked for. */
export interface AskedAt {
  readonly query: URLSearchParams;
  /** What was typed. */
  readonly typed: string;
}

/** A filter of the address that cannot be followed. */
export interface Strange {
  readonly name: string;
  readonly value: string;
}

export interface ListOrder<Field extends string> {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/** Takes filters out of an address. All give null (or undefined never) for one that is not there. */
export interface Reading {
  /** What could not be followed, so far. */
  readonly strange: readonly Strange[];
  /** Words out of those that are known. */
  words<Word extends string>(name: string, known: readonly Word[]): readonly Word[] | null;
  /** One word out of those that are known: the first. */
  word<Word extends string>(name: string, known: readonly Word[]): Word | null;
  /** Ids, keys and names, which the graph knows and this page does not. */
  texts(name: string): readonly string[] | null;
  /** The first of them. */
  text(name: string): string | null;
  /** A whole number, 0 or more. */
  whole(name: string): number | null;
  /** A calendar day, `2026-11-25`. */
  day(name: string): string | null;
  /** `yes` or `no`. */
  flag(name: string): boolean | null;
  /** `UTILISATION.DESC`. */
  order<Field extends string>(known: readonly Field[], otherwise: ListOrder<Field>): ListOrder<Field>;
}

/** Begins to read the filters of an address. */
export function readFilters(query: URLSearchParams): Reading {
  const strange: Strange[] = [];
  const refuse = (name: string, value: string): null => {
    strange.push({ name, value });
    return null;
  };
  const one = <Value>(name: string, parse: (text: string) => Value | null): Value | null => {
    const text = query.get(name);
    if (text === null || text === '') return null;
    return parse(text) ?? refuse(name, text);
  };
  const texts = (name: string): readonly string[] | null =>
    orNull(query.getAll(name).filter((text) => text !== ''));
  const words = <Word extends string>(name: string, known: readonly Word[]): readonly Word[] | null =>
    orNull(
      (texts(name) ?? []).flatMap((text) => {
        const word = known.find((each) => each === text);
        return word ?? refuse(name, text) ?? [];
      }),
    );
  return {
    strange,
    words,
    word: (name, known) => words(name, known)?.[0] ?? null,
    texts,
    text: (name) => texts(name)?.[0] ?? null,
    whole: (name) => one(name, (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null)),
    day: (name) => one(name, (text) => (isDay(text) ? text : null)),
    flag: (name) => one(name, (text) => (text === 'yes' ? true : text === 'no' ? false : null)),
    order: (known, otherwise) => one('sort', (text) => orderOf(text, known)) ?? otherwise,
  };
}

function orNull<Value>(values: readonly Value[]): readonly Value[] | null {
  return values.length > 0 ? values : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isInCalendar(text);
}

/** The 31st of February is a form, and no day. */
function isInCalendar(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function orderOf<Field extends string>(text: string, known: readonly Field[]): ListOrder<Field> | null {
  const [name, direction, ...rest] = text.split('.');
  const field = known.find((each) => each === name);
  if (field === undefined || rest.length > 0 || (direction !== 'ASC' && direction !== 'DESC')) return null;
  return { field, direction };
}

/** Without what is null, and with arrays that may be written to, as the generated types have them. */
export function given<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): {
  [Name in keyof Values]?: NonNullable<Values[Name]> extends readonly (infer One)[]
    ? One[]
    : NonNullable<Values[Name]>;
} {
  // Each value is one that is not null, under its own name.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as never;
}
