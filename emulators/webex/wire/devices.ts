// The JSON of devices (webex contract 7).
import { DAY } from '../../seed/moments.ts';
import { encodeId, ORG_ID, personId } from '../ids.ts';
import { deviceInWorkspace, deviceUuid, placementOf } from '../state/devices.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { workspaceId } from './workspaces.ts';

/** Days from the first device to the seed: devices came after the workspaces. */
const FIRST_SEEN = 615;

/** The device with this index. Devices live in another region than the organisation (webex contract 4). */
export function deviceBody(index: number, state: WebexState) {
  const { slot, workspace, owner } = placementOf(index, state);
  const phone = owner !== undefined;
  const firstSeen = new Date(state.seededAt - (FIRST_SEEN - (index % 200)) * DAY).toISOString();
  return {
    id: encodeId('DEVICE', deviceUuid(index), 'urn:TEAM:us-west-2_r'),
    displayName: phone ? `Desk phone ${index}` : `Room device ${index}`,
    personId: phone ? personId(personUuid(state.members.companyIndex(owner))) : undefined,
    workspaceId: workspace === undefined ? undefined : workspaceId(workspace),
    orgId: ORG_ID,
    product: phone ? 'Cisco 9861' : 'Cisco Room Kit',
    type: phone ? 'phone' : 'roomdesk',
    connectionStatus: slot === 4 ? 'disconnected' : 'connected',
    created: firstSeen,
    firstSeen,
    lastSeen: new Date(state.seededAt - slot * DAY).toISOString(),
  };
}

/** The devices in a workspace. */
export function devicesOfWorkspace(workspace: number, state: WebexState) {
  const device = deviceInWorkspace(workspace);
  return device === undefined ? [] : [deviceBody(device, state)];
}
