// One configured tenant, and its lists.
import type { Account as AccountModel } from '../../domain/account.ts';
import { assigneeConnection } from '../assignee-lists.ts';
import { assignmentsConnection } from '../assignment-lists.ts';
import type {
  AccountCapabilitiesResolvers,
  AccountHealthResolvers,
  AccountResolvers,
} from '../generated/resolvers.ts';
import { encodeId } from '../ids.ts';
import { licenseConnection } from '../license-lists.ts';
import { selectAccounts } from '../select-accounts.ts';
import { byId } from './reference.ts';

const scope = (account: AccountModel, ...rest: unknown[]): string =>
  JSON.stringify(['account', account.key, ...rest]);

export const account: AccountResolvers = {
  __resolveReference: byId('Account'),
  id: ({ key }) => encodeId({ type: 'Account', accountKey: key }),
  health: ({ key }, _args, { loaders }) => loaders.status(key),
  requestBudget: ({ key }, _args, { loaders }) => loaders.status(key).budget,
  licenses: (parent, { filter, orderBy, ...page }, { loaders }) =>
    licenseConnection(
      loaders,
      selectAccounts(loaders, filter).filter(({ key }) => key === parent.key),
      filter ?? {},
      orderBy,
      page,
      scope(parent, 'licenses', filter, orderBy),
    ),
  users: (parent, page, { loaders }, info) =>
    loaders.has(parent.key, 'users')
      ? assigneeConnection('USER', loaders, [parent], page, scope(parent, 'users'), info)
      : null,
  devices: (parent, page, { loaders }, info) =>
    loaders.has(parent.key, 'devices')
      ? assigneeConnection('DEVICE', loaders, [parent], page, scope(parent, 'devices'), info)
      : null,
  workspaces: (parent, page, { loaders }, info) =>
    loaders.has(parent.key, 'workspaces')
      ? assigneeConnection('WORKSPACE', loaders, [parent], page, scope(parent, 'workspaces'), info)
      : null,
  entities: (parent, page, { loaders }, info) =>
    loaders.has(parent.key, 'entities')
      ? assigneeConnection('ENTITY', loaders, [parent], page, scope(parent, 'entities'), info)
      : null,
  assignments: (parent, page, { loaders }) =>
    assignmentsConnection(loaders, [parent], {}, page, scope(parent, 'assignments')),
};

export const accountHealth: AccountHealthResolvers = {
  vendorDrift: ({ drift }) => [...drift],
};

export const accountCapabilities: AccountCapabilitiesResolvers = {
  assigneeKinds: ({ assigneeKinds }) => [...assigneeKinds],
};
