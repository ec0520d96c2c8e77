// What every FOTA route has in common: both headers, an account of the caller, and the device list of a body.
import { z } from 'zod';
import { jsonBody, type EmulatedRequest, type Reply, type Route } from '../core/http.ts';
import { answering, requireAccount, requireFotaCaller } from './auth.ts';
import { invalidParameter } from './errors.ts';
import type { Account } from './seed/accounts.ts';
import { isImei } from './seed/devices.ts';
import { reclaim } from './state/licenses.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount } from './switches.ts';

/** An API version of Software Management. All of them work on every account. */
export type Version = 'v1' | 'v2' | 'v3';

/** One authorized request about one account. */
export interface FotaCall {
  readonly request: EmulatedRequest;
  readonly state: ThingspaceState;
  readonly account: Account;
}

/** A route under `/api/fota/{version}`; the path names its account `:account`. */
export function fotaRoute(
  method: string,
  path: `/${Version}/${string}`,
  handle: (call: FotaCall) => Reply,
): Route<ThingspaceState> {
  return {
    method,
    path: `/api/fota${path}`,
    handle: (request, state) =>
      answering(() => {
        const caller = requireFotaCaller(request, state);
        const account = requireAccount(state, caller, request.params['account'] ?? '');
        reclaim(state, account);
        return handle({ request, state, account });
      }),
  };
}

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
