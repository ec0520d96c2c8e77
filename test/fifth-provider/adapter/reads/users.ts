// Users: pages, look-ups by id and by address (quayside contract 2, 3).
import { sameAddress, type User, type UserState } from '../../../../src/domain/assignee.ts';
import type { Call } from '../../../../src/domain/call.ts';
import type { Page } from '../../../../src/domain/page.ts';
import type { UserCollection } from '../../../../src/providers/provider.ts';
import { badResponse, gapOf, parseBody } from '../../../../src/upstream/parse.ts';
import type { UpstreamResponse } from '../../../../src/upstream/upstream.ts';
import { pathOf, readPage } from '../client.ts';
import type { Context } from '../context.ts';
import type { UserRow } from '../wire.ts';
import { lookUp } from './look-ups.ts';

const STATES: Readonly<Record<string, UserState>> = { active: 'ACTIVE', suspended: 'INACTIVE' };

/** The users of one account. */
export function createUsers(context: Context): UserCollection {
  return {
    page: (cursor, call, wanted) => readUsers(context, { cursor, wanted }, call),
    byIds: (ids, call) =>
      lookUp(context, ids, call, {
        pathOf: (id) => pathOf('users', id),
        read: (answer, id) => userIn(context, answer, id),
      }),
    byEmails: (addresses, call) =>
      lookUp(context, addresses, call, {
        pathOf: (address) => `/users?${new URLSearchParams({ email: address }).toString()}`,
        read: (answer, address) => usersIn(context, answer, address),
      }),
  };
}

async function readUsers(
  context: Context,
  { cursor, wanted }: { readonly cursor: string | null; readonly wanted: number | undefined },
  call: Call,
): Promise<Page<User>> {
  const list = { operation: 'listUsers', path: ['users'], body: context.wire.users, wanted };
  const page = await readPage(context, list, cursor, call);
  if (page === null) throw badResponse(context.accountKey, 'The provider denied that there are users.');
  return {
    items: page.rows.map((row) => userOf(row, context.accountKey)),
    next: page.next,
    total: null,
    gap: gapOf(page),
  };
}

function userIn({ wire, accountKey }: Context, answer: UpstreamResponse, id: string): User {
  const row = parseBody(wire.user, answer, accountKey);
  if (row.id !== id) throw badResponse(accountKey, 'The provider answered with another user.');
  return userOf(row, accountKey);
}

function usersIn({ wire, accountKey }: Context, answer: UpstreamResponse, address: string): readonly User[] {
  const { rows, leftOut } = parseBody(wire.users, answer, accountKey);
  if (leftOut > 0) throw badResponse(accountKey, 'The provider sent a user that cannot be read.');
  const users = rows.map((row) => userOf(row, accountKey));
  const others = users.filter(({ email }) => sameAddress(email ?? '') !== sameAddress(address));
  if (others.length > 0)
    throw badResponse(accountKey, 'The provider answered with users of another address.');
  return users;
}

function userOf({ id, email, name, state }: UserRow, accountKey: string): User {
  return {
    kind: 'USER',
    accountKey,
    externalId: id,
    displayName: name,
    email,
    userKind: 'INTERNAL',
    state: STATES[state ?? ''] ?? 'UNKNOWN',
    rawState: state,
    lastActiveAt: null,
    department: null,
    title: null,
    siteAccounts: null,
    pendingLicenseIds: null,
    pendingSiteAccounts: null,
  };
}
