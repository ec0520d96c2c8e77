// Workspaces as Webex sends them (webex contract 7).
import { Moment, Text } from '../../../upstream/fields.ts';
import { canonicalId } from '../ids.ts';
import { Texts, type Fields } from './fields.ts';

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
  const licenses = calling.within('webexCalling').told('licenses', Texts);
  return {
    id,
    displayName: field.value('displayName', Text),
    locationId: field.value('locationId', Text),
    hotdeskingStatus: field.value('hotdeskingStatus', Text),
    supportedDevices: field.value('supportedDevices', Text),
    createdAt: field.value('created', Moment),
    callingType: calling.value('type', Text),
    licenses: licenses?.map((license) => canonicalId('LICENSE', license)) ?? null,
    isOdd: licenses === undefined,
  };
}
