// Enum values nobody has heard of, wherever answers have enums: a provider may add some at any time.

/** The body with its strings, at any depth, replaced by what `unheard` gives for a field and its value. */
export function distorted(body: unknown, unheard: (field: string, value: string) => string): unknown {
  if (Array.isArray(body)) return body.map((one) => distorted(one, unheard));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]: [string, unknown]) => [
      field,
      typeof value === 'string' ? unheard(field, value) : distorted(value, unheard),
    ]),
  );
}
