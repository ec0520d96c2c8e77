// A license of the inventory, for rules that go by few of its facts.
import type { FoundLicense, FoundRow, LicenseRef } from '../../../src/domain/inventory/search.ts';

/** Nobody holds it, and nothing else is told of it. */
export function foundLicense(
  license: LicenseRef & Partial<FoundLicense>,
  id: number,
): FoundRow<FoundLicense> {
  const value = {
    name: null,
    description: null,
    assigneeKinds: [],
    seats: null,
    details: null,
    held: 0,
    goneAt: null,
    ...license,
  };
  return { value, place: { value: null, id }, observedAt: '2026-01-01T00:00:00.000Z' };
}
