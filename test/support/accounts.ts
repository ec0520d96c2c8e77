// Expected capabilities and health of accounts.
import type { AccountCapabilities, AccountStatus, AssigneeKind } from '../../src/domain/account.ts';
import type { IdKind } from '../../src/providers/provider.ts';

type Ability = {
  [Name in keyof AccountCapabilities]: AccountCapabilities[Name] extends boolean ? Name : never;
}[keyof AccountCapabilities];

/** Capabilities of a provider: the given ones, and no others. */
export function capabilitiesOf(
  assigneeKinds: readonly AssigneeKind[],
  most: { readonly lookup: number; readonly assignment: number },
  ...abilities: readonly Ability[]
): AccountCapabilities {
  return {
    assigneeKinds,
    reportsSeats: abilities.includes('reportsSeats'),
    nativeScheduledRemoval: abilities.includes('nativeScheduledRemoval'),
    infersLicensesFromRoles: abilities.includes('infersLicensesFromRoles'),
    hasFeatureToggles: abilities.includes('hasFeatureToggles'),
    lookupBatchSize: most.lookup,
    assignmentBatchSize: most.assignment,
  };
}

/** The health of an account that has sent no request yet. */
export const UNASKED: AccountStatus = {
  circuit: 'CLOSED',
  lastSuccessAt: null,
  lastProblem: null,
  pausedUntil: null,
  nextLoginAt: null,
  underWay: 0,
  queued: 0,
  drift: [],
  budget: null,
  shares: {
    sweeps: { share: 0.5, limit: null, remaining: null, callsPerMinute: 60 },
    changeSets: { share: 0.8, limit: null, remaining: null, callsPerMinute: null },
    reserved: null,
  },
  sweepsPutOff: 0,
};

/** For `it.each`: texts that are valid ids of a kind, and texts that are not. */
export function idRows(
  kind: IdKind,
  { fit = [], unfit = [] }: { readonly fit?: readonly string[]; readonly unfit?: readonly string[] },
): (readonly [kind: IdKind, id: string, isAccepted: boolean])[] {
  return [...fit.map((id) => [kind, id, true] as const), ...unfit.map((id) => [kind, id, false] as const)];
}
