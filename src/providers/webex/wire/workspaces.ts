// Workspaces as Webex sends them (webex contract 7).
import { canonicalId } from '../ids.ts';
import { MOMENT, TEXT, TEXTS, type Fields } from './fields.ts';

/** A workspace (webex contract 7). */
export interface WebexWorkspace {
  readonly id: string;
  readonly displayName: string | null;
  readonly locationId: string | null;
  readonly hotdeskingStatus: string | null;
  readonly supportedDevices: string | null;
  /** RFC 3339 UTC. */
  readonly createdAt: string | null;
  readonly callingType: string | null;
  /** null: not told. */
  readonly licenses: readonly string[] | null;
  /** Whether what tells the licenses had another form than it should have. */
  readonly isOdd: boolean;
}

export function toWorkspace(id: string, field: Fields): WebexWorkspace {
  const calling = field.within('calling');
  const licenses = calling.within('webexCalling').told('licenses', TEXTS);
  return {
    id,
    displayName: field.value('displayName', TEXT),
    locationId: field.value('locationId', TEXT),
    hotdeskingStatus: field.value('hotdeskingStatus', TEXT),
    supportedDevices: field.value('supportedDevices', TEXT),
    createdAt: field.value('created', MOMENT),
    callingType: calling.value('type', TEXT),
    licenses: licenses?.map((license) => canonicalId('LICENSE', license)) ?? null,
    isOdd: licenses === undefined,
  };
}
