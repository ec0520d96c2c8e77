// What licenses need and what they contain, as far as the catalogue tells. Which licenses there are differs from one
// organisation to the next and grows (genesys contract 2.2): no id of a license is written in this code.
import type { License, LicenseKey } from '../../../domain/license.ts';
import type { GenesysLicenseDetails, LicensePart } from '../reads/licenses.ts';

/** What the definitions say of how licenses go together. */
export interface Requirements {
  /** Whether the catalogue has a license and what it needs. */
  knows(licenseId: string): boolean;
  /**
   * The licenses that a license needs, if somebody who holds `held` has none of them; empty when nothing is missing, and when one is
   * held that the catalogue does not describe: it may be a bundle. Who holds a bundle holds what it comprises. Of several prerequisites one is
   * enough here: an add-on for either of two base tiers can only mean one of them (genesys contract 2.4.3), and where all are needed the provider still refuses.
   */
  missing(licenseId: string, held: Iterable<string>): readonly string[];
  /** How many licenses stand below it, each needed by the next. */
  depth(licenseId: string): number;
}

/** Reads them off the catalogue. */
export function requirementsOf(catalogue: readonly License[]): Requirements {
  const needs = new Map<string, readonly string[]>();
  const parts = new Map<string, readonly string[]>();
  const read = (license: LicensePart): void => {
    const details = detailsOf(license);
    if (details === null) return;
    const { externalId, prerequisites, comprises } = details;
    if (!needs.has(externalId)) needs.set(externalId, idsOf(prerequisites));
    if (!parts.has(externalId)) parts.set(externalId, idsOf(comprises));
    for (const part of comprises) read(part);
  };
  for (const license of catalogue) read(license);

  return {
    knows: (licenseId) => needs.has(licenseId),
    missing(licenseId, held) {
      const needed = needs.get(licenseId) ?? [];
      const all = [...reach(held, parts)];
      return all.some((id) => needed.includes(id) || !needs.has(id)) ? [] : needed;
    },
    // Counts every license below it. The longest chain would be exact, but needs its own guard against circles.
    depth: (licenseId) => reach([licenseId], needs).size - 1,
  };
}

/** These ids and all that can be reached from them; circles end (genesys contract 2.2). */
function reach(from: Iterable<string>, steps: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(from);
  // Iterating a set also visits what is added to it meanwhile.
  for (const id of reached) for (const next of steps.get(id) ?? []) reached.add(next);
  return reached;
}

function idsOf(licenses: readonly LicenseKey[]): string[] {
  return licenses.map(({ externalId }) => externalId);
}

/** A part of a bundle may be no more than a key. */
function detailsOf({ details }: LicensePart): GenesysLicenseDetails | null {
  if (details?.__typename !== 'GenesysLicenseDetails') return null;
  return details as GenesysLicenseDetails; // only `toLicense` makes details of this name
}
