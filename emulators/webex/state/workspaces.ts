// Rooms and desks: twelve for each step of scale, nine of them with a calling license (webex contract 7 and 10).
import type { Clock } from '../../core/clock.ts';
import { uuid } from '../../seed/organisation.ts';
import { licenseOf, type LicenseKey } from '../seed/catalogue.ts';
import { locationAt } from '../seed/locations.ts';
import { createOverlay } from './overlay.ts';
import { amount, type LiveSwitches } from '../switches.ts';

/** A room or a desk. */
export interface Workspace {
  readonly displayName: string;
  readonly type: string;
  readonly locationId: string;
  readonly hotdesking: boolean;
  readonly supportedDevices: 'collaborationDevices' | 'phones';
  readonly callingType: string;
  /** Bit of its calling license; 0 for none. In practice it is one at most. */
  readonly license: number;
}

interface Template {
  readonly name: string;
  readonly license?: LicenseKey;
  /** Without a license. */
  readonly callingType?: string;
}

const templates: readonly Template[] = [
  { name: 'HQ 3-Atlas', license: 'workspaces' },
  { name: 'Zürich Säntis', license: 'workspaces' },
  { name: 'São Paulo Ipê', license: 'workspaces' },
  { name: 'Kraków Wawel', license: 'workspaces' },
  { name: '東京 会議室', license: 'professional' },
  { name: 'Malmö Öresund', license: 'professional' },
  { name: 'Reception / Lobby', license: 'professionalOver' },
  { name: 'Hot desk #1', license: 'hotDesk' },
  { name: 'Hot desk Ñandú', license: 'hotDesk' },
  { name: 'Łódź Video', callingType: 'freeCalling' },
  { name: 'Αθήνα Edge', callingType: 'webexEdgeForDevices' },
  { name: 'Store room', callingType: 'none' },
];

/** Workspaces at scale 1. */
export const WORKSPACES = templates.length;

/** The workspaces by their index. */
export interface Workspaces {
  readonly count: number;
  /** How many of the first have been deleted. */
  gone(): number;
  visible(index: number): Workspace;
  latest(index: number): Workspace;
  byUuid(workspaceUuid: string): number | undefined;
  write(index: number, workspace: Workspace): void;
  held(bit: number, view: 'visible' | 'latest'): number;
  snapshot(): () => void;
}

/** Uuid of the workspace with this index. */
export function workspaceUuid(index: number): string {
  return uuid('webex-workspace', index);
}

/** The workspaces of the seed. */
export function createWorkspaces(scale: number, clock: Clock, live: LiveSwitches): Workspaces {
  const count = WORKSPACES * scale;
  const overlay = createOverlay<Workspace>(clock, live);
  let uuids: Map<string, number> | undefined;

  const visible = (index: number): Workspace => overlay.visible(index) ?? seededWorkspace(index);
  const latest = (index: number): Workspace => overlay.latest(index) ?? seededWorkspace(index);
  const gone = (): number => Math.min(amount(live, 'goneWorkspaces'), count);
  return {
    count,
    gone,
    visible,
    latest,
    byUuid(wanted) {
      uuids ??= new Map(Array.from({ length: count }, (_, index) => [workspaceUuid(index), index]));
      const index = uuids.get(wanted.toLowerCase());
      return index === undefined || index < gone() ? undefined : index;
    },
    write: (index, workspace) => overlay.write(index, workspace),
    held(bit, view) {
      const look = view === 'latest' || amount(live, 'propagationLagMs') === 0 ? latest : visible;
      let total = seededHolders(bit) * scale;
      for (const index of overlay.keys()) {
        total += Number(look(index).license === bit) - Number(seededWorkspace(index).license === bit);
      }
      for (let index = 0; index < gone(); index += 1) total -= Number(look(index).license === bit);
      return total;
    },
    snapshot: () => overlay.snapshot(),
  };
}

function seededHolders(bit: number): number {
  return templates.filter(({ license }) => license !== undefined && licenseOf(license).bit === bit).length;
}

function seededWorkspace(index: number): Workspace {
  const template = templates[index % WORKSPACES];
  if (!template) throw new RangeError('no workspace templates');
  const round = Math.floor(index / WORKSPACES);
  const hotdesking = template.license === 'hotDesk';
  return {
    displayName: round === 0 ? template.name : `${template.name} ${round + 1}`,
    type: hotdesking ? 'desk' : 'meetingRoom',
    locationId: locationAt(index).id,
    hotdesking,
    supportedDevices: template.license === undefined ? 'collaborationDevices' : 'phones',
    callingType: template.callingType ?? 'webexCalling',
    license: template.license === undefined ? 0 : licenseOf(template.license).bit,
  };
}
