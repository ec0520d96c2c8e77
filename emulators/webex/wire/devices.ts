// The JSON of devices (webex contract 7).
import { encodeId, ORG_ID, personId } from '../ids.ts';
import { deviceInWorkspace, deviceUuid, placementOf } from '../state/devices.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { workspaceId } from './workspaces.ts';

const DAY = 86_400_000;
const FIRST_SEEN = Date.UTC(2025, 3, 1, 10, 0, 0, 0);
const LAST_SEEN = Date.UTC(2026, 0, 20, 6, 0, 0, 0);

/** The device with this index. Devices live in another region than the organisation (webex contract 4). */
export function deviceBody(index: number, state: WebexState) {
  const { slot, workspace, owner } = placementOf(index, state);
  const phone = owner !== undefined;
  const firstSeen = new Date(FIRST_SEEN + (index % 200) * DAY).toISOString();
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
    lastSeen: new Date(LAST_SEEN - slot * DAY).toISOString(),
  };
}

/** The devices in a workspace. */
export function devicesOfWorkspace(workspace: number, state: WebexState) {
  const device = deviceInWorkspace(workspace);
  return device === undefined ? [] : [deviceBody(device, state)];
}
