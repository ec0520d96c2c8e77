// Text and JSON as the database takes them, and the one JSON text of a value that the hash chain is made of.

/** The database keeps neither NUL nor half a surrogate pair, and a vendor may send both. */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}

/** JSON as the database takes it. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON writes what needs cleaning as one of these escapes. Cleaning everything takes several times as long.
  if (!text.includes('\\u0000') && !text.includes('\\ud')) return text;
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? clean(item) : item));
}

/**
 * The one JSON text of a value: keys sorted, nothing between the tokens, `undefined` left out (RFC 8785). A value that went
 * through the database has the same text as before.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return toJson(value ?? null);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, item]) => `${toJson(key)}:${canonical(item)}`).join(',')}}`;
}
