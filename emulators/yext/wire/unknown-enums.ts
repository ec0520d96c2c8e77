// Which fields of this API hold enum values, for the fault `unknown-enum`.
import { distorted } from '../../core/unknown-enums.ts';

/** The type of an error, and the type of an entity. */
const ENUMS: ReadonlySet<string> = new Set(['type', 'entityType']);

/** The body with every enum value replaced. */
export function distort(body: unknown): unknown {
  return distorted(body, (field, value) => (ENUMS.has(field) ? `NEW_${value}_2031` : value));
}
