// Answers that differ from the documentation, by switch: ids in another spelling, and one row with wrong values.
import { isUuid } from '../../core/http.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { decodeId, encodeId } from '../ids.ts';
import { text } from '../switches.ts';

const REGION = 'urn:TEAM:eu-central-1_k';
const KINDS = ['PEOPLE', 'PLACE', 'LICENSE'] as const;
type Kind = (typeof KINDS)[number];

/** How each `idForm` spells an id. License ids are always base64 (webex contract 4, 11). */
const FORMS: Readonly<Record<string, (kind: Kind, tail: string) => string>> = {
  uuid: (kind, tail) => (isUuid(tail) ? tail : encodeId(kind, tail)),
  region: (kind, tail) => encodeId(kind, tail, REGION),
  padded: (kind, tail) => {
    const id = encodeId(kind, tail);
    return id.padEnd(Math.ceil(id.length / 4) * 4, '=');
  },
  upper: (kind, tail) => encodeId(kind, isUuid(tail) ? tail.toUpperCase() : tail),
};

/** Values of the wrong kind for every field that is read. */
const ODD_FIELDS: Readonly<Record<string, unknown>> = {
  name: 7,
  totalUnits: 'many',
  consumedUnits: 1.5,
  subscriptionId: {},
  siteType: [],
  displayName: 7,
  emails: 'nobody@acme.example',
  department: 12,
  title: {},
  status: 1,
  lastActivity: 'yesterday',
  invitePending: 'perhaps',
  loginEnabled: 2,
  siteUrls: 'acme.webex.com',
  email: 7,
  hotdeskingStatus: 1,
  supportedDevices: [],
  locationId: 4,
  created: 'long ago',
};

/** The body changed as the switches say; with their defaults it stays as it is. */
export function asSwitched(body: unknown, live: LiveSwitches): unknown {
  const spell = FORMS[text(live, 'idForm')];
  const oddForm = text(live, 'oddForm');
  if (spell === undefined && oddForm === 'none') return body;
  const oddThing = text(live, 'oddThing');
  const reshape = (value: unknown): unknown => {
    if (typeof value === 'string') return spell ? respelled(value, spell) : value;
    if (Array.isArray(value)) return value.map(reshape);
    if (typeof value !== 'object' || value === null) return value;
    const isOdd = oddForm !== 'none' && 'id' in value && value.id === oddThing;
    const whole = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, reshape(part)]));
    return isOdd ? odd(whole, oddForm) : whole;
  };
  return reshape(body);
}

/** Every id in a text: descriptions of failures name licenses. */
function respelled(value: string, spell: (kind: Kind, tail: string) => string): string {
  return value.replaceAll(/[A-Za-z0-9]{40,}/g, (id) => {
    for (const kind of KINDS) {
      const tail = decodeId(kind, id);
      if (tail !== undefined) return spell(kind, tail);
    }
    return id;
  });
}

function odd(row: Readonly<Record<string, unknown>>, form: string): unknown {
  switch (form) {
    case 'fields':
      return Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, name in ODD_FIELDS ? ODD_FIELDS[name] : value]),
      );
    case 'licenses':
      return 'calling' in row
        ? { ...row, calling: { type: 'webexCalling', webexCalling: { licenses: 'all' } } }
        : { ...row, licenses: ['', 7] };
    case 'no-name':
      return { ...row, name: undefined };
    case 'no-id':
      return { ...row, id: undefined };
    default:
      return form;
  }
}
