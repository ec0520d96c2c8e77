// What a call sees: which users are gone, and which writes show, by switch.
import type { Call } from '../call.ts';
import type { Ageing } from '../state/assignments.ts';

/** Whether the switch `goneUsers` has removed this user for good. */
export function isGone({ org, settings }: Pick<Call, 'org' | 'settings'>, index: number): boolean {
  return index < org.people.from + settings.goneUsers;
}

/** The times that decide which writes this call sees. */
export function ageing({ state, settings }: Pick<Call, 'state' | 'settings'>): Ageing {
  return {
    now: state.clock.now(),
    lagMs: settings.consistencyLagMs,
    rolesWinAfterMs: settings.rolesWinAfterMs,
  };
}
