// The port, in terms of Yext's client.
import type { Account } from '../../domain/account.ts';
import type { UpstreamRuntime } from '../../upstream/upstream.ts';
import type { ProviderAccount } from '../provider.ts';
import { createAssignments } from './assignments.ts';
import { createYextClient, PAGE_SIZE } from './client.ts';
import { createEntities } from './entities.ts';
import { isId } from './ids.ts';
import { readCatalogue } from './licenses.ts';
import type { YextSettings } from './settings.ts';
import { createWrites } from './writes.ts';

/** One Yext account, ready to be asked. */
export function createYextAccount(settings: YextSettings, runtime: UpstreamRuntime): ProviderAccount {
  const client = createYextClient(settings, runtime);
  return {
    account: accountOf(settings),
    status: () => client.status(),
    accepts: (kind, externalId) => (kind === 'LICENSE' || kind === 'ENTITY') && isId(externalId),
    catalogue: (call) => readCatalogue(client, settings.key, call),
    assignments: createAssignments(client, settings.key, runtime.log),
    entities: createEntities(client, settings.key),
    writes: createWrites(client, settings.key, runtime),
  };
}

function accountOf(settings: YextSettings): Account {
  return {
    key: settings.key,
    provider: settings.provider,
    name: settings.name,
    capabilities: {
      assigneeKinds: ['ENTITY'],
      reportsSeats: true,
      nativeScheduledRemoval: true,
      infersLicensesFromRoles: false,
      hasFeatureToggles: false,
      lookupBatchSize: PAGE_SIZE,
      assignmentBatchSize: 1,
    },
  };
}
