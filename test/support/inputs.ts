// Licenses and assignees of the seeded company, as inputs of mutations.

/** License and assignee by the provider's own ids. */
export function target(accountKey: string, licenseId: string, kind: string, externalId: string) {
  return {
    license: { key: { accountKey, externalId: licenseId } },
    assignee: { key: { kind, externalId } },
  };
}

/** A license pack with seats left, for one of the stores. */
export function pack(store: string, licenseId = 'LP-EMPTY') {
  return target('listings', licenseId, 'ENTITY', store);
}

/** The same pack for each of these stores. */
export function assigning(...stores: readonly string[]): { changes: object[] } {
  return { changes: stores.map((store) => ({ action: 'ASSIGN', ...pack(store) })) };
}

/** A device of the account `fleet`, and its license. */
export function device(imei: string) {
  return target('fleet', 'fota', 'DEVICE', imei);
}
