// Which fields of this API hold enum values, for the fault `unknown-enum`.
import { distorted } from '../../core/unknown-enums.ts';

const ENUMS: ReadonlySet<string> = new Set([
  'accountType',
  'connectionStatus',
  'hotdeskingStatus',
  'siteType',
  'status',
  'supportedDevices',
  'type',
]);

/** The body with every enum value replaced. */
export function distort(body: unknown): unknown {
  return distorted(body, (field, value) => (ENUMS.has(field) ? 'neverHeardOf' : value));
}
