// Devices by IMEI, many at once (thingspace contract 6.1, 6.3).
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { Device } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import * as client from '../client.ts';
import type { Context } from '../context.ts';
import { saysNoSuchDevice } from '../failures.ts';
import type { FoundRow } from '../wire/wire.ts';
import { connectedDevice, foundDevice } from './device-facts.ts';

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
  context: Context,
  imeis: readonly string[],
  call: Call,
): Promise<Slots<Device>> {
  const { accountKey, lookupsAtOnce: width } = context;
  const findOne = async (imei: string): Promise<Device | null> => {
    const { slots, isWhole } = await findTogether(context, [imei], call);
    const slot = slots.get(imei);
    if (slot instanceof ProblemError) throw slot;
    if (slot === undefined && !isWhole) throw unread(accountKey);
    return slot ?? null;
  };
  const [first] = imeis;
  if (first !== undefined && imeis.length === 1) return new Map([[first, await findOne(first)]]);
  const { slots } = await findTogether(context, imeis, call);
  return fillLeftOut(imeis, slots, { call, width }, findOne);
}

/** What one call says of a chunk of IMEIs. */
export function findTogether(context: Context, imeis: readonly string[], call: Call): Promise<Answer> {
  const find = context.settings.deviceLookup === 'm2m' ? findInConnectivity : findInFota;
  return find(context, imeis, call);
}

function unread(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider does not say clearly whether this device exists.');
}

async function findInFota(context: Context, imeis: readonly string[], call: Call): Promise<Answer> {
  const { accountKey } = context;
  const { rows, leftOut } = await client.findDevices(context, imeis, call);
  const slots = new Map(rows.map((row) => [row.imei, slotOf(accountKey, row)]));
  refuseStrangers(accountKey, imeis, slots);
  return { slots, isWhole: leftOut === 0 };
}

/** Throws when an answer has devices nobody asked for: it belongs to another question, and what it lacks is not "does not exist". */
function refuseStrangers(accountKey: string, asked: readonly string[], answered: Slots<Device>): void {
  const known = new Set(asked);
  if ([...answered.keys()].every((imei) => known.has(imei))) return;
  throw badResponse(accountKey, 'The provider answered about others than those asked for.');
}

/** Rows of devices that exist have no request status; rows of those that do not say that the request failed, and why (contract 6.1). */
function slotOf(accountKey: string, row: FoundRow): Slot<Device> {
  const { lookupStatus, reason } = row;
  if (!lookupStatus || /success$/i.test(lookupStatus)) return foundDevice(accountKey, row);
  return /^fail/i.test(lookupStatus) && saysNoSuchDevice(reason) ? null : unread(accountKey);
}

async function findInConnectivity(context: Context, imeis: readonly string[], call: Call): Promise<Answer> {
  const { accountKey } = context;
  const { rows, leftOut, hasMore } = await client.findConnectedDevices(context, imeis, call);
  const slots = new Map(rows.map((row) => [row.imei, connectedDevice(accountKey, row)]));
  refuseStrangers(accountKey, imeis, slots);
  // It holds 2,000 devices, more than are ever asked for, and may be cut all the same.
  return { slots, isWhole: leftOut === 0 && hasMore === false };
}
