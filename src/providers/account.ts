// What an account says of itself: what the configuration calls it, and what can be asked of its provider.
import { ASSIGNEE_KINDS, type Account, type AccountCapabilities } from '../domain/account.ts';
import type { AccountSettings, ProviderAccount } from './provider.ts';

/** Everything an account implements of the port, before it is described. */
type Abilities = Omit<ProviderAccount, 'account'>;

/** What the port does not show: the provider's limits, and what its licenses and assignments tell. */
export type ProviderFacts = Omit<
  AccountCapabilities,
  'assigneeKinds' | 'infersLicensesFromRoles' | 'hasFeatureToggles'
>;

/** The account with its description. Whatever the port shows of its capabilities is taken from there. */
export function describeAccount<Implemented extends Abilities>(
  { key, provider, name }: AccountSettings,
  facts: ProviderFacts,
  abilities: Implemented,
): NoInfer<Implemented> & { readonly account: Account } {
  const capabilities: AccountCapabilities = {
    ...facts,
    assigneeKinds: ASSIGNEE_KINDS.filter((kind) => abilities.assignees[kind] !== undefined),
    infersLicensesFromRoles: abilities.inferLicenses !== undefined,
    hasFeatureToggles: abilities.featureToggle !== undefined,
  };
  return { ...abilities, account: { key, provider, name, capabilities } };
}
