// The workspaces of the seed: twelve for each step of scale, nine of them with a calling license (webex contract 7 and 10).
import type { Workspace } from '../state/workspace.ts';
import { licenseOf, type LicenseKey } from './catalogue.ts';
import { locationAt } from './locations.ts';

interface Template {
  readonly name: string;
  readonly license?: LicenseKey;
  /** For workspaces without a license. */
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

/** How many workspaces hold a license at scale 1. */
export function seededHolders(bit: number): number {
  return templates.filter(({ license }) => license !== undefined && licenseOf(license).bit === bit).length;
}

/** The workspace at an index, before anybody changed it. */
export function seededWorkspace(index: number): Workspace {
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
