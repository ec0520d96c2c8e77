// One organisation of Genesys Cloud behind the port.
import { createUpstream, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { describeAccount, type ProviderFacts } from '../account.ts';
import type { IdKind, ProviderAccount } from '../provider.ts';
import { createAssignments } from './reads/assignments.ts';
import { createAuthorizer } from './auth.ts';
import { PAGE_SIZE, type Api } from './client.ts';
import {
  inferLicenses,
  readCatalogue,
  readFeatureToggle,
  readLicensesInFull,
  setFeatureToggle,
} from './reads/licenses.ts';
import { apiPolicy } from './failures.ts';
import type { GenesysSettings } from './settings.ts';
import { createUsers } from './reads/users.ts';
import { canonicalUserId, createWire } from './wire/wire.ts';
import { createWrites } from './writes/writes.ts';

/** Licenses are slugs that nobody keeps a list of (genesys contract 2.2), users are UUIDs. */
const ID_FORMS: Readonly<Partial<Record<IdKind, RegExp>>> = {
  LICENSE: /^(?!\.{1,2}$)[^\p{C}]{1,128}$/u,
  USER: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

const FACTS: ProviderFacts = {
  reportsSeats: false,
  nativeScheduledRemoval: false,
  lookupBatchSize: PAGE_SIZE,
  assignmentBatchSize: PAGE_SIZE,
};

/** The account, ready to be asked. Nothing is sent before the first question. */
export function createGenesysAccount(settings: GenesysSettings, runtime: UpstreamRuntime): ProviderAccount {
  const authorizer = createAuthorizer(settings, runtime);
  const upstream = createUpstream(runtime, { accountKey: settings.key, policy: apiPolicy, authorizer });
  const { key: accountKey, apiBaseUrl: baseUrl } = settings;
  const wire = createWire({ accountKey, drift: upstream.drift });
  const api: Api = { upstream, baseUrl, accountKey, wire };
  return describeAccount(settings, FACTS, {
    status: () => upstream.status(),
    accepts: (kind, externalId) => ID_FORMS[kind]?.test(externalId) ?? false,
    // The case of licenses is their own (genesys contract 2.2).
    canonicalId: (kind, externalId) => (kind === 'USER' ? canonicalUserId(externalId) : externalId),
    catalogue: (call) => readCatalogue(api, call),
    licensesInFull: (licenseIds, call) => readLicensesInFull(api, licenseIds, call),
    assignments: createAssignments(api),
    assignees: { USER: createUsers(api) },
    inferLicenses: (roleIds, call) => inferLicenses(api, roleIds, call),
    featureToggle: (featureName, call) => readFeatureToggle(api, featureName, call),
    setFeatureToggle: (featureName, call) => setFeatureToggle(api, featureName, call),
    writes: createWrites(api, () => authorizer.headers(), settings.baseTiers),
  });
}
