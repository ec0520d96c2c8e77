// Replaces the enum values of an answer by ones nobody has heard of.
import { distorted } from '../../core/unknown-enums.ts';

const UNHEARD: Readonly<Record<string, string>> = {
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
  return distorted(body, (field, value) => UNHEARD[field] ?? value);
}
