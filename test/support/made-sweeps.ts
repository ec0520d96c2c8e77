// Sweeps of made-up accounts, recorded in a store as the sweeper does it, without a provider.
import type { Assignment, AssignmentStatus } from '../../src/domain/assignment.ts';
import type { User } from '../../src/domain/assignee.ts';
import type { License } from '../../src/domain/license.ts';
import type { Sighting } from '../../src/domain/inventory/sighting.ts';
import type { Store } from '../../src/store/api.ts';
import type { KeptPage, SectionState } from '../../src/store/inventory/sweeping/api.ts';
import { present } from './assertions.ts';

/** What is held, as the account shows it. */
export interface MadeHolding {
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
}

/** An account: seats of its licenses, and what its users hold, by the ids of license and user. */
export interface MadeAccount {
  readonly key: string;
  readonly licenses: Readonly<Record<string, number>>;
  readonly users: Readonly<Record<string, Readonly<Record<string, MadeHolding>>>>;
  /** States of users; ACTIVE for those that are not named. */
  readonly states?: Readonly<Record<string, NonNullable<User['state']>>>;
  /** Seats that are taken, by the ids of licenses; none of those that are not named. */
  readonly assigned?: Readonly<Record<string, number>>;
}

/** A page of a list with nothing on it. */
export const EMPTY_PAGE: KeptPage = {
  readAt: 0,
  sightings: [],
  leftOut: [],
  gone: [],
  hasGap: false,
  next: null,
  isLookUp: false,
  total: null,
  totalHoldings: null,
  calls: 1,
};

interface Swept {
  readonly store: Store;
  /** The clock of the store: a sweep moves it, because what was recorded later than a read stands. */
  readonly clock: { now: number };
}

const LEASE_MS = 60_000;
const USERS_A_PAGE = 7;
const SECTIONS = [
  { name: 'licenses', lists: [{ what: 'LICENSES' }] },
  {
    name: 'users',
    lists: [
      { what: 'ASSIGNEES', kind: 'USER' },
      { what: 'HOLDINGS', kind: 'USER' },
    ],
  },
] as const;

/** Sweeps the account whole. The store has to keep it (`keepAccounts`). */
export async function sweepMade({ store, clock }: Swept, account: MadeAccount): Promise<void> {
  const { key } = account;
  clock.now += 1_000;
  const { sweepId } = present(await store.queueSweep(key, 'DUE'));
  const held = present(await store.claimSweep(sweepId, key, LEASE_MS, () => Promise.resolve(SECTIONS)));
  for (const { position, name } of held.sections) {
    let state: SectionState = present(await store.beginSection(held, position));
    const pages = name === 'licenses' ? [licensesOf(account)] : pagesOf(usersOf(account));
    for (const [index, sightings] of pages.entries()) {
      clock.now += 1;
      const next = index + 1 < pages.length ? String(index + 1) : null;
      const page = { ...EMPTY_PAGE, readAt: clock.now, sightings, next };
      state = present(await store.keepPage(held, state, page));
    }
    clock.now += 1;
    const status = await store.concludeSection(held, state, { isRead: true });
    if (status !== 'COMPLETE') throw new Error(`section ${name} of ${key} ended ${status}`);
  }
  await store.finishSweep(
    held,
    SECTIONS.map(({ name }) => name),
  );
}

function licensesOf({ key, licenses, assigned: taken = {} }: MadeAccount): Sighting[] {
  return Object.entries(licenses).map(([externalId, total]) => ({
    license: madeLicense(key, externalId, { total, assigned: taken[externalId] ?? 0 }),
  }));
}

function madeLicense(
  accountKey: string,
  externalId: string,
  { total, assigned }: { readonly total: number; readonly assigned: number },
): License {
  const available = total - assigned;
  const seats = { total, assigned, available, assignedToUsers: null, assignedToWorkspaces: null };
  return {
    accountKey,
    externalId,
    name: `License ${externalId}`,
    description: null,
    assigneeKinds: ['USER'],
    seats: { ...seats, countable: true },
    details: null,
  };
}

function usersOf({ key, users, states = {} }: MadeAccount): Sighting[] {
  return Object.entries(users).map(([externalId, held]) => {
    const assignee = {
      kind: 'USER' as const,
      accountKey: key,
      externalId,
      displayName: `User ${externalId}`,
      email: `${externalId}@${key}.test`,
      userKind: 'INTERNAL' as const,
      state: states[externalId] ?? 'ACTIVE',
    };
    const holds = Object.entries(held).map(([licenseId, state]): Assignment => ({
      accountKey: key,
      licenseId,
      assignee,
      assignedAt: null,
      ...state,
    }));
    return { assignee, holds };
  });
}

function pagesOf(sightings: readonly Sighting[]): (readonly Sighting[])[] {
  return Array.from({ length: Math.max(1, Math.ceil(sightings.length / USERS_A_PAGE)) }, (_, index) =>
    sightings.slice(index * USERS_A_PAGE, (index + 1) * USERS_A_PAGE),
  );
}
