// Devices by IMEI, many at once (thingspace contract 6.1, 6.3).
import type { Device } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { ThingSpaceClient } from './client.ts';
import { connectedDevice, foundDevice, m2mId } from './devices.ts';
import type { ThingSpaceSettings } from './settings.ts';
import type { DeviceRow } from './wire.ts';

/** Looks up one chunk of IMEIs the way the settings say. */
export async function findDevices(
  settings: ThingSpaceSettings,
  client: ThingSpaceClient,
  imeis: readonly string[],
  call: Call,
): Promise<Slots<Device>> {
  return settings.deviceLookup === 'm2m'
    ? findInM2m(settings.key, client, imeis, call)
    : findInFota(settings.key, client, imeis, call);
}

async function findInFota(
  accountKey: string,
  client: ThingSpaceClient,
  imeis: readonly string[],
  call: Call,
): Promise<Slots<Device>> {
  const rows = await client.findDevices(imeis, call);
  refuseStrangers(
    accountKey,
    imeis,
    rows.map((row) => row.deviceId),
  );
  return new Map(rows.map((row) => [row.deviceId, slotOf(accountKey, row)]));
}

/** Throws when an answer has devices nobody asked for: it belongs to another question, and what it lacks is not "does not exist". */
function refuseStrangers(accountKey: string, asked: readonly string[], answered: readonly string[]): void {
  const known = new Set(asked);
  if (answered.every((imei) => known.has(imei))) return;
  throw badResponse(accountKey, 'The provider answered about others than those asked for.');
}

/** Rows that exist say nothing of their request; `Failure` is "Device does not exist." (contract 6.1). */
function slotOf(accountKey: string, row: DeviceRow): Slot<Device> {
  if (row.requestStatus === null || /success$/i.test(row.requestStatus)) return foundDevice(accountKey, row);
  if (/^fail/i.test(row.requestStatus)) return null;
  return badResponse(accountKey, 'The provider does not say clearly whether this device exists.');
}

async function findInM2m(
  accountKey: string,
  client: ThingSpaceClient,
  imeis: readonly string[],
  call: Call,
): Promise<Slots<Device>> {
  const { devices, hasMoreData } = await client.findM2mDevices(imeis, call);
  refuseStrangers(
    accountKey,
    imeis,
    devices.flatMap((row) => m2mId(row, 'imei') ?? []),
  );
  const slots = new Map<string, Slot<Device>>();
  // One answer holds 2,000 devices, more than are ever asked for: if it is cut all the same, who is missing is not known.
  const missing = hasMoreData
    ? badResponse(accountKey, 'The provider answered for some of the devices only.')
    : null;
  for (const imei of imeis) slots.set(imei, missing);
  for (const row of devices) {
    const imei = m2mId(row, 'imei');
    if (imei !== null) slots.set(imei, connectedDevice(accountKey, imei, row));
  }
  return slots;
}
