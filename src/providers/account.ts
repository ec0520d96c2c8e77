// What an account says of itself: what the configuration calls it, and what can be asked of its provider.
import { ASSIGNEE_KINDS, type AccountCapabilities, type AccountStatus } from '../domain/account.ts';
import type { AccountSettings, ProviderAccount } from './provider.ts';

/** Everything an account implements of the port, but what is the same for all. */
type Abilities = Omit<ProviderAccount, 'account' | 'status'>;

/** What every provider's context has. */
interface AccountContext {
  readonly settings: AccountSettings;
  readonly upstream: { status(): AccountStatus };
}

/** What the port does not show: the provider's limits, and what its licenses and assignments tell. */
export type ProviderFacts = Omit<
  AccountCapabilities,
  'assigneeKinds' | 'infersLicensesFromRoles' | 'hasFeatureToggles'
>;

/** The account with its description. Whatever the port shows of its capabilities is taken from there. */
export function describeAccount<Implemented extends Abilities>(
  { settings: { key, provider, name }, upstream }: AccountContext,
  facts: ProviderFacts,
  abilities: Implemented,
): NoInfer<Implemented> & Pick<ProviderAccount, 'account' | 'status'> {
  const capabilities: AccountCapabilities = {
    ...facts,
    assigneeKinds: ASSIGNEE_KINDS.filter((kind) => abilities.assignees[kind] !== undefined),
    infersLicensesFromRoles: abilities.inferLicenses !== undefined,
    hasFeatureToggles: abilities.featureToggle !== undefined,
  };
  return {
    ...abilities,
    account: { key, provider, name, capabilities },
    status: () => upstream.status(),
  };
}
