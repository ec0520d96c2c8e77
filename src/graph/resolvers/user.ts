// Users, and the people behind them.
import type { PersonResolvers, UserResolvers } from '../generated/resolvers.ts';
import { holdingsConnection } from '../lists/assignments.ts';
import { findPerson, personKey } from '../nodes/people.ts';
import { assigneeFields, fact } from './assignee.ts';
import { byId } from '../nodes/reference.ts';

const email = fact('USER', 'email');
const siteAccounts = fact('USER', 'siteAccounts');
const pendingLicenseIds = fact('USER', 'pendingLicenseIds');
const pendingSiteAccounts = fact('USER', 'pendingSiteAccounts');

export const user: UserResolvers = {
  ...assigneeFields,
  __resolveReference: byId('User'),
  displayName: fact('USER', 'displayName'),
  email,
  kind: fact('USER', 'userKind'),
  state: fact('USER', 'state'),
  rawState: fact('USER', 'rawState'),
  lastActiveAt: fact('USER', 'lastActiveAt'),
  department: fact('USER', 'department'),
  title: fact('USER', 'title'),
  siteAccounts: async (parent, args, context) => copy(await siteAccounts(parent, args, context)),
  pendingLicenses: async (parent, args, context) => {
    const ids = await pendingLicenseIds(parent, args, context);
    return ids?.map((externalId) => ({ accountKey: parent.accountKey, externalId })) ?? null;
  },
  pendingSiteAccounts: async (parent, args, context) =>
    copy(await pendingSiteAccounts(parent, args, context)),
  person: async (parent, args, context) => {
    const address = await email(parent, args, context);
    return address === null ? null : { email: personKey(address) };
  },
};

export const person: PersonResolvers = {
  // A person that no account knows has no users: null would hide what other subgraphs know of them.
  __resolveReference: ({ email: address }) => ({ email: personKey(address) }),
  users: async ({ email: address }, _args, context) => [...(await findPerson(context, address)).users],
  coverage: async ({ email: address }, _args, context) => [...(await findPerson(context, address)).coverage],
  assignments: async ({ email: address }, page, context) => {
    const { users, coverage } = await findPerson(context, address);
    const scope = JSON.stringify(['person', address]);
    return holdingsConnection(context.loaders, users, { ...page, scope }, { coverage });
  },
};

function copy<T>(list: readonly T[] | null): T[] | null {
  return list === null ? null : [...list];
}
