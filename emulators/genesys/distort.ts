// A body whose enum values nobody has heard of yet.

/** Fields whose strings come from a closed list: user state, assignment result, report status, kinds of address. */
const ENUMS: ReadonlySet<string> = new Set([
  'state',
  'result',
  'status',
  'mediaType',
  'employeeType',
  'subscriptionType',
]);

/** Replaces the strings of enum fields, at any depth; everything else stays. */
export function distort(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(distort);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      ENUMS.has(name) && typeof value === 'string' ? 'SOMETHING_NEW' : distort(value),
    ]),
  );
}
