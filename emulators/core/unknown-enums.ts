// The fault `unknown-enum`: enum values that no documentation has, as a provider may add some at any time.

/** The body with its strings, at any depth, replaced by what `replace` makes of a field's name and value. */
export function distorted(body: unknown, replace: (field: string, value: string) => string): unknown {
  if (Array.isArray(body)) return body.map((item) => distorted(item, replace));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]: [string, unknown]) => [
      field,
      typeof value === 'string' ? replace(field, value) : distorted(value, replace),
    ]),
  );
}
