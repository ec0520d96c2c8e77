// Enum values nobody has heard of, wherever answers have enums: a provider may add some at any time.
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
  if (Array.isArray(body)) return body.map(distort);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, distorted(name, value)]));
}

function distorted(name: string, value: unknown): unknown {
  return typeof value === 'string' ? (UNHEARD[name] ?? value) : distort(value);
}
