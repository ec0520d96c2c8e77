// One Yext account behind the port.
import { describeAccount } from '../account.ts';
import type { ProviderAccount } from '../provider.ts';
import type { Context } from './context.ts';
import { isId } from './ids.ts';
import { createInventory } from './inventory.ts';
import { FACTS } from './policy.ts';
import { createAssignments } from './reads/assignments.ts';
import { createEntities } from './reads/entities.ts';
import { readCatalogue } from './reads/licenses.ts';
import { createWrites } from './writes/writes.ts';

/** The account, ready to be asked. */
export function createAccount(context: Context): ProviderAccount {
  return describeAccount(context, FACTS, {
    assignments: createAssignments(context),
    assignees: { ENTITY: createEntities(context) },
    accepts: isId,
    catalogue: (call) => readCatalogue(context, call),
    writes: createWrites(context),
    inventory: createInventory(context),
  });
}
