// What a write makes of a workspace, and which calling licenses it refuses (webex contract 7).
import { badRequest, coded } from '../errors.ts';
import type { WorkspaceUpdate } from '../requests/workspace.ts';
import { isCalling, licenseById, licenseOf, licensesIn, type License } from '../seed/catalogue.ts';
import { locationById } from '../seed/locations.ts';
import type { WebexState } from '../state/state.ts';
import type { Workspace } from '../state/workspace.ts';
import { hasSeat, NO_SEATS } from './seats.ts';

/** The workspace after a write; throws when the write is refused. */
export function updated(before: Workspace, body: WorkspaceUpdate, state: WebexState): Workspace {
  const after: Workspace = {
    ...before,
    displayName: body.displayName ?? before.displayName,
    type: body.type ?? before.type,
    hotdesking: body.hotdeskingStatus === undefined ? before.hotdesking : body.hotdeskingStatus === 'on',
    ...callingAfter(body, before, state),
  };
  const hotDesk = licenseOf('hotDesk');
  if (after.license === hotDesk.bit) checkHotDesk(after, body, hotDesk);
  return after;
}

/** The fields of calling that the body sets. */
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

/** The calling license after the write. Of several, the oldest suitable one is taken; Professional is never traded for Workspaces (webex contract 7). */
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
