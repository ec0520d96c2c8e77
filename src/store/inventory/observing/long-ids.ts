// Rows whose ids are longer than an index takes: they are left out, so that the rest of what was read is kept.
import type { LeftOutRow, Sighting } from '../../../domain/inventory/sighting.ts';

/** Bytes of UTF-8: an entry of an index has a limit of some 2,700, with everything that stands beside the id. */
const LONGEST_ID = 2_000;

/** What can be kept, and the ids that cannot. */
export interface Keepable {
  readonly sightings: readonly Sighting[];
  readonly leftOut: readonly LeftOutRow[];
  readonly tooLong: readonly string[];
}

/** Leaves out licenses and assignees with such ids, and what is held of them or by them. The rest of what somebody holds is all that is kept of it. */
export function keepable(sightings: readonly Sighting[], leftOut: readonly LeftOutRow[]): Keepable {
  const tooLong: string[] = [];
  const fits = (...ids: readonly string[]): boolean => {
    const long = ids.filter((id) => id.length * 3 > LONGEST_ID && Buffer.byteLength(id) > LONGEST_ID);
    tooLong.push(...long);
    return long.length === 0;
  };
  const kept = sightings.flatMap((sighting): Sighting[] => {
    if ('license' in sighting) return fits(sighting.license.externalId) ? [sighting] : [];
    if ('assignment' in sighting) {
      const { licenseId, assignee } = sighting.assignment;
      return fits(licenseId, assignee.externalId) ? [sighting] : [];
    }
    const { assignee, holds } = sighting;
    if (!fits(assignee.externalId)) return [];
    return holds === undefined
      ? [sighting]
      : [{ ...sighting, holds: holds.filter(({ licenseId }) => fits(licenseId)) }];
  });
  return { sightings: kept, leftOut: leftOut.filter(({ externalId }) => fits(externalId)), tooLong };
}
