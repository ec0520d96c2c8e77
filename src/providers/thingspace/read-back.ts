// What given devices hold, asked by device: a call for each 1,000 of them, however many licenses the account has given out.
import type { Assignee, Device } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import type { ReadByKeys } from '../provider.ts';
import { assignmentOf } from './assignments.ts';

/** The reads it is made of. */
export interface DeviceReads {
  readonly byIds: ReadByKeys<Device>;
  ofAssignees(assignees: readonly Assignee[], call: Call): Promise<Slots<readonly Assignment[]>>;
}

/**
 * Like `assignments.ofAssignees`, without the time of assignment, which the look-up does not tell. Its rows may leave
 * `licenseAssigned` out (thingspace contract 6.1): what those devices hold is read from the summary.
 */
export async function readHeld(
  reads: DeviceReads,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const imeis = assignees.filter(({ kind }) => kind === 'DEVICE').map(({ externalId }) => externalId);
  const held = new Map<string, Slot<readonly Assignment[]>>();
  const untold: Device[] = [];
  for (const [imei, device] of await reads.byIds(imeis, call)) {
    if (device === null || device instanceof ProblemError) held.set(imei, device);
    else if (device.licenseAssigned === true)
      held.set(imei, [assignmentOf(device.accountKey, imei, null, null)]);
    else if (device.licenseAssigned === false) held.set(imei, []);
    else untold.push(device);
  }
  if (untold.length === 0) return held;
  return new Map([...held, ...(await reads.ofAssignees(untold, call))]);
}
