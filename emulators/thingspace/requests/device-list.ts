// The list of devices in a request body.
import { z } from 'zod';
import { jsonBody } from '../../core/http.ts';
import type { FotaCall } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { isImei } from '../seed/devices.ts';
import { amount } from '../switches.ts';

const DeviceList = z.object({ deviceList: z.array(z.string()).min(1) });

/** The device list of a body: one malformed IMEI refuses the whole request (thingspace contract 7 and 9.9). */
export function requireDeviceList({ request, state }: FotaCall): {
  deviceList: readonly string[];
  body: object;
} {
  const body = jsonBody(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidParameter('Input binding error');
  const parsed = DeviceList.safeParse(body);
  if (!parsed.success) throw invalidParameter('Device list is empty');
  const { deviceList } = parsed.data;
  if (!deviceList.every(isImei)) throw invalidParameter('Invalid device id format');
  const limit = amount(state.switches, 'batchLimit');
  if (limit > 0 && deviceList.length > limit) throw invalidParameter(`Device list exceeds ${limit} devices`);
  return { deviceList, body };
}
