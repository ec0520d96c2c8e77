// Which fields of this API hold enum values, for the fault `unknown-enum`.
import { distorted } from '../../core/unknown-enums.ts';

/** Fields whose strings come from a closed list: user state, assignment result, report status, kinds of address. */
const ENUMS: ReadonlySet<string> = new Set([
  'state',
  'result',
  'status',
  'mediaType',
  'employeeType',
  'subscriptionType',
]);

/** The body with every enum value replaced. */
export function distort(body: unknown): unknown {
  return distorted(body, (field, value) => (ENUMS.has(field) ? 'SOMETHING_NEW' : value));
}
