// The JSON of a workspace. Its number and extension can be written but are never shown (webex contract 7).
import { DAY } from '../../seed/moments.ts';
import { encodeId, ORG_ID } from '../ids.ts';
import type { Workspace } from '../state/workspace.ts';
import type { WebexState } from '../state/state.ts';
import { workspaceUuid } from '../state/workspaces.ts';
import { idsIn } from './licenses.ts';

/** Days from the first workspace to the seed. */
const FIRST_CREATED = 644;
const HOUR = 3_600_000;

/** Public id of a workspace. */
export function workspaceId(index: number): string {
  return encodeId('PLACE', workspaceUuid(index));
}

/** A workspace; without `licensesToo` it lacks `calling.webexCalling`, as lists once did. */
export function workspaceBody(
  index: number,
  workspace: Workspace,
  { seededAt }: WebexState,
  licensesToo: boolean,
) {
  const shown = licensesToo && workspace.callingType === 'webexCalling';
  return {
    id: workspaceId(index),
    orgId: ORG_ID,
    locationId: workspace.locationId,
    displayName: workspace.displayName,
    type: workspace.type,
    created: new Date(seededAt - FIRST_CREATED * DAY + (index % 5_000) * HOUR).toISOString(),
    hotdeskingStatus: workspace.hotdesking ? 'on' : 'off',
    supportedDevices: workspace.supportedDevices,
    devicePlatform: 'cisco',
    calling: {
      type: workspace.callingType,
      ...(shown && { webexCalling: { licenses: idsIn(workspace.license) } }),
    },
  };
}
