// Assigning and removing licenses, device by device: the answer is 200 even if some of them fail (thingspace contract 4.3 and 4.6).
import type { Reply, Route } from '../../core/http.ts';
import { type FotaCall, fotaRoute, type Version, VERSIONS } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { requireDeviceList } from '../requests/device-list.ts';
import { usedBy } from '../rules/licenses.ts';
import { deviceIndex } from '../seed/accounts.ts';
import { presentIndex } from '../state/devices.ts';
import {
  assign,
  assignment,
  isEventBilled,
  licensesBelow,
  remove,
  totalLicenses,
} from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { choice } from '../switches.ts';
import { resultBody, type Outcome } from '../wire/assignment-results.ts';

/** Assign and remove of the three versions: one behaviour, several shapes of answer. */
export const assignmentRoutes: readonly Route<ThingspaceState>[] = VERSIONS.flatMap((version) => [
  fotaRoute('POST', `/${version}/licenses/:account/assign`, (call) => assignAll(call, version)),
  fotaRoute('POST', `/${version}/licenses/:account/remove`, (call) => removeAll(call, version)),
]);

const UNKNOWN_DEVICE = { ok: false, reason: 'Device does not exist.' };

function assignAll(call: FotaCall, version: Version): Reply {
  const { state, account } = call;
  const { deviceList } = requireDeviceList(call);
  let free = totalLicenses(state, account) - licensesBelow(state, account);
  if (choice(state.switches, 'notEnoughLicenses') === 'refuse' && neededLicenses(call, deviceList) > free) {
    throw invalidParameter('Not enough licenses');
  }
  const outcomes = deviceList.map((deviceId): Outcome => {
    const index = presentIndex(state, account, deviceId);
    if (index < 0) return { deviceId, ...UNKNOWN_DEVICE };
    if (assignment(state, account, index))
      return { deviceId, ok: true, reason: 'Device license preexisting' };
    if (free <= 0 || isEventBilled(state, account))
      return { deviceId, ok: false, reason: 'No license available' };
    free -= 1;
    assign(state, index);
    return { deviceId, ok: true, reason: 'Success' };
  });
  return { status: 200, body: resultBody(call, version, 'Assign', outcomes) };
}

/** How many licenses a request needs: devices of the account that have none, each once. */
function neededLicenses({ state, account }: FotaCall, deviceList: readonly string[]): number {
  let count = 0;
  for (const deviceId of new Set(deviceList)) {
    const index = presentIndex(state, account, deviceId);
    if (index >= 0 && !assignment(state, account, index)) count += 1;
  }
  return count;
}

const IN_USE = {
  upgrade: 'License is used by an upgrade since its assignment',
  running: 'License is used by an upgrade in progress',
} as const;

function removeAll(call: FotaCall, version: Version): Reply {
  const { state, account } = call;
  const { deviceList } = requireDeviceList(call);
  const outcomes = deviceList.map((deviceId): Outcome => {
    // A license can be taken back from a device that has left: it is still in use.
    const index = deviceIndex(account, deviceId);
    const holds = index >= 0 && assignment(state, account, index) !== undefined;
    if (!holds && presentIndex(state, account, deviceId) < 0) return { deviceId, ...UNKNOWN_DEVICE };
    if (!holds) return { deviceId, ok: false, reason: 'No license attached to device' };
    const use = usedBy(state, account, index);
    if (use) return { deviceId, ok: false, reason: IN_USE[use] };
    remove(state, index);
    return { deviceId, ok: true, reason: 'Success' };
  });
  return { status: 200, body: resultBody(call, version, 'Remove', outcomes) };
}
