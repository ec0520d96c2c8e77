// One organisation of Genesys Cloud behind the port.
import { describeAccount } from '../account.ts';
import type { ProviderAccount } from '../provider.ts';
import type { Context } from './context.ts';
import { readFeatureToggle, setFeatureToggle } from './feature-toggles.ts';
import { canonicalId, isId } from './ids.ts';
import { createInventory } from './inventory/sections.ts';
import { FACTS } from './policy.ts';
import { createAssignments } from './reads/assignments.ts';
import { readCatalogue, readLicensesInFull } from './reads/licenses.ts';
import { inferLicenses } from './reads/roles.ts';
import { createUsers } from './reads/users.ts';
import { createWrites } from './writes/writes.ts';

/** The account, ready to be asked. */
export function createAccount(context: Context): ProviderAccount {
  return describeAccount(context, FACTS, {
    assignments: createAssignments(context),
    assignees: { USER: createUsers(context) },
    accepts: isId,
    canonicalId,
    catalogue: (call) => readCatalogue(context, call),
    licensesInFull: (licenseIds, call) => readLicensesInFull(context, licenseIds, call),
    inferLicenses: (roleIds, call) => inferLicenses(context, roleIds, call),
    featureToggle: (featureName, call) => readFeatureToggle(context, featureName, call),
    setFeatureToggle: (featureName, call) => setFeatureToggle(context, featureName, call),
    writes: createWrites(context),
    inventory: createInventory(context),
  });
}
