// The loaders of one request: every key is read once, and keys that are asked for together are read in one batch. Nothing is kept for
// the next request but pages that a client has been given a part of.
import type { Call } from '../domain/call.ts';
import { silentTracer } from '../domain/telemetry/tracer.ts';
import type { FeatureToggle } from '../providers/provider.ts';
import type { ProviderDirectory } from './accounts.ts';
import { createAssigneeReads, type AssigneeReads } from './assignees.ts';
import { createLicenseReads, type LicenseReads } from './licenses.ts';
import { createListReads, type ListReads } from './lists.ts';
import type { HeldPages } from './page-hold.ts';
import { notSupported, type BatchWatcher } from './read-context.ts';

/** Everything in here throws ProblemError; UNKNOWN_ACCOUNT for a key that is not configured or not for this caller. */
export interface Loaders extends LicenseReads, AssigneeReads, ListReads {
  /** External ids. Throws NOT_SUPPORTED where the provider cannot. */
  inferLicenses(accountKey: string, roleIds: readonly string[]): Promise<readonly string[]>;
  /** Throws NOT_SUPPORTED where the provider has none. */
  featureToggle(accountKey: string, featureName: string): Promise<FeatureToggle>;
}

const UNWATCHED: BatchWatcher = { batched: () => undefined, tracer: silentTracer };

/**
 * Loaders of one request over the accounts its caller may see. `held` are the pages that callers of the same rights may go on in;
 * `watcher` is told of each batch.
 */
export function createLoaders(
  accounts: ProviderDirectory,
  call: Call,
  held: HeldPages | null = null,
  watcher: BatchWatcher = UNWATCHED,
): Loaders {
  const context = { accounts, call, watcher };
  return {
    ...createLicenseReads(context),
    ...createAssigneeReads(context),
    ...createListReads(context, held),
    async inferLicenses(accountKey, roleIds) {
      const infer = accounts.provider(accountKey).inferLicenses;
      if (!infer) throw notSupported(accountKey, 'inferring licenses from roles');
      return infer(roleIds, call);
    },
    async featureToggle(accountKey, featureName) {
      const read = accounts.provider(accountKey).featureToggle;
      if (!read) throw notSupported(accountKey, 'feature toggles');
      return read(featureName, call);
    },
  };
}
