// Which fields of this API hold enum values, and an unknown value for each, for the fault `unknown-enum`.
import { distorted } from '../../core/unknown-enums.ts';

const UNKNOWN: Readonly<Record<string, string>> = {
  status: 'LicenseAssignDeferred',
  requestStatus: 'Deferred',
  protocol: 'COAP-NG',
  distributionType: 'COAP-NG',
  purchaseType: 'TS-HFOTA-QRT',
  state: 'hibernating',
  kind: 'hexid2',
};

/** The body with every enum value replaced. */
export function distort(body: unknown): unknown {
  return distorted(body, (field, value) => UNKNOWN[field] ?? value);
}
