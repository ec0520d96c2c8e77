// A Webex organisation as the port wants it.
import { createUpstream, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { describeAccount, type ProviderFacts } from '../account.ts';
import type { ProviderAccount } from '../provider.ts';
import { readHoldings } from './reads/holdings.ts';
import { readAssignments, readHolders } from './reads/assignments.ts';
import { createAuthorizer } from './auth.ts';
import { IDS_A_CALL, createClient } from './client.ts';
import type { WebexContext } from './context.ts';
import { acceptsId, canonicalId } from './ids.ts';
import { isExternal } from './reads/users-in-full.ts';
import { createCatalogue, readLicenses } from './reads/licenses.ts';
import { createUsers } from './reads/users.ts';
import { policy } from './failures.ts';
import type { WebexSettings } from './settings.ts';
import { createWorkspaces } from './reads/workspaces.ts';
import { createWrites } from './writes/writes.ts';

const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: false,
  lookupBatchSize: IDS_A_CALL,
  assignmentBatchSize: 1,
};

/** An account of Webex. */
export function createAccount(settings: WebexSettings, runtime: UpstreamRuntime): ProviderAccount {
  const accountKey = settings.key;
  const upstream = createUpstream(runtime, {
    accountKey,
    policy,
    authorizer: createAuthorizer(settings, runtime),
  });
  const client = createClient(settings, upstream);
  const catalogue = createCatalogue(client, accountKey);
  const context: WebexContext = { accountKey, client, catalogue, width: runtime.limits.concurrency };
  return describeAccount(settings, FACTS, {
    status: () => upstream.status(),
    accepts: acceptsId,
    canonicalId,
    catalogue: (call) => catalogue.read(call),
    licensesInFull: (keys, call) => readLicenses(context, keys, call),
    assignments: {
      page: (cursor, call) => readAssignments(context, cursor, call),
      ofLicense: (licenseId, cursor, call) => readHolders(context, licenseId, cursor, call),
      ofAssignees: (assignees, call) =>
        readHoldings(context, assignees, call, ({ assignments }) => assignments),
      // Only answers to writes name it, and of these people alone (webex contract 5.2).
      mayBeOffered: (assignee) => assignee.kind === 'USER' && isExternal(assignee),
    },
    assignees: { USER: createUsers(context), WORKSPACE: createWorkspaces(context) },
    writes: createWrites(context, runtime.random),
  });
}
