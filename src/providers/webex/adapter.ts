// One Webex organisation behind the port.
import { describeAccount } from '../account.ts';
import type { ProviderAccount } from '../provider.ts';
import type { Context } from './context.ts';
import { isId, canonicalId } from './ids.ts';
import { createInventory } from './inventory/sections.ts';
import { FACTS } from './policy.ts';
import { createAssignments } from './reads/assignments.ts';
import { readCatalogue, readLicenses } from './reads/licenses.ts';
import { createUsers } from './reads/users.ts';
import { createWorkspaces } from './reads/workspaces.ts';
import { createWrites } from './writes/writes.ts';

/** The account, ready to be asked. */
export function createAccount(context: Context): ProviderAccount {
  return describeAccount(context, FACTS, {
    accepts: isId,
    canonicalId,
    catalogue: (call) => readCatalogue(context, call),
    licensesInFull: (keys, call) => readLicenses(context, keys, call),
    assignments: createAssignments(context),
    assignees: { USER: createUsers(context), WORKSPACE: createWorkspaces(context) },
    writes: createWrites(context),
    inventory: createInventory(context),
    mayChange: () => context.mayChange(),
  });
}
