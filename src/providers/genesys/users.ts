// Users of Genesys Cloud: pages, look-ups by id and by e-mail address.
import type { User, UserFacts, UserState } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { Page, Slots } from '../../domain/page.ts';
import type { ProviderAccount } from '../provider.ts';
import { inBatches, refuseStrangers } from './batches.ts';
import { PAGE_SIZE, readUsers, readUsersById, searchUsersByEmail, type Api } from './client.ts';
import { positionOf, readAllPages, toPage } from './pages.ts';
import type * as wire from './wire.ts';

/** Each address is sent in up to two spellings, and a user has one address: a chunk fits into a page of answers. */
const ADDRESSES = PAGE_SIZE / 2;

const STATES: Readonly<Record<string, UserState>> = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  deleted: 'DELETED',
};

/** The users of one account. */
export function createUsers(api: Api): NonNullable<ProviderAccount['users']> {
  return {
    page: (cursor, call) => readPage(api, cursor, call),
    byIds: (ids, call) => inBatches(ids, PAGE_SIZE, (batch) => readByIds(api, batch, call)),
    byEmails: (addresses, call) => inBatches(addresses, ADDRESSES, (batch) => readByEmails(api, batch, call)),
  };
}

async function readPage(api: Api, cursor: string | null, call: Call): Promise<Page<User>> {
  const at = positionOf('u', cursor);
  const listing = await readUsers(api, at.pageNumber, call);
  const page = toPage(listing, at, api.accountKey, (id, row) => [toUser(id, row, api.accountKey)]);
  return { ...page, total: listing.total ?? null };
}

async function readByIds(api: Api, ids: readonly string[], call: Call): Promise<Slots<User>> {
  const rows = await readAllPages(api.accountKey, (pageNumber) => readUsersById(api, ids, pageNumber, call));
  refuseStrangers(api.accountKey, ids, rows.keys());
  return new Map([...rows].map(([id, row]) => [id, toUser(id, row, api.accountKey)]));
}

async function readByEmails(
  api: Api,
  addresses: readonly string[],
  call: Call,
): Promise<Slots<readonly User[]>> {
  // Whether the search minds case is not documented (genesys contract 3.3): both spellings cost no further call.
  const values = [...new Set(addresses.flatMap((address) => [address, address.toLowerCase()]))];
  const rows = await readAllPages(api.accountKey, (page) => searchUsersByEmail(api, values, page, call));
  const found = new Map<string, User[]>();
  for (const [id, row] of rows) {
    const address = row.email?.toLowerCase() ?? '';
    const user = toUser(id, row, api.accountKey);
    found.set(address, [...(found.get(address) ?? []), user]);
  }
  return new Map(addresses.map((address) => [address, found.get(address.toLowerCase()) ?? null]));
}

function toUser(id: string, row: wire.User, accountKey: string): User {
  const facts: UserFacts = {
    displayName: row.name,
    email: row.email,
    userKind: 'INTERNAL',
    state: STATES[row.state ?? ''] ?? 'UNKNOWN',
    rawState: row.state,
    lastActiveAt: toInstant(row.dateLastLogin),
    department: row.department,
    title: row.title,
    siteAccounts: null,
    pendingLicenseIds: null,
    pendingSiteAccounts: null,
  };
  return { kind: 'USER', accountKey, externalId: id, ...facts };
}

/** Already as this graph writes it, which spares making a date of every row; days 29 to 31 are left to the calendar. */
const CANONICAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** RFC 3339 UTC; null for a text that is not an ISO 8601 instant. */
function toInstant(text: string | null): string | null {
  if (text === null || CANONICAL.test(text)) return text;
  if (!/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
