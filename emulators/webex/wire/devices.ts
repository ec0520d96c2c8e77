// Devices: eight for each step of scale, five of them in workspaces and three on desks of people (webex contract 7).
// None of them names a license.
import { uuid } from '../../seed/organisation.ts';
import { encodeId, ORG_ID } from '../ids.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { personId } from './licenses.ts';
import { workspaceId } from './workspaces.ts';
import { WORKSPACES } from '../state/workspaces.ts';

const DEVICES = 8;
const IN_WORKSPACES = 5;
const DAY = 86_400_000;
const FIRST_SEEN = Date.UTC(2025, 3, 1, 10, 0, 0, 0);
const LAST_SEEN = Date.UTC(2026, 0, 20, 6, 0, 0, 0);

/** How many devices there are. */
export function deviceCount(state: WebexState): number {
  return DEVICES * state.scale;
}

/** The index of the device with this uuid. */
export function deviceByUuid(deviceUuid: string, state: WebexState): number | undefined {
  for (let index = 0; index < deviceCount(state); index += 1) {
    if (uuid('webex-device', index) === deviceUuid.toLowerCase()) return index;
  }
  return undefined;
}

/** The device with this index. Devices live in another region than the organisation (webex contract 4). */
export function deviceBody(index: number, state: WebexState) {
  const slot = index % DEVICES;
  const phone = slot >= IN_WORKSPACES;
  const firstSeen = new Date(FIRST_SEEN + (index % 200) * DAY).toISOString();
  return {
    id: encodeId('DEVICE', uuid('webex-device', index), 'urn:TEAM:us-west-2_r'),
    displayName: phone ? `Desk phone ${index}` : `Room device ${index}`,
    personId: phone ? ownerOf(index, state) : undefined,
    workspaceId: phone ? undefined : workspaceId(workspaceIndex(index)),
    orgId: ORG_ID,
    product: phone ? 'Cisco 9861' : 'Cisco Room Kit',
    type: phone ? 'phone' : 'roomdesk',
    connectionStatus: slot === 4 ? 'disconnected' : 'connected',
    created: firstSeen,
    firstSeen,
    lastSeen: new Date(LAST_SEEN - slot * DAY).toISOString(),
  };
}

/** The devices that sit in a workspace. */
export function devicesOfWorkspace(workspace: number, state: WebexState) {
  const slot = workspace % WORKSPACES;
  if (slot >= IN_WORKSPACES) return [];
  return [deviceBody(Math.floor(workspace / WORKSPACES) * DEVICES + slot, state)];
}

function workspaceIndex(device: number): number {
  return Math.floor(device / DEVICES) * WORKSPACES + (device % DEVICES);
}

function ownerOf(device: number, { members }: WebexState): string {
  return personId(personUuid(members.companyIndex(device % members.count)));
}
