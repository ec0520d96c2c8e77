// GET /devices and /devices/{id} (webex contract 2, 7).
import type { Reply } from '../../core/http.ts';
import { adminWith, checkOrg } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { Refusal } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { numberedPage, numberedReply } from '../pages.ts';
import { deviceByUuid, deviceCount } from '../state/devices.ts';
import { deviceBody } from '../wire/devices.ts';

const needs = adminWith('devices_read');

/** Devices. */
export const deviceRoutes = [
  guarded({ method: 'GET', path: '/devices', needs, handle: listDevices }),
  guarded({ method: 'GET', path: '/devices/:deviceId', needs, handle: getDevice }),
];

function listDevices(call: Call): Reply {
  const { state } = call;
  const { query } = call.request;
  checkOrg(query.get('orgId'));
  const page = numberedPage(query, deviceCount(state), (index) => {
    const device = deviceBody(index, state);
    const is = (name: string, value: string | undefined): boolean =>
      !query.has(name) || query.get(name) === value;
    return (
      is('personId', device.personId) && is('workspaceId', device.workspaceId) && is('type', device.type)
    );
  });
  const rows = page.found.map((index) => deviceBody(index, state));
  return numberedReply(call, page, rows);
}

function getDevice({ request, state }: Call): Reply {
  const index = deviceByUuid(decodeId('DEVICE', request.params['deviceId'] ?? '') ?? '', state);
  if (index === undefined) throw new Refusal(404, 'Device not found.');
  return { status: 200, body: deviceBody(index, state) };
}
