// What tests ask changes for: licenses and assignees of the seeded company, as inputs of mutations name them.

/** License and assignee by the provider's own ids, as inputs name them. */
export function target(accountKey: string, licenseId: string, kind: string, externalId: string) {
  return {
    license: { key: { accountKey, externalId: licenseId } },
    assignee: { key: { kind, externalId } },
  };
}

/** One of the license packs of the seeded company, with seats left, for one of its stores. */
export function pack(store: string, licenseId = 'LP-EMPTY') {
  return target('listings', licenseId, 'ENTITY', store);
}

/** A pack with seats left for each of these stores. */
export function assigning(...stores: readonly string[]): { changes: object[] } {
  return { changes: stores.map((store) => ({ action: 'ASSIGN', ...pack(store) })) };
}

/** A device of the account `fleet`, and the license it may have. */
export function device(imei: string) {
  return target('fleet', 'fota', 'DEVICE', imei);
}
