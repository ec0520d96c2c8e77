// Users, and the people behind them.
import { activityOf } from '../../domain/inventory/activity.ts';
import type { PersonResolvers, UserResolvers } from '../generated/resolvers.ts';
import { personCoverage, personHoldings, usersOf } from '../inventory/hanging.ts';
import { isKept, readAlong } from '../inventory/sources.ts';
import { holdingsConnection } from '../lists/assignments.ts';
import { findPerson, personKey } from '../nodes/people.ts';
import { assigneeFields, fact } from './assignee.ts';
import { byId } from '../nodes/reference.ts';

const email = fact('USER', 'email');
const state = fact('USER', 'state');
const lastActiveAt = fact('USER', 'lastActiveAt');
const siteAccounts = fact('USER', 'siteAccounts');
const pendingLicenseIds = fact('USER', 'pendingLicenseIds');
const pendingSiteAccounts = fact('USER', 'pendingSiteAccounts');

export const user: UserResolvers = {
  ...assigneeFields,
  __resolveReference: byId('User'),
  displayName: fact('USER', 'displayName'),
  email,
  kind: fact('USER', 'userKind'),
  state,
  rawState: fact('USER', 'rawState'),
  lastActiveAt,
  department: fact('USER', 'department'),
  title: fact('USER', 'title'),
  siteAccounts: async (parent, args, context) => copy(await siteAccounts(parent, args, context)),
  pendingLicenses: async (parent, args, context) => {
    const ids = await pendingLicenseIds(parent, args, context);
    const { accountKey, source } = parent;
    const from = source && { source: readAlong(source.asOf) };
    return ids?.map((externalId) => ({ accountKey, externalId, ...from })) ?? null;
  },
  pendingSiteAccounts: async (parent, args, context) =>
    copy(await pendingSiteAccounts(parent, args, context)),
  person: async (parent, args, context) => {
    const address = await email(parent, args, context);
    const { source } = parent;
    const from = source && { source: readAlong(source.asOf) };
    return address === null ? null : { email: personKey(address), ...from };
  },
  activity: async (parent, args, context) => {
    const told = await state(parent, args, context);
    const lastActive = await lastActiveAt(parent, args, context);
    return activityOf({ ...parent, lastActiveAt: lastActive, ...(told !== null && { state: told }) })
      .activity;
  },
};

export const person: PersonResolvers = {
  // A person that no account knows has no users: null would hide what other subgraphs know of them.
  __resolveReference: ({ email: address }) => ({ email: personKey(address) }),
  users: async (parent, _args, context) => [
    ...(isKept(parent) ? await usersOf(parent, context) : (await findPerson(context, parent.email)).users),
  ],
  coverage: async (parent, _args, context) => [
    ...(isKept(parent)
      ? await personCoverage(parent, context)
      : (await findPerson(context, parent.email)).coverage),
  ],
  assignments: async (parent, page, context) => {
    if (isKept(parent)) return personHoldings(parent, page, context);
    const { email: address } = parent;
    const { users, coverage } = await findPerson(context, address);
    const name = JSON.stringify(['person', address]);
    return holdingsConnection(context.loaders, users, { ...page, scope: [name] }, { coverage });
  },
};

function copy<T>(list: readonly T[] | null): T[] | null {
  return list === null ? null : [...list];
}
