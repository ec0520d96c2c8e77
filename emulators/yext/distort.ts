// Replaces the enum values of an answer by ones nobody has heard of.

/** Members that hold an enum: the type of an error, and the type of an entity. */
const ENUMS = new Set(['type', 'entityType']);

export function distort(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(distort);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      ENUMS.has(name) && typeof value === 'string' ? `NEW_${value}_2031` : distort(value),
    ]),
  );
}
