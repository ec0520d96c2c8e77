// Ids as the database takes them. Rows whose ids are longer than an index takes are left out, so that the rest of what was read is kept.
import type { Assignment } from '../../../domain/assignment.ts';
import type { LeftOutRow, Sighting } from '../../../domain/inventory/sighting.ts';
import { clean } from '../../database/json.ts';

/** Bytes of UTF-8: an entry of an index has a limit of some 2,700, with everything that stands beside the id. */
const LONGEST_ID = 2_000;

/** What can be kept, and the ids that cannot. */
interface Keepable {
  readonly sightings: readonly Sighting[];
  readonly leftOut: readonly LeftOutRow[];
  readonly tooLong: readonly string[];
}

/**
 * Leaves out licenses and assignees with such ids, and what is held of them or by them. The rest of what somebody holds is all that is kept of
 * it. Ids are told as the database takes them: what is compared with it is then what it has.
 */
export function keepable(sightings: readonly Sighting[], leftOut: readonly LeftOutRow[]): Keepable {
  const tooLong: string[] = [];
  const fits = (...ids: readonly string[]): boolean => {
    const long = ids.filter((id) => id.length * 3 > LONGEST_ID && Buffer.byteLength(id) > LONGEST_ID);
    tooLong.push(...long);
    return long.length === 0;
  };
  const kept = sightings.map(cleanSighting).flatMap((sighting): Sighting[] => {
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
  const others = leftOut.map(cleanId).filter(({ externalId }) => fits(externalId));
  return { sightings: kept, leftOut: others, tooLong };
}

/** The same where all its ids are as the database takes them, as almost all are. */
function cleanSighting(sighting: Sighting): Sighting {
  if ('license' in sighting) {
    const { license } = sighting;
    return isClean(license.externalId) ? sighting : { license: cleanId(license) };
  }
  if ('assignment' in sighting) {
    const { assignment } = sighting;
    return isCleanPair(assignment) ? sighting : { ...sighting, assignment: cleanAssignment(assignment) };
  }
  const { assignee, holds = [] } = sighting;
  if (isClean(assignee.externalId) && holds.every(isCleanPair)) return sighting;
  const told = { ...sighting, assignee: cleanId(assignee) };
  return sighting.holds === undefined ? told : { ...told, holds: holds.map(cleanAssignment) };
}

function cleanAssignment(assignment: Assignment): Assignment {
  const { licenseId, assignee, license } = assignment;
  return {
    ...assignment,
    licenseId: clean(licenseId),
    assignee: cleanId(assignee),
    ...(license && { license: cleanId(license) }),
  };
}

function cleanId<Row extends { readonly externalId: string }>(row: Row): Row {
  return { ...row, externalId: clean(row.externalId) };
}

function isCleanPair({ licenseId, assignee }: Assignment): boolean {
  return isClean(licenseId) && isClean(assignee.externalId);
}

function isClean(id: string): boolean {
  return id.isWellFormed() && !id.includes('\0');
}
