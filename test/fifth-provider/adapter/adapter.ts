// One Quayside account behind the port.
import { describeAccount } from '../../../src/providers/account.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import type { Context } from './context.ts';
import { isId } from './ids.ts';
import { FACTS } from './policy.ts';
import { createAssignments } from './reads/assignments.ts';
import { readCatalogue } from './reads/licenses.ts';
import { createUsers } from './reads/users.ts';
import { createWrites } from './writes/writes.ts';

/** The account, ready to be asked. */
export function createAccount(context: Context): ProviderAccount {
  return describeAccount(context, FACTS, {
    assignments: createAssignments(context),
    assignees: { USER: createUsers(context) },
    accepts: isId,
    catalogue: (call) => readCatalogue(context, call),
    writes: createWrites(context),
  });
}
