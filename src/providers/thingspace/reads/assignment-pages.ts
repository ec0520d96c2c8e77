// Who holds a license: pages of the summary, in ascending IMEI (thingspace contract 4.2, 5).
import type { Device } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { License } from '../../../domain/license.ts';
import type { Page } from '../../../domain/page.ts';
import type { Context } from '../context.ts';
import { POOL } from '../ids.ts';
import { poolOf } from './licenses.ts';
import { readHolders } from './summary.ts';

/** One page of assignments from this cursor on; null for the first. */
export async function readAssignments(
  context: Context,
  cursor: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  const { summary, rows, ...page } = await readHolders(context, cursor, call);
  // A total that has to be read elsewhere is left to the catalogue, so that it is read once.
  const license = summary.total === null ? null : poolOf(context, summary, summary.total);
  return {
    items: rows.map(({ imei, assignedAt }) =>
      assignmentOf(context.accountKey, imei, assignedAt ?? null, license),
    ),
    ...page,
    total: summary.assigned,
  };
}

/** The assignment of the pool to this device; `license` is the pool, where it is known. */
export function assignmentOf(
  accountKey: string,
  imei: string,
  assignedAt: string | null,
  license: License | null,
): Assignment {
  const assignments: Assignment[] = [];
  const assignee: Device = {
    kind: 'DEVICE',
    accountKey,
    externalId: imei,
    displayName: null, // ThingSpace has no names for devices
    imei,
    licenseAssigned: true,
    assignments,
  };
  const assignment: Assignment = {
    accountKey,
    licenseId: POOL,
    ...(license !== null && { license }),
    assignee,
    status: 'ACTIVE',
    assignedAt,
    removalOn: null,
  };
  assignments.push(assignment); // a device holds one license of the pool or none
  return assignment;
}
