// The devices of an account: listed, looked up by IMEI, and in full.
import { inChunks } from '../../../batching/chunk.ts';
import type { Device } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slots } from '../../../domain/page.ts';
import type { Collection } from '../../provider.ts';
import type { Context } from '../context.ts';
import { isImei } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { readDevices } from './device-pages.ts';
import { findDevices } from './device-lookup.ts';
import { readInFull } from './devices-in-full.ts';

/** The devices of one account. */
export function createDevices(context: Context): Collection<Device> {
  return {
    page: (cursor, call) => readDevices(context, cursor, call),
    byIds: (ids, call) => readDevicesById(context, ids, call),
    inFull: (devices, call) => readInFull(context, devices, call),
  };
}

/** Devices by IMEI. One that is malformed makes ThingSpace refuse the whole list (thingspace contract 9.9); no device has one. */
export async function readDevicesById(
  context: Context,
  ids: readonly string[],
  call: Call,
): Promise<Slots<Device>> {
  const chunks = { size: LIMITS.batchSize, width: context.lookupsAtOnce };
  const none = ids.filter((id) => !isImei(id)).map((id) => [id, null] as const);
  const found = await inChunks(ids.filter(isImei), chunks, (imeis) => findDevices(context, imeis, call));
  return new Map([...none, ...found]);
}
