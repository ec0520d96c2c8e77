// Lists of devices that lose their license first, v1 and v2 only (thingspace contract 4.4).
import { z } from 'zod';
import type { Reply, Route } from '../../core/http.ts';
import { fotaRoute, type FotaCall } from '../call.ts';
import { requireOffset } from '../pages.ts';
import { requireDeviceList } from '../requests/device-list.ts';
import type { ThingspaceState } from '../state/state.ts';
import { amount } from '../switches.ts';
import { goTime, isoTime } from '../wire/times.ts';

/** Read, create or extend, and delete the list. The v2 read also has the path form of the portal's samples. */
export const cancellationRoutes: readonly Route<ThingspaceState>[] = [
  fotaRoute('GET', '/v1/licenses/:account/cancel/index/:startIndex', (call) => read(call, 'v1')),
  fotaRoute('GET', '/v2/licenses/:account/cancel', (call) => read(call, 'v2')),
  fotaRoute('GET', '/v2/licenses/:account/cancel/index/:startIndex', (call) => read(call, 'v2')),
  fotaRoute('POST', '/v1/licenses/:account/cancel', create),
  fotaRoute('POST', '/v2/licenses/:account/cancel', create),
  fotaRoute('DELETE', '/v1/licenses/:account/cancel', drop),
  fotaRoute('DELETE', '/v2/licenses/:account/cancel', drop),
];

function read({ request, state, account }: FotaCall, version: 'v1' | 'v2'): Reply {
  const list = state.changes.cancellations.get(account.name);
  const devices = list?.devices ?? [];
  const start = request.params['startIndex'] ?? (request.query.get('startIndex') || '0');
  const offset = requireOffset(start, devices.length);
  const end = offset + amount(state.switches, 'rowsPerPage');
  const updated = list && (version === 'v1' ? isoTime(list.updatedAt) : goTime(list.updatedAt));
  const body = {
    count: devices.length,
    hasMoreData: end < devices.length,
    ...(updated !== undefined && { updateTime: updated }),
    deviceList: devices.slice(offset, end),
  };
  return { status: 200, body };
}

const Append = z.object({ type: z.literal('append') });

/** `append` extends the stored list; without it the list is replaced. Listing a device changes nothing else. */
function create(call: FotaCall): Reply {
  const { state, account } = call;
  const { deviceList, body } = requireDeviceList(call);
  const kept = Append.safeParse(body).success
    ? (state.changes.cancellations.get(account.name)?.devices ?? [])
    : [];
  const devices = [...new Set([...kept, ...deviceList])];
  state.changes.cancellations.set(account.name, { devices, updatedAt: state.clock.now() });
  return { status: 200, body: { count: devices.length, deviceList: devices } };
}

function drop({ state, account }: FotaCall): Reply {
  state.changes.cancellations.delete(account.name);
  return { status: 200, body: { success: true } };
}
