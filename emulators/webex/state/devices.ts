// Devices: eight for each step of scale, five of them in workspaces and three on desks of people (webex contract 7).
// None of them names a license.
import { uuid } from '../../seed/organisation.ts';
import { WORKSPACES } from '../seed/workspaces.ts';
import type { WebexState } from './state.ts';

const DEVICES = 8;
const IN_WORKSPACES = 5;

/** Where a device is: its number within a step of scale, and its workspace or the position of its owner. */
interface Placement {
  readonly slot: number;
  readonly workspace?: number;
  readonly owner?: number;
}

/** How many devices there are. */
export function deviceCount(state: WebexState): number {
  return DEVICES * state.scale;
}

/** Uuid of the device with this index. */
export function deviceUuid(index: number): string {
  return uuid('webex-device', index);
}

/** The index of the device with this uuid. */
export function deviceByUuid(wanted: string, state: WebexState): number | undefined {
  for (let index = 0; index < deviceCount(state); index += 1) {
    if (deviceUuid(index) === wanted.toLowerCase()) return index;
  }
  return undefined;
}

/** Where the device with this index is. */
export function placementOf(index: number, { members }: WebexState): Placement {
  const slot = index % DEVICES;
  if (slot >= IN_WORKSPACES) return { slot, owner: index % members.count };
  return { slot, workspace: Math.floor(index / DEVICES) * WORKSPACES + slot };
}

/** The device in a workspace, if there is one. */
export function deviceInWorkspace(workspace: number): number | undefined {
  const slot = workspace % WORKSPACES;
  return slot < IN_WORKSPACES ? Math.floor(workspace / WORKSPACES) * DEVICES + slot : undefined;
}
