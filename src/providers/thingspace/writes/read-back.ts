// What given devices hold, asked by device: a call for each 1,000 of them, however many licenses the account has given out.
import { slotOf } from '../../../batching/align.ts';
import type { Assignee, Device } from '../../../domain/assignee.ts';
import type { Assignment, HeldNow } from '../../../domain/assignment.ts';
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
): Promise<Slots<HeldNow>> {
  const devices = keysOf(assignees);
  const found = await readDevicesById(
    context,
    devices.map(({ externalId }) => externalId),
    call,
  );
  const held = new Map<string, Slot<HeldNow>>();
  const untold: Device[] = [];
  for (const device of devices) {
    const imei = device.externalId;
    const slot = slotOf(found, imei);
    if (slot instanceof ProblemError) held.set(imei, slot);
    else if (slot?.licenseAssigned == null) untold.push(slot ?? device);
    else held.set(imei, { rows: heldAsFound(slot) ?? [], assignee: slot });
  }
  for (const [imei, slot] of await readBackOfSummary(context, untold, call)) {
    const isNothing = slot !== null && !(slot instanceof ProblemError) && slot.rows.length === 0;
    held.set(imei, isNothing && found.get(imei) === null ? null : slot);
  }
  return held;
}

/** The same by the summary alone. */
export async function readBackOfSummary(
  context: Context,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<HeldNow>> {
  const devices = assignees.filter((assignee) => assignee.kind === 'DEVICE');
  const held = devices.length === 0 ? [] : await readHoldings(context, devices, call);
  const byImei = new Map(devices.map((device) => [device.externalId, device]));
  const slots = new Map<string, Slot<HeldNow>>();
  for (const [imei, slot] of held) {
    const device = byImei.get(imei);
    if (device === undefined) continue;
    slots.set(
      imei,
      slot === null || slot instanceof ProblemError
        ? slot
        : { rows: slot, assignee: { ...device, licenseAssigned: slot.length > 0 } },
    );
  }
  return slots;
}

function keysOf(assignees: readonly Assignee[]): readonly Device[] {
  return assignees.flatMap(({ kind, accountKey, externalId }): Device[] =>
    kind === 'DEVICE' ? [{ kind, accountKey, externalId }] : [],
  );
}
