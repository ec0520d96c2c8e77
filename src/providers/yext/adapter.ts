// The port, in terms of Yext's client.
import type { UpstreamRuntime } from '../../upstream/upstream.ts';
import { describeAccount, type ProviderFacts } from '../account.ts';
import type { ProviderAccount } from '../provider.ts';
import { createAssignments } from './reads/assignments.ts';
import { createYextClient, PAGE_SIZE } from './client.ts';
import { createEntities } from './reads/entities.ts';
import { isId } from './ids.ts';
import { readCatalogue } from './reads/licenses.ts';
import type { YextSettings } from './settings.ts';
import { createWrites } from './writes/writes.ts';

const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: true,
  lookupBatchSize: PAGE_SIZE,
  assignmentBatchSize: 1,
};

/** One Yext account, ready to be asked. */
export function createYextAccount(settings: YextSettings, runtime: UpstreamRuntime): ProviderAccount {
  const client = createYextClient(settings, runtime);
  return describeAccount(settings, FACTS, {
    status: () => client.status(),
    accepts: (kind, externalId) => (kind === 'LICENSE' || kind === 'ENTITY') && isId(externalId),
    catalogue: (call) => readCatalogue(client, settings.key, call),
    assignments: createAssignments(client, settings.key, runtime.log),
    assignees: { ENTITY: createEntities(client, settings.key) },
    writes: createWrites(client, settings.key, runtime),
  });
}
