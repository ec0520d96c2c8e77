// What a call sees: users who are gone are not there, and writes may show late or not for long.
import type { Call } from '../call.ts';
import type { Ageing } from '../state/assignments.ts';

/** Whether the switch `goneUsers` has removed this user for good. */
export function isGone({ org, settings }: Pick<Call, 'org' | 'settings'>, index: number): boolean {
  return index < org.people.from + settings.goneUsers;
}

/** How old writes look to this call. */
export function ageing({ state, settings }: Call): Ageing {
  return {
    now: state.clock.now(),
    lagMs: settings.consistencyLagMs,
    rolesWinAfterMs: settings.rolesWinAfterMs,
  };
}
