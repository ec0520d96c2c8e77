// What given devices hold, asked by device: a call for each 1,000 of them, however many licenses the account has given out.
import { slotOf } from '../../../batching/align.ts';
import type { Assignee, Device } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import type { Context } from '../context.ts';
import { assignmentOf } from '../reads/assignment-pages.ts';
import { readDevicesById } from '../reads/devices.ts';
import { readHoldings } from '../reads/holdings.ts';

/** What a device of the look-up holds, as far as its row tells. */
export function heldAsFound(assignee: Assignee): readonly Assignment[] | undefined {
  if (assignee.kind !== 'DEVICE') return undefined;
  const { accountKey, externalId, licenseAssigned } = assignee;
  if (licenseAssigned === true) return [assignmentOf(accountKey, externalId, null, null)];
  return licenseAssigned === false ? [] : undefined;
}

/**
 * Like `assignments.ofAssignees`, without the time of assignment, which the look-up does not tell. Its rows may leave
 * `licenseAssigned` out (thingspace contract 6.1), and a device that left the account may hold a license all the same: what those
 * devices hold is read from the summary.
 */
export async function readBack(
  context: Context,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const devices = assignees.flatMap(({ kind, accountKey, externalId }): Device[] =>
    kind === 'DEVICE' ? [{ kind, accountKey, externalId }] : [],
  );
  const found = await readDevicesById(
    context,
    devices.map(({ externalId }) => externalId),
    call,
  );
  const held = new Map<string, Slot<readonly Assignment[]>>();
  const untold: Device[] = [];
  for (const device of devices) {
    const imei = device.externalId;
    const slot = slotOf(found, imei);
    const rows = slot instanceof ProblemError ? slot : slot && heldAsFound(slot);
    if (rows) held.set(imei, rows);
    else untold.push(device);
  }
  if (untold.length === 0) return held;
  for (const [imei, slot] of await readHoldings(context, untold, call)) {
    const isNothing = Array.isArray(slot) && slot.length === 0;
    held.set(imei, isNothing && found.get(imei) === null ? null : slot);
  }
  return held;
}
