// Devices by IMEI, many at once (thingspace contract 6.1, 6.3).
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { Device } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { FoundRow } from '../wire/wire.ts';
import type { ThingSpaceClient } from '../client.ts';
import { connectedDevice, foundDevice } from './device-facts.ts';
import { saysNoSuchDevice } from '../writes/outcomes.ts';
import type { ThingSpaceSettings } from '../settings.ts';

interface Answer {
  /** Of the devices that the answer mentions. */
  readonly slots: Slots<Device>;
  /** Whether all of it could be read, and no more is to come. */
  readonly isWhole: boolean;
}

/**
 * Looks up one chunk of IMEIs the way the settings say. A device that an answer about several leaves out is asked for alone; there
 * is no other read than that, so what a whole answer about one device does not mention does not exist.
 */
export async function findDevices(
  settings: ThingSpaceSettings,
  client: ThingSpaceClient,
  imeis: readonly string[],
  { call, width }: { readonly call: Call; readonly width: number },
): Promise<Slots<Device>> {
  const find = settings.deviceLookup === 'm2m' ? findInM2m : findInFota;
  const findOne = async (imei: string): Promise<Device | null> => {
    const { slots, isWhole } = await find(settings.key, client, [imei], call);
    const slot = slots.get(imei);
    if (slot instanceof ProblemError) throw slot;
    if (slot === undefined && !isWhole) throw unread(settings.key);
    return slot ?? null;
  };
  const [first] = imeis;
  if (first !== undefined && imeis.length === 1) return new Map([[first, await findOne(first)]]);
  const { slots } = await find(settings.key, client, imeis, call);
  return fillLeftOut(imeis, slots, { call, width }, findOne);
}

function unread(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider does not say clearly whether this device exists.');
}

async function findInFota(
  accountKey: string,
  client: ThingSpaceClient,
  imeis: readonly string[],
  call: Call,
): Promise<Answer> {
  const { rows, leftOut } = await client.findDevices(imeis, call);
  const slots = new Map(rows.map((row) => [row.deviceId, slotOf(accountKey, row)]));
  refuseStrangers(accountKey, imeis, slots);
  return { slots, isWhole: leftOut === 0 };
}

/** Throws when an answer has devices nobody asked for: it belongs to another question, and what it lacks is not "does not exist". */
function refuseStrangers(accountKey: string, asked: readonly string[], answered: Slots<Device>): void {
  const known = new Set(asked);
  if ([...answered.keys()].every((imei) => known.has(imei))) return;
  throw badResponse(accountKey, 'The provider answered about others than those asked for.');
}

/** Rows that exist say nothing of their request; those that do not say that it failed, and why (contract 6.1). */
function slotOf(accountKey: string, row: FoundRow): Slot<Device> {
  const { requestStatus, resultReason } = row;
  if (!requestStatus || /success$/i.test(requestStatus)) return foundDevice(accountKey, row);
  return /^fail/i.test(requestStatus) && saysNoSuchDevice(resultReason) ? null : unread(accountKey);
}

async function findInM2m(
  accountKey: string,
  client: ThingSpaceClient,
  imeis: readonly string[],
  call: Call,
): Promise<Answer> {
  const { rows, leftOut, hasMoreData } = await client.findM2mDevices(imeis, call);
  const slots = new Map(rows.map((row) => [row.deviceIds.imei, connectedDevice(accountKey, row)]));
  refuseStrangers(accountKey, imeis, slots);
  // It holds 2,000 devices, more than are ever asked for, and may be cut all the same.
  return { slots, isWhole: leftOut === 0 && hasMoreData === false };
}
