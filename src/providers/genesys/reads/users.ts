// Users of Genesys Cloud: pages, look-ups by id and by e-mail address.
import { sameAddress, type User, type UserFacts, type UserState } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Page, Slot, Slots } from '../../../domain/page.ts';
import type { UserCollection } from '../../provider.ts';
import { readUser, readUsers, readUsersById, searchUsersByEmail } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import type * as wire from '../wire/users.ts';
import { inBatches, refuseStrangers } from './batches.ts';
import { readPage } from './pages.ts';
import { readAllPages } from './walk.ts';

const STATES: Readonly<Record<string, UserState>> = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  deleted: 'DELETED',
};

/** The users of one account. */
export function createUsers(context: Context): UserCollection {
  const { accountKey } = context;
  return {
    // Pages have numbers: the place behind a smaller one could not be told in pages of the usual size (genesys contract 6.3).
    page: (cursor, call) => readListed(context, cursor, call),
    byIds: (ids, call) =>
      inBatches(ids, {
        accountKey,
        read: (batch) => readByIds(context, batch, call),
        alone: { call, read: (id) => readAlone(context, id, call) },
      }),
    byEmails: (addresses, call) =>
      inBatches(addresses, {
        accountKey,
        size: LIMITS.addressesOfSearch,
        read: (batch) => readByEmails(context, batch, call),
      }),
  };
}

function readListed(context: Context, cursor: string | null, call: Call): Promise<Page<User>> {
  const { accountKey } = context;
  const read = (pageNumber: number) => readUsers(context, pageNumber, call);
  return readPage({ kind: 'u', accountKey, read }, cursor, (row) => [toUser(row, accountKey)]);
}

async function readByIds(context: Context, ids: readonly string[], call: Call): Promise<Slots<User>> {
  const { rows } = await readAllPages(context.accountKey, (pageNumber) =>
    readUsersById(context, ids, pageNumber, call),
  );
  refuseStrangers(context.accountKey, ids, rows.keys());
  return new Map([...rows].map(([id, row]) => [id, toUser(row, context.accountKey)]));
}

async function readAlone(context: Context, id: string, call: Call): Promise<User | null> {
  const row = await readUser(context, id, call);
  return row && toUser(row, context.accountKey);
}

/** An address that nobody was found under has nobody, unless something of the answer could not be read. */
async function readByEmails(
  context: Context,
  addresses: readonly string[],
  call: Call,
): Promise<Slots<readonly User[]>> {
  const values = [...new Set(addresses.flatMap(spellingsOf))];
  const { rows, isWhole } = await readAllPages(context.accountKey, (page) =>
    searchUsersByEmail(context, values, page, call),
  );
  const users = [...rows.values()].map((row) => toUser(row, context.accountKey));
  // Only those who are there are asked for; whoever is deleted all the same is not the one who is meant.
  const present = users.filter(({ state }) => state !== 'DELETED');
  const found = Map.groupBy(present, ({ email }) => (typeof email === 'string' ? sameAddress(email) : null));
  const isRead = isWhole && !found.has(null);
  return new Map(
    addresses.flatMap((address): [string, Slot<readonly User[]>][] => {
      const own = found.get(sameAddress(address));
      return own !== undefined || isRead ? [[address, own ?? null]] : [];
    }),
  );
}

/** Whether the search minds case, or how accents are composed, is not documented (genesys contract 3.3): these cost no further call. */
function spellingsOf(address: string): string[] {
  return [address, address.toLowerCase()].flatMap((text) => [
    text,
    text.normalize('NFC'),
    text.normalize('NFD'),
  ]);
}

/** A row of any read of users. */
export function toUser(row: wire.User, accountKey: string): User {
  const facts: UserFacts = {
    displayName: row.name,
    email: row.email,
    userKind: 'INTERNAL',
    state: STATES[row.state ?? ''] ?? 'UNKNOWN',
    rawState: row.state,
    lastActiveAt: row.lastActiveAt,
    department: row.department,
    title: row.title,
    siteAccounts: null,
    pendingLicenseIds: null,
    pendingSiteAccounts: null,
  };
  return { kind: 'USER', accountKey, externalId: row.id, ...facts };
}
