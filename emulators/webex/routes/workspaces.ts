// GET /workspaces, GET and PUT /workspaces/{id} (webex contract 7).
import { z } from 'zod';
import type { Reply } from '../../core/http.ts';
import { isCalling, licenseById, licenseOf, licensesIn, type License } from '../seed/catalogue.ts';
import { badRequest, coded, Refusal } from '../errors.ts';
import { adminWith, checkOrg, guarded, type Call } from '../call.ts';
import { decodeId } from '../ids.ts';
import { parseJson } from '../requests/user-licenses.ts';
import { hasSeat, NO_SEATS } from '../rules/licenses.ts';
import { locationById } from '../seed/locations.ts';
import { numberedPage, numberedReply } from '../paging.ts';
import type { WebexState } from '../state/state.ts';
import { amount, asks, flag, isEach } from '../switches.ts';
import { devicesOfWorkspace } from '../wire/devices.ts';
import { workspaceBody } from '../wire/workspaces.ts';
import type { Workspace } from '../state/workspaces.ts';

const Calling = z.enum([
  'freeCalling',
  'hybridCalling',
  'webexCalling',
  'webexEdgeForDevices',
  'thirdPartySipCalling',
  'none',
]);

const WorkspaceUpdate = z.object({
  displayName: z.string().min(1).optional(),
  type: z.string().optional(),
  hotdeskingStatus: z.enum(['on', 'off']).optional(),
  calling: z
    .object({
      type: Calling,
      webexCalling: z
        .object({
          licenses: z.array(z.string()).optional(),
          locationId: z.string().optional(),
          phoneNumber: z.string().optional(),
          extension: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});
type WorkspaceUpdate = z.infer<typeof WorkspaceUpdate>;

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
  if (query.has('calling') && !Calling.safeParse(query.get('calling')).success) {
    throw badRequest('Invalid value for parameter calling.');
  }
  const { workspaces, switches } = state;
  const isListed = (index: number): boolean =>
    index >= workspaces.gone() && !isEach(index, amount(switches, 'listsLeaveOut'));
  const page = numberedPage(
    query,
    workspaces.count,
    (index) => isListed(index) && matches(workspaces.visible(index), query),
  );
  const listed = flag(state.switches, 'workspaceListCalling');
  const withDevices = asks(query, 'includeDevices');
  const rows = page.found.map((index) => ({
    ...workspaceBody(index, state.workspaces.visible(index), listed),
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
  return { status: 200, body: workspaceBody(index, state.workspaces.visible(index), true) };
}

function putWorkspace({ request, state }: Call): Reply {
  const index = findWorkspace(request.params['workspaceId'] ?? '', state);
  const body = parseJson(request, WorkspaceUpdate);
  const before = state.workspaces.latest(index);
  const after: Workspace = {
    ...before,
    displayName: body.displayName ?? before.displayName,
    type: body.type ?? before.type,
    hotdesking: body.hotdeskingStatus === undefined ? before.hotdesking : body.hotdeskingStatus === 'on',
    ...callingAfter(body, before, state),
  };
  const hotDesk = licenseOf('hotDesk');
  if (after.license === hotDesk.bit) checkHotDesk(after, body, hotDesk);
  state.workspaces.write(index, after);
  return { status: 200, body: workspaceBody(index, after, true) };
}

function findWorkspace(id: string, { workspaces }: WebexState): number {
  const index = workspaces.byUuid(decodeId('PLACE', id) ?? '');
  if (index === undefined) throw new Refusal(404, 'Workspace not found.');
  return index;
}

/** Omitted is kept. */
function callingAfter(
  { calling }: WorkspaceUpdate,
  before: Workspace,
  state: WebexState,
): Partial<Workspace> {
  if (!calling) return {};
  if (calling.type !== 'webexCalling') return { callingType: calling.type, license: 0 };
  const locationId = calling.webexCalling?.locationId;
  if (locationId !== undefined && !locationById(locationId))
    throw coded(400, `Location ${locationId} not found.`);
  return {
    callingType: calling.type,
    license: licenseAfter(calling.webexCalling?.licenses, before, state),
    ...(locationId !== undefined && { locationId }),
  };
}

/** Of several licenses the oldest suitable one wins; Professional is never traded for Workspaces (webex contract 7). */
function licenseAfter(ids: readonly string[] | undefined, before: Workspace, state: WebexState): number {
  const chosen = ids === undefined ? keptLicense(before) : oldestSuitable(ids);
  if (chosen.bit === before.license) return chosen.bit;
  const [held] = licensesIn(before.license);
  if (held?.group === 'professional' && chosen.key === 'workspaces') {
    throw badRequest('A downgrade from Professional to Workspaces is not supported.');
  }
  if (!hasSeat(chosen, state))
    throw coded(NO_SEATS, `No seats left (a code of this emulator). License: ${chosen.id}.`);
  return chosen.bit;
}

function keptLicense({ license }: Workspace): License {
  return licensesIn(license)[0] ?? licenseOf('workspaces');
}

function oldestSuitable(ids: readonly string[]): License {
  const named = ids.map((id) => {
    const license = licenseById(id);
    if (!license) throw coded(400_000, `License ${id} is not recognised.`);
    return license;
  });
  const suitable = named.filter((license) => license.holders !== 'users' && isCalling(license));
  // Subscriptions are numbered in the order they were bought.
  const age = ({ subscription = '' }: License): string => subscription;
  const [oldest] = suitable.sort((one, other) => age(one).localeCompare(age(other)));
  if (!oldest) throw badRequest('None of the licenses is for workspaces.');
  return oldest;
}

function checkHotDesk(after: Workspace, body: WorkspaceUpdate, license: License): void {
  const { phoneNumber, extension } = body.calling?.webexCalling ?? {};
  if (!after.hotdesking) throw badRequest(`hotdeskingStatus must be on. License: ${license.id}.`);
  if (phoneNumber !== undefined || extension !== undefined) {
    throw badRequest(`A hot desk has no number. License: ${license.id}.`);
  }
}
