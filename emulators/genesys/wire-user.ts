// State to wire: the JSON of a user (genesys contract 3.1).
import { person, share, uuid } from '../seed/organisation.ts';
import { stateOf } from './directory.ts';
import type { Settings } from './settings.ts';
import type { Org } from './state.ts';

const LAST_SEEN = Date.parse('2026-05-31T18:00:00.000Z');
const NINETY_DAYS = 90 * 86_400_000;

function userUri(userId: string): string {
  return `/api/v2/users/${userId}`;
}

/** A user with what `expand` asks for; values it does not know are passed over (genesys contract 3.1). */
export function toUser(org: Org, index: number, expand: readonly string[], settings: Settings): object {
  const { name, email, department, title } = person(index);
  const id = org.directory.idOf(index);
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
    state: stateOf(index),
    title,
    username: email,
    version: 1 + (index % 9),
    acdAutoAnswer: false,
    ...managerOf(org, index),
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
function managerOf(org: Org, index: number): object {
  const lead = index - (index % 10);
  if (lead === index || lead < org.people.from) return {};
  const id = org.directory.idOf(lead);
  return { manager: { id, selfUri: userUri(id) } };
}

/** ISO time of the last password login; some people never logged in. */
export function lastLogin(index: number): string | undefined {
  if (index % 11 === 5) return undefined;
  return new Date(LAST_SEEN - Math.floor(share('genesys-login', index) * NINETY_DAYS)).toISOString();
}

type Expansion = (org: Org, index: number) => object;

const EXPANSIONS: ReadonlyMap<string, Expansion> = new Map<string, Expansion>([
  [
    'dateLastLogin',
    (_org, index) => {
      const date = lastLogin(index);
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
