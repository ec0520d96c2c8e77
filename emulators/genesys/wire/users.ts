// The JSON of users in the directory (genesys contract 3.1).
import { personIdle } from '../../seed/moments.ts';
import { person, share, uuid, type Person } from '../../seed/organisation.ts';
import type { Org } from '../state/state.ts';
import type { Settings } from '../switches.ts';

function userUri(userId: string): string {
  return `/api/v2/users/${userId}`;
}

/** The id of a user in the directory, in the letter case of the switch. */
function userId(org: Org, index: number, { userIdCase }: Settings): string {
  const id = org.directory.idOf(index);
  return userIdCase === 'upper' ? id.toUpperCase() : id;
}

/** Users with the address of the first one, while `sharedAddress` is on: one active, one deleted. */
const NAMESAKES: readonly number[] = [1, 17];

/** The e-mail address of a user; `emailForm` decides about accents. */
export function addressOf(
  index: number,
  { emailForm, sharedAddress }: Pick<Settings, 'emailForm' | 'sharedAddress'>,
): string {
  const owner = sharedAddress && NAMESAKES.includes(index) ? 0 : index;
  const { email, firstName, lastName }: Person = person(owner);
  if (emailForm === 'ascii') return email;
  const accented = `${firstName}.${lastName}.${owner}@acme.example`.toLowerCase();
  return accented.normalize(emailForm === 'composed' ? 'NFC' : 'NFD');
}

/** A user in a list: while `oddRows` is on, some are not as documented. */
export function toListedUser(org: Org, index: number, expand: readonly string[], settings: Settings): object {
  const row = toUser(org, index, expand, settings);
  if (!settings.oddRows) return row;
  if (index % 50 === 3) return { ...row, department: 42 };
  return index % 50 === 13 ? { ...row, id: index } : row;
}

/** A user with what `expand` asks for; unknown values are ignored (genesys contract 3.1). */
export function toUser(org: Org, index: number, expand: readonly string[], settings: Settings): object {
  const { name, department, title } = person(index);
  const email = addressOf(index, settings);
  const id = userId(org, index, settings);
  const { divisionId } = org.directory;
  const expanded = expand.flatMap((part) => Object.entries(EXPANSIONS.get(part)?.(org, index) ?? {}));
  return {
    id,
    name,
    division: { id: divisionId, name: 'Home', selfUri: `/api/v2/authorization/divisions/${divisionId}` },
    ...(!settings.omitOptional && optionalFields(org, index, email)),
    department,
    email,
    addresses: [],
    state: org.directory.stateOf(index),
    title,
    username: email,
    version: 1 + (index % 9),
    acdAutoAnswer: false,
    ...managerOf(org, index, settings),
    ...Object.fromEntries(expanded),
    selfUri: userUri(id),
  };
}

function optionalFields(org: Org, index: number, email: string): object {
  return {
    chat: { jabberId: org.directory.jabberIdOf(index) },
    primaryContactInfo: [{ address: email, mediaType: 'EMAIL', type: 'PRIMARY' }],
  };
}

/** Every tenth person leads the nine that follow, where the org has that person. */
function managerOf(org: Org, index: number, settings: Settings): object {
  const lead = index - (index % 10);
  if (lead === index || lead < org.people.from) return {};
  const id = userId(org, lead, settings);
  return { manager: { id, selfUri: userUri(id) } };
}

/** ISO time of the last password login; some people never logged in. */
export function lastLogin({ seededAt }: Org, index: number): string | undefined {
  if (index % 11 === 5) return undefined;
  return new Date(seededAt - personIdle(share('genesys-seen', index))).toISOString();
}

type Expansion = (org: Org, index: number) => object;

const EXPANSIONS: ReadonlyMap<string, Expansion> = new Map<string, Expansion>([
  [
    'dateLastLogin',
    (org, index) => {
      const date = lastLogin(org, index);
      return date === undefined ? {} : { dateLastLogin: date };
    },
  ],
  [
    'authorization',
    (org, index) => ({
      authorization: { roles: org.rolesOf(index).map(({ id, name }) => ({ id, name })), permissions: [] },
    }),
  ],
  [
    'groups',
    (org, index) => {
      const id = uuid(`${org.space}-group`, index % 5);
      return { groups: [{ id, selfUri: `/api/v2/groups/${id}` }] };
    },
  ],
  [
    'employerInfo',
    (org, index) => ({
      employerInfo: { officialName: org.name, employeeId: `E${index}`, employeeType: 'Full-time' },
    }),
  ],
  ['locations', () => ({ locations: [] })],
  [
    'team',
    (org, index) => {
      const id = uuid(`${org.space}-team`, index % 4);
      return { team: { id, name: `Team ${1 + (index % 4)}`, selfUri: `/api/v2/teams/${id}` } };
    },
  ],
]);
