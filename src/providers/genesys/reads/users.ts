// Users of Genesys Cloud: pages, look-ups by id and by e-mail address.
import { sameAddress, type User, type UserFacts, type UserState } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Page, Slot, Slots } from '../../../domain/page.ts';
import type { UserCollection } from '../../provider.ts';
import { inBatches, refuseStrangers } from './batches.ts';
import { PAGE_SIZE, readUser, readUsers, readUsersById, searchUsersByEmail, type Api } from '../client.ts';
import { readAllPages, readPage } from './paging.ts';
import type * as wire from '../wire/wire.ts';

/** Each address is sent in several spellings, of which a user has one: a chunk fits into a page of answers. */
const ADDRESSES = PAGE_SIZE / 2;

const STATES: Readonly<Record<string, UserState>> = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  deleted: 'DELETED',
};

/** The users of one account. */
export function createUsers(api: Api): UserCollection {
  const { accountKey } = api;
  return {
    page: (cursor, call) => readListed(api, cursor, call),
    byIds: (ids, call) =>
      inBatches(ids, {
        accountKey,
        read: (batch) => readByIds(api, batch, call),
        alone: { call, read: (id) => readAlone(api, id, call) },
      }),
    byEmails: (addresses, call) =>
      inBatches(addresses, {
        accountKey,
        size: ADDRESSES,
        read: (batch) => readByEmails(api, batch, call),
      }),
  };
}

function readListed(api: Api, cursor: string | null, call: Call): Promise<Page<User>> {
  const { accountKey } = api;
  const read = (pageNumber: number) => readUsers(api, pageNumber, call);
  return readPage({ kind: 'u', accountKey, read }, cursor, (row) => [toUser(row, accountKey)]);
}

async function readByIds(api: Api, ids: readonly string[], call: Call): Promise<Slots<User>> {
  const { rows } = await readAllPages(api.accountKey, (pageNumber) =>
    readUsersById(api, ids, pageNumber, call),
  );
  refuseStrangers(api.accountKey, ids, rows.keys());
  return new Map([...rows].map(([id, row]) => [id, toUser(row, api.accountKey)]));
}

async function readAlone(api: Api, id: string, call: Call): Promise<User | null> {
  const row = await readUser(api, id, call);
  return row && toUser(row, api.accountKey);
}

/** An address that nobody was found under has nobody, unless something of the answer could not be read. */
async function readByEmails(
  api: Api,
  addresses: readonly string[],
  call: Call,
): Promise<Slots<readonly User[]>> {
  const values = [...new Set(addresses.flatMap(spellingsOf))];
  const { rows, isWhole } = await readAllPages(api.accountKey, (page) =>
    searchUsersByEmail(api, values, page, call),
  );
  const users = [...rows.values()].map((row) => toUser(row, api.accountKey));
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

function toUser(row: wire.User, accountKey: string): User {
  const facts: UserFacts = {
    displayName: row.name,
    email: row.email,
    userKind: 'INTERNAL',
    state: STATES[row.state ?? ''] ?? 'UNKNOWN',
    rawState: row.state,
    lastActiveAt: row.dateLastLogin,
    department: row.department,
    title: row.title,
    siteAccounts: null,
    pendingLicenseIds: null,
    pendingSiteAccounts: null,
  };
  return { kind: 'USER', accountKey, externalId: row.id, ...facts };
}
