// One Yext account behind the port.
import { describeAccount, type ProviderFacts } from '../account.ts';
import type { ProviderAccount } from '../provider.ts';
import type { Context } from './context.ts';
import { isId } from './ids.ts';
import { LIMITS } from './policy.ts';
import { createAssignments } from './reads/assignments.ts';
import { createEntities } from './reads/entities.ts';
import { readCatalogue } from './reads/licenses.ts';
import { createWrites } from './writes/writes.ts';

const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: true,
  lookupBatchSize: LIMITS.pageSize,
  assignmentBatchSize: 1,
};

/** The account, ready to be asked. */
export function createAccount(context: Context): ProviderAccount {
  return describeAccount(context.settings, FACTS, {
    status: () => context.upstream.status(),
    accepts: isId,
    catalogue: (call) => readCatalogue(context, call),
    assignments: createAssignments(context),
    assignees: { ENTITY: createEntities(context) },
    writes: createWrites(context),
  });
}
