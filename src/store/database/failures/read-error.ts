// Reading errors of the drivers. pg-boss gives copies of them, which are no instances of Error.

/** The codes of an error: of several addresses of one host, each attempt has its own. */
export function codesOf(error: unknown): readonly string[] {
  const own = fieldOf(error, 'code');
  const inside = error instanceof AggregateError ? error.errors.flatMap((one) => codesOf(one)) : [];
  return own === '' ? inside : [own, ...inside];
}

/** What an error says; empty for what is none. */
export function textOf(error: unknown): string {
  return fieldOf(error, 'message');
}

function fieldOf(error: unknown, name: 'code' | 'message'): string {
  if (typeof error !== 'object' || error === null || !(name in error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}
