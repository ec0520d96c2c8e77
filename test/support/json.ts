// Reading values out of JSON that no schema has checked.

/** A member of a body at any depth; undefined when there is none. */
export function at(body: unknown, ...path: readonly string[]): unknown {
  let value = body;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** A list in a body at any depth; an empty one when there is none. */
export function listAt(body: unknown, ...path: readonly string[]): readonly unknown[] {
  const value: unknown = at(body, ...path);
  return Array.isArray(value) ? value : [];
}

/** A body as it was sent; null when it is empty. */
export function parsed(body: string): unknown {
  return body === '' ? null : JSON.parse(body);
}
