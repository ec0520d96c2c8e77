// GET /workspaces, GET and PUT /workspaces/{id} (webex contract 7).
import type { Reply } from '../../core/http.ts';
import { adminWith, checkOrg } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { badRequest, Refusal } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { isLeftOut, numberedPage, numberedReply } from '../pages.ts';
import { parseJson } from '../requests/body.ts';
import { asks } from '../requests/parameters.ts';
import { CallingType, WorkspaceUpdate } from '../requests/workspace.ts';
import { updated } from '../rules/workspaces.ts';
import type { WebexState } from '../state/state.ts';
import type { Workspace } from '../state/workspace.ts';
import { amount, flag } from '../switches.ts';
import { devicesOfWorkspace } from '../wire/devices.ts';
import { workspaceBody } from '../wire/workspaces.ts';

const read = adminWith('workspaces_read');

/** Workspaces. */
export const workspaceRoutes = [
  guarded({ method: 'GET', path: '/workspaces', needs: read, handle: listWorkspaces }),
  guarded({ method: 'GET', path: '/workspaces/:workspaceId', needs: read, handle: getWorkspace }),
  guarded({
    method: 'PUT',
    path: '/workspaces/:workspaceId',
    needs: adminWith('workspaces_write'),
    handle: putWorkspace,
  }),
];

function listWorkspaces(call: Call): Reply {
  const { state } = call;
  const { query } = call.request;
  checkOrg(query.get('orgId'));
  if (query.has('calling') && !CallingType.safeParse(query.get('calling')).success) {
    throw badRequest('Invalid value for parameter calling.');
  }
  const { workspaces, switches } = state;
  const isListed = (index: number): boolean =>
    !workspaces.gone.has(index) && !isLeftOut(index, amount(switches, 'listsLeaveOut'));
  const page = numberedPage(
    query,
    workspaces.count,
    (index) => isListed(index) && matches(workspaces.visible(index), query),
  );
  const listed = flag(state.switches, 'workspaceListCalling');
  const withDevices = asks(query, 'includeDevices');
  const rows = page.found.map((index) => ({
    ...workspaceBody(index, state.workspaces.visible(index), state, listed),
    ...(withDevices && { devices: devicesOfWorkspace(index, state) }),
  }));
  const more = page.more && flag(state.switches, 'workspaceLink');
  return numberedReply(call, { ...page, more }, rows);
}

function matches(workspace: Workspace, query: URLSearchParams): boolean {
  const is = (name: string, value: string): boolean => !query.has(name) || query.get(name) === value;
  return (
    is('calling', workspace.callingType) &&
    is('locationId', workspace.locationId) &&
    is('displayName', workspace.displayName) &&
    is('type', workspace.type) &&
    is('supportedDevices', workspace.supportedDevices)
  );
}

function getWorkspace({ request, state }: Call): Reply {
  const index = findWorkspace(request.params['workspaceId'] ?? '', state);
  return { status: 200, body: workspaceBody(index, state.workspaces.visible(index), state, true) };
}

function putWorkspace({ request, state }: Call): Reply {
  const index = findWorkspace(request.params['workspaceId'] ?? '', state);
  const body = parseJson(request, WorkspaceUpdate);
  const after = updated(state.workspaces.latest(index), body, state);
  state.workspaces.write(index, after);
  return { status: 200, body: workspaceBody(index, after, state, true) };
}

function findWorkspace(id: string, { workspaces }: WebexState): number {
  const index = workspaces.byUuid(decodeId('PLACE', id) ?? '');
  if (index === undefined) throw new Refusal(404, 'Workspace not found.');
  return index;
}
