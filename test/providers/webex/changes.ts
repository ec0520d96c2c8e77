// Changes to make, whom to make them to, and what somebody holds before and after them.
import { access } from '../../../emulators/webex/index.ts';
import type { Assignee, SiteAccount, User } from '../../../src/domain/assignee.ts';
import {
  THE_LICENSE,
  assigneeKey,
  type Change,
  type CurrentState,
  type Sent,
} from '../../../src/domain/change.ts';
import type { ProviderAccount, Writes } from '../../../src/providers/provider.ts';
import type { CallingDetails } from '../../../src/providers/webex/writes/options.ts';
import { present, valueIn } from '../../support/assertions.ts';
import { aChange } from '../../support/builders.ts';
import { opened } from '../../support/lifecycle.ts';
import { listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { bare, licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

type Writable = ProviderAccount & { readonly writes: Writes };

/** Who is to be changed. */
export type Target = Pick<Assignee, 'kind' | 'externalId'>;

/** `add:messaging`, `remove:ucm`: one change by the emulator's name of its license. */
export type ChangeName = `${'add' | 'remove'}:${string}`;

/** Calling details that the emulator takes: an extension nobody has, at its first location. */
export const DETAILS: CallingDetails = { locationId: location(0), phoneNumber: null, extension: '7777' };

export function location(index: number): string {
  return present(access.locations[index], `location ${index}`).id;
}

/** Changes of one user, with ids that tell what they are. Calling details go along with every assignment. */
export function changesOf<Edits extends readonly ChangeName[]>(
  target: Target,
  ...edits: Edits
): { [Index in keyof Edits]: Change } {
  const changes = edits.map((edit) => {
    const [verb = '', name = ''] = edit.split(':');
    const action = verb === 'add' ? 'ASSIGN' : 'REMOVE';
    return change(target, action, licenseId(name), `${target.externalId} ${edit}`);
  });
  return changes as { [Index in keyof Edits]: Change }; // one for each edit
}

export function change(
  { kind, externalId }: Target,
  action: Change['action'],
  license: string,
  id: string,
): Change {
  const plain = aChange('webex', 0, { id, action, licenseId: license, assignee: { kind, externalId } });
  return action === 'ASSIGN' ? withCalling(plain, DETAILS) : plain;
}

/** The same change with these calling details, or without any. */
export function withCalling(change: Change, details: CallingDetails | null): Change {
  return { ...change, target: details === null ? THE_LICENSE : { kind: 'LICENSE', details } };
}

export interface Seed {
  /** Everybody in the organisation, with what they hold at first. */
  readonly people: readonly User[];
  /** The first ones who hold all of `names` and none of `without`. */
  holding(names: readonly string[], without?: readonly string[]): readonly [User, ...User[]];
  /** Those with this account on the meeting site. */
  withRole(role: SiteAccount['role']): readonly [User, ...User[]];
}

/** The meeting site of the emulator's organisation that takes attendees. */
export const SITE = 'acme.webex.com';

/** Statuses of the answers in the journal of an emulator. */
export function statusesIn({ journal }: ReturnType<typeof useProvider<'webex'>>['emulator']): number[] {
  return journal.entries().map(({ status }) => status);
}

/** The emulator, an account of it and its people, for the file this is called in. */
export function useSeededWebex() {
  // One moment for all: the people are read once, and the emulator is seeded again for each test.
  const now = Date.now();
  const bench = useProvider('webex', { now: () => now });
  const { account, emulator } = bench;
  return { bench, account, emulator, seed: useSeed(bench) };
}

/** The people before any change, read once for the tests of the file this is called in. */
export function useSeed(bench: Pick<ReturnType<typeof useProvider<'webex'>>, 'open'>): Seed {
  return opened(
    async () => seedOf(await listed(bench.open(undefined, {}).assignees.USER)),
    () => undefined,
  );
}

export function seedOf(people: readonly User[]): Seed {
  const holds = ({ assignments = [] }: User, name: string): boolean =>
    assignments.some((assignment) => assignment.licenseId === licenseId(name));
  function those(isMeant: (user: User) => boolean, what: string): readonly [User, ...User[]] {
    const [first, ...others] = people.filter(isMeant);
    return [present(first, `anybody ${what}`), ...others];
  }
  return {
    people,
    holding: (names, without = []) =>
      those(
        (user) => names.every((name) => holds(user, name)) && !without.some((name) => holds(user, name)),
        `who holds ${names.join(', ')} without ${without.join(', ')}`,
      ),
    withRole: (asked) =>
      those(
        ({ siteAccounts }) =>
          siteAccounts?.some(({ siteUrl, role }) => siteUrl === SITE && role === asked) ?? false,
        `who is ${asked} of ${SITE}`,
      ),
  };
}

/** What one assignee holds now, as a read tells it. */
export async function heldNow(
  account: ProviderAccount,
  { kind, externalId }: Target,
): Promise<ReadonlySet<string>> {
  const asked = bare({ kind, externalId, accountKey: 'webex' });
  const slots = await account.assignments.ofAssignees([asked], testCall());
  return new Set(valueIn(slots, externalId).map((assignment) => assignment.licenseId));
}

/** Which of the changes are so. */
export async function shown(account: ProviderAccount, changes: readonly Change[]): Promise<boolean[]> {
  const shows: boolean[] = [];
  for (const { action, assignee, licenseId: license } of changes) {
    shows.push((await heldNow(account, assignee)).has(license) === (action === 'ASSIGN'));
  }
  return shows;
}

/** The world as it is for these users. */
export async function worldOf(account: Writable, users: readonly User[]): Promise<CurrentState> {
  const slots = await account.writes.readBack?.(users.map(bare), testCall());
  return {
    catalogue: (await account.catalogue(testCall())).items,
    assignees: new Map(users.map((user) => [assigneeKey(user), user])),
    held: new Map(users.map((user) => [assigneeKey(user), valueIn(slots, user.externalId).rows])),
    today: '2026-01-20',
  };
}

/** Sends all of them, group after group. */
export async function sendAll(
  { writes }: Writable,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, Sent>> {
  const outcomes = new Map<string, Sent>();
  for (const group of writes.group(changes)) {
    for (const [id, sent] of await writes.send(group, testCall())) outcomes.set(id, sent);
  }
  return outcomes;
}

/** By edit, ids of users left out. */
export function byEdit<T>(found: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...found].map(([id, value]) => [id.split(' ').at(-1) ?? '', value]));
}

/** Statuses by edit. */
export function statuses(outcomes: ReadonlyMap<string, Sent>): Readonly<Record<string, Sent['status']>> {
  return Object.fromEntries([...byEdit(outcomes)].map(([edit, { status }]) => [edit, status]));
}

/** Somebody whom servers with answers made by hand know. */
export const MARA = {
  kind: 'USER',
  externalId: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI',
} as const;

/** What was written, body by body. */
export function bodiesOf(
  requests: readonly { readonly method: string; readonly body?: string }[],
): Readonly<Record<string, unknown>>[] {
  const written = requests.filter(({ method }) => method === 'PATCH');
  return written.map(({ body }) => JSON.parse(body ?? '') as Record<string, unknown>); // writes are objects
}
