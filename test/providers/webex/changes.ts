// Changes to make, and what the organisation holds before and after them.
import type { Assignee, User } from '../../../src/domain/assignee.ts';
import {
  assigneeKey,
  type CallingDetails,
  type Change,
  type ChangeWorld,
  type Sent,
} from '../../../src/domain/change.ts';
import type { ProviderAccount, Writes } from '../../../src/providers/provider.ts';
import { access, licenseId, rowsOf, testCall, valueOf } from './organisation.ts';

/** Who is to be changed. */
export type Target = Pick<Assignee, 'kind' | 'externalId'>;

/** `add:messaging`, `remove:ucm`: one change by the emulator's name of its license. */
export type Wish = `${'add' | 'remove'}:${string}`;

/** Calling details that the emulator takes: an extension nobody has, at its first location. */
export const DETAILS: CallingDetails = { locationId: location(0), phoneNumber: null, extension: '7777' };

export function location(index: number): string {
  const found = access.locations[index];
  if (!found) throw new Error(`no location ${index}`);
  return found.id;
}

/** Changes of one user, with ids that tell what they are. Calling details go along with every assignment. */
export function changesOf(target: Target, ...wishes: readonly Wish[]): Change[] {
  return wishes.map((wish) => {
    const [verb = '', name = ''] = wish.split(':');
    return change(
      target,
      verb === 'add' ? 'ASSIGN' : 'REMOVE',
      licenseId(name),
      `${target.externalId} ${wish}`,
    );
  });
}

export function change(
  { kind, externalId }: Target,
  action: Change['action'],
  license: string,
  id: string,
): Change {
  return {
    id,
    action,
    accountKey: 'webex',
    licenseId: license,
    assignee: { kind, externalId },
    removalOn: null,
    calling: action === 'ASSIGN' ? DETAILS : null,
    site: null,
  };
}

export function writesOf(account: ProviderAccount): Writes {
  if (!account.writes) throw new Error('the account has no writes');
  return account.writes;
}

/** Everybody in the organisation, with what they hold. */
export async function everybody(account: ProviderAccount): Promise<readonly User[]> {
  const { users } = account;
  if (!users) throw new Error('no users');
  return rowsOf((cursor) => users.page(cursor, testCall()));
}

/** Names of the licenses somebody came with. */
function namesOf(user: User): readonly string[] {
  const names = new Map(Object.entries(access.licenseIds).map(([name, id]) => [id, name]));
  return (user.assignments ?? []).map(
    (assignment) => names.get(assignment.licenseId) ?? assignment.licenseId,
  );
}

/** The first ones who hold all of `names` and none of `without`. */
export function holding(
  people: readonly User[],
  names: readonly string[],
  without: readonly string[] = [],
): readonly [User, ...User[]] {
  const found = people.filter((user) => {
    const held = namesOf(user);
    return names.every((name) => held.includes(name)) && !without.some((name) => held.includes(name));
  });
  const [first, ...others] = found;
  if (!first) throw new Error(`nobody holds ${names.join(', ')} without ${without.join(', ')}`);
  return [first, ...others];
}

/** What one assignee holds now, as a read tells it. */
export async function heldNow(
  account: ProviderAccount,
  { kind, externalId }: Target,
): Promise<ReadonlySet<string>> {
  const asked = { kind, externalId, accountKey: 'webex' } as Assignee; // every other field of an assignee is optional
  const slots = await account.assignments.ofAssignees([asked], testCall());
  return new Set(valueOf(slots, externalId).map((assignment) => assignment.licenseId));
}

/** The world as it is for these users. */
export async function worldOf(account: ProviderAccount, users: readonly User[]): Promise<ChangeWorld> {
  const asked = users.map(({ kind, accountKey, externalId }) => ({ kind, accountKey, externalId }));
  const slots = (await writesOf(account).readBack?.(asked, testCall())) ?? new Map();
  return {
    catalogue: await account.catalogue(testCall()),
    held: new Map(users.map((user) => [assigneeKey(user), valueOf(slots, user.externalId)])),
    today: '2026-01-20',
  };
}

/** Sends all of them, group after group. */
export async function sendAll(
  account: ProviderAccount,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, Sent>> {
  const writes = writesOf(account);
  const outcomes = new Map<string, Sent>();
  for (const group of writes.group(changes)) {
    for (const [id, sent] of await writes.send(group, testCall())) outcomes.set(id, sent);
  }
  return outcomes;
}

/** Statuses by wish, ids of users left out. */
export function statuses(outcomes: ReadonlyMap<string, Sent>): Readonly<Record<string, Sent['status']>> {
  return Object.fromEntries([...outcomes].map(([id, { status }]) => [id.split(' ').at(-1) ?? '', status]));
}
